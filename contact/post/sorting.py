"""What a mail is: a stop, something automatic, or a message of somebody."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.conf import settings

from contact.models import Sender, What
from contact.post.reading import Mail
from contact.subscribing import STOP_WITHIN
from privacy import tokens


# As signing writes it; the header of a letter puts it into the subject.
TOKEN = re.compile(r'[\w-]+:[\w-]+:[\w-]+')
BY_MACHINES = {'bulk', 'list', 'junk', 'auto_reply'}
WANTS_NO_ANSWER = {'all', 'autoreply', 'oof'}
MACHINES = ('mailer-daemon', 'postmaster')
# The first line that Amazon adds: one of the same name further down may be
# anybody's.
ITS_VERDICTS = 'amazonses.com'


def what(mail: Mail) -> What:
    # A mail program sends a stop by itself, and so it may look automatic.
    if stops(mail):
        return What.STOP
    if is_automatic(mail):
        return What.AUTOMATIC
    return What.MESSAGE if mail.email else What.UNREADABLE


def stops(mail: Mail) -> int:
    """The subscription whose stop link stands in the subject, or 0."""
    found = TOKEN.search(mail.subject)
    return tokens.read('stop', found[0], good_for=STOP_WITHIN) if found else 0


def is_automatic(mail: Mail) -> bool:
    """Written by a machine, ours among them: an answer might go in circles
    (RFC 3834, 2).
    """
    header = mail.headers.get
    wanted = header('x-auto-response-suppress', '').lower()
    return (
        _first(header('auto-submitted', '')) not in ('', 'no')
        or _first(header('precedence', '')) in BY_MACHINES
        or 'list-id' in mail.headers
        or header('return-path', '').strip() == '<>'
        or bool(WANTS_NO_ANSWER & set(re.split(r'[\s,]+', wanted)))
        or _first(header('content-type', '')) == 'multipart/report'
        or mail.email.partition('@')[0] in MACHINES
        or is_ours(mail)
    )


def _first(value: str) -> str:
    return value.partition(';')[0].strip().lower()


def is_ours(mail: Mail) -> bool:
    ours = {settings.DEFAULT_FROM_EMAIL.lower(), settings.TEAM_EMAIL.lower()}
    host = urlsplit(settings.SITE_URL).hostname
    return mail.email in ours or mail.message_id.endswith(f'@{host}>')


def sender(mail: Mail) -> Sender:
    """What Amazon found out about the address. No right rests on it."""
    results = mail.headers.get('authentication-results', '').lower()
    if _first(results) != ITS_VERDICTS:
        return Sender.UNKNOWN
    if re.search(r'\bdmarc=pass\b', results):
        return Sender.CONFIRMED
    is_bad = re.search(r'\bdmarc=fail\b', results)
    return Sender.DOUBTFUL if is_bad else Sender.UNKNOWN


def is_spam(mail: Mail) -> bool:
    """Kept all the same: a filter that errs must not lose a request."""
    verdicts = ('x-ses-spam-verdict', 'x-ses-virus-verdict')
    return any(mail.headers.get(name, '') == 'FAIL' for name in verdicts)
