"""Every email this app sends, one function each."""

from __future__ import annotations

from django.conf import settings

from contact.models import ConsentEvent, Enquiry
from privacy import mail, tokens


def acknowledge(enquiry: Enquiry) -> None:
    mail.send('contact/acknowledge', to=enquiry.email, about=enquiry)


def tell_team(enquiry: Enquiry) -> None:
    mail.send('contact/tell_team', to=settings.TEAM_EMAIL, about=enquiry)


def ask_to_confirm(event: ConsentEvent) -> None:
    if event.subscription.email and not event.subscription.restriction:
        mail.send(
            'contact/ask_to_confirm',
            to=event.subscription.email,
            about=event,
            token=tokens.make('subscribe', event.pk),
            stop_token=tokens.make('stop', event.subscription.pk),
        )
