"""The other companies' pages we link to, and what a click there means.

Nothing of theirs is ever part of a page of ours: a link opens their own page
in a tab of its own, without a referrer, and says beforehand what they learn.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import now

from pages import hours
from privacy.declaration.parties import CALENDAR, CHAT_PAGE, FILMS


@dataclass(frozen=True)
class Outside:
    name: str
    company: str
    address: str
    what_happens: str


CHAT = Outside(
    name='Open the chat',
    company=CHAT_PAGE.name,
    address='https://go.crisp.chat/chat/embed/'
    '?website_id=2aa7bcb2-8094-4624-b64e-112c2ca3a174',
    what_happens='The chat is a page of Crisp, in Nantes, France, and opens '
    'in a new tab. From then on Crisp receives your network address and what '
    'you write, and sets cookies whose names begin with “crisp-client”. We '
    'read the conversation there. This page loads nothing from them.',
)
BOOKING = Outside(
    name='Choose a time',
    company=CALENDAR.name,
    address='https://calendly.com/ivelum/consultation',
    what_happens='The calendar is a page of Calendly, in the United States, '
    'and opens in a new tab. Calendly receives your network address and what '
    'you fill in, and sets cookies of its own. If you would rather not, write '
    'to us and propose a time.',
)
TALK = Outside(
    name='Watch the talk',
    company=FILMS.name,
    address='https://www.youtube.com/watch?v=TR3TADaqeLg',
    what_happens='The film is on YouTube, which belongs to Google, and opens '
    'in a new tab. Google then receives your network address, sets cookies '
    'and may show advertisements; they are neither ours nor do we learn of '
    'them. The picture here is our own.',
)
BY_NAME = {'chat': CHAT, 'booking': BOOKING, 'talk': TALK}


@dataclass(frozen=True)
class ChatNow:
    is_open: bool
    opens_next: datetime


def chat_now() -> ChatNow:
    moment = now()
    return ChatNow(hours.is_open(moment), hours.opens_next(moment))
