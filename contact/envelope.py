"""What the site adds to every letter, whoever wrote it.

Why they get it, who we are, how it stops (at the bottom and in the headers of
RFC 8058 and RFC 2369). The letter is rendered once; what differs from person
to person is filled in.
"""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localtime

from contact import writing
from contact.models import Letter, Subscription
from privacy import mail, post, tokens
from privacy.declaration import facts


STYLE = settings.BASE_DIR / 'static/css/letter.css'
# Stand in the rendered letter for what is filled in. No author can type them.
STOP, SINCE = '\ue000stop\ue000', '\ue000since\ue000'


class Envelope:
    def __init__(self, letter: Letter, mark: str = '') -> None:
        self.letter = letter
        context = _context(letter)
        html = {'content': writing.html(letter.body)}
        text = {'content': writing.text(letter.body)}
        self.stencil = post.Stencil(
            mark + letter.subject,
            render_to_string(
                'letters/letter.txt', context | text, using='letters'
            ),
            render_to_string('letters/letter.html', context | html),
            self.headers(),
            (STOP, SINCE),
        )

    def letter_to(self, subscription: Subscription) -> post.Letter:
        """To the address of this very moment."""
        return self._fill(subscription, message_id(self.letter, subscription))

    def test_for(self, to: str, number: str) -> post.Letter:
        """A copy for a colleague. Its links belong to nobody."""
        nobody = Subscription(pk=0, email=to, confirmed_at=None)
        return self._fill(
            nobody, mail.message_id('contact/test', self.letter, number)
        )

    def _fill(self, subscription: Subscription, number: str) -> post.Letter:
        stop = stop_url(subscription)
        # RFC 8058: https, exactly this value, and never folded.
        headers = {
            'Message-ID': number,
            'List-Unsubscribe': f'<{stop}>, <{stop_by_mail(subscription)}>',
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        }
        words = {STOP: stop, SINCE: day_of_yes(subscription)}
        return self.stencil.fill(subscription.email or '', headers, words)

    def headers(self) -> dict[str, str]:
        purpose = self.letter.purpose
        host = urlsplit(settings.SITE_URL).hostname
        help_page = settings.SITE_URL + reverse('contact:preferences-ask')
        return {
            'List-Id': f'{facts.LEGAL_NAME.value} {purpose} <{purpose}.{host}>',
            'List-Help': f'<{help_page}>',
            'Precedence': 'bulk',
        }


def message_id(letter: Letter, subscription: Subscription) -> str:
    """The same however often it is tried, even if a crash lost the row."""
    return mail.message_id('contact/letter', letter, str(subscription.pk))


def stop_token(subscription: Subscription) -> str:
    return tokens.make('stop', subscription.pk)


def stop_url(subscription: Subscription) -> str:
    token = stop_token(subscription)
    path = reverse('contact:newsletter-stop', args=[token])
    return settings.SITE_URL + path


def stop_by_mail(subscription: Subscription) -> str:
    subject = quote(f'Stop these letters {stop_token(subscription)}')
    return f'mailto:{settings.DEFAULT_FROM_EMAIL}?subject={subject}'


def day_of_yes(subscription: Subscription) -> str:
    since = subscription.confirmed_at
    return f' on {localtime(since):%-d %B %Y}' if since else ''


def _context(letter: Letter) -> dict[str, object]:
    return {
        'letter': letter,
        'style': STYLE.read_text(),
        'stop_url': STOP,
        'since': SINCE,
        'site_url': settings.SITE_URL,
        'company': facts.LEGAL_NAME.value,
        'postal_address': facts.POSTAL_ADDRESS.value,
    }
