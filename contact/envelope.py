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
from contact.models import Delivery, Letter, Subscription
from privacy import mail, tokens
from privacy.declaration import facts


STYLE = settings.BASE_DIR / 'static/css/letter.css'
# Stand in the rendered letter for what is filled in. No author can type them.
STOP, SINCE = '\ue000stop\ue000', '\ue000since\ue000'


class Envelope:
    def __init__(self, letter: Letter) -> None:
        self.letter = letter
        context = _context(letter)
        html = {'content': writing.html(letter.body)}
        text = {'content': writing.text(letter.body)}
        self.html = render_to_string('letters/letter.html', context | html)
        self.text = render_to_string(
            'letters/letter.txt', context | text, using='letters'
        )

    def post(self, delivery: Delivery, post: mail.Post) -> None:
        """To the address of this very moment."""
        subscription = delivery.subscription
        number = message_id(self.letter, subscription)
        self._post(subscription, post, number)

    def post_a_test(self, to: str, number: str, post: mail.Post) -> None:
        """A copy for a colleague. Its links belong to nobody."""
        nobody = Subscription(pk=0, email=to, confirmed_at=None)
        number = mail.message_id('contact/test', self.letter, number)
        self._post(nobody, post, number, mark='[Test] ')

    def _post(
        self,
        subscription: Subscription,
        post: mail.Post,
        number: str,
        mark: str = '',
    ) -> None:
        stop, since = stop_url(subscription), day_of_yes(subscription)
        text, html = (
            part.replace(STOP, stop).replace(SINCE, since)
            for part in (self.text, self.html)
        )
        post(
            to=subscription.email or '',
            subject=mark + self.letter.subject,
            text=text,
            html=html,
            headers=self.headers(subscription) | {'Message-ID': number},
        )

    def headers(self, subscription: Subscription) -> dict[str, str]:
        # RFC 8058: https, exactly this value, and never folded.
        subject = f'Stop the newsletter {stop_token(subscription)}'
        by_mail = (
            f'mailto:{settings.DEFAULT_FROM_EMAIL}?subject={quote(subject)}'
        )
        return {
            'List-Unsubscribe': f'<{stop_url(subscription)}>, <{by_mail}>',
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
            'List-Id': f'{facts.LEGAL_NAME.value} {self.letter.purpose} '
            f'<{self.letter.purpose}.{urlsplit(settings.SITE_URL).hostname}>',
            'List-Help': f'<{settings.SITE_URL}'
            f'{reverse("contact:preferences-ask")}>',
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
