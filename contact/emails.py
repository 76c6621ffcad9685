"""Every email this app sends, one function each."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone

from contact import refused
from contact.models import ConsentEvent, Enquiry, Reply, Subscription
from privacy import mail, tokens
from privacy.declaration import facts


def acknowledge(enquiry: Enquiry) -> None:
    """Nothing that was typed: anybody may have typed this address, too."""
    mail.answer(
        'contact/acknowledge',
        to=enquiry.email,
        about=enquiry,
        thread=[enquiry.message_id or root(enquiry)],
        mailbox=settings.DEFAULT_FROM_EMAIL,
        refused=refused.in_short(enquiry.refused),
    )


def root(enquiry: Enquiry) -> str:
    """Where the thread of a message begins that did not come by mail.

    Amazon gives our letters ids of its own, but passes on what they refer to,
    and so does whoever answers them.
    """
    return mail.message_id('contact/enquiry', enquiry)


def ids(enquiry: Enquiry) -> set[str]:
    """By one of these an answer of theirs is known to belong to it."""
    ours = (mail.message_id('contact/answer', r) for r in enquiry.replies.all())
    receipt = mail.message_id('contact/acknowledge', enquiry)
    known = {enquiry.message_id, root(enquiry), receipt, *ours}
    return known - {''}


def tell_team(enquiry: Enquiry) -> None:
    mail.send('contact/tell_team', to=settings.TEAM_EMAIL, about=enquiry)


def ask_to_confirm(event: ConsentEvent) -> None:
    if event.subscription.email and not event.subscription.restriction:
        mail.send(
            'contact/ask_to_confirm',
            to=event.subscription.email,
            about=event,
            token=tokens.make('subscribe', event.pk),
        )


def send_receipt(event: ConsentEvent) -> None:
    """What they agreed to, for them to keep; and how to end it."""
    subscription = event.subscription
    if subscription.email and not subscription.restriction:
        mail.send(
            'contact/receipt',
            to=subscription.email,
            about=event,
            token=tokens.make('preferences', subscription.pk),
            stop_token=tokens.make('stop', subscription.pk),
            years=facts.SUBSCRIPTIONS.days // 365,
            company=facts.LEGAL_NAME.value,
            postal_address=facts.POSTAL_ADDRESS.value,
        )


def send_preferences(subscription: Subscription) -> None:
    if subscription.email and not subscription.restriction:
        mail.send(
            'contact/preferences',
            to=subscription.email,
            about=subscription,
            again=f'{timezone.now():%Y-%m-%d %H:%M}',
            token=tokens.make('preferences', subscription.pk),
        )


def answer(reply: Reply) -> None:
    """To the address that wrote, in the thread that our receipt began."""
    enquiry = reply.enquiry
    if enquiry.restriction_id:
        return
    began = [enquiry.message_id] if enquiry.message_id else []
    receipt = mail.message_id('contact/acknowledge', enquiry)
    earlier = enquiry.replies.filter(pk__lt=reply.pk).order_by('pk')
    answers = [mail.message_id('contact/answer', r) for r in earlier]
    mail.answer(
        'contact/answer',
        to=enquiry.email,
        about=reply,
        thread=[*began, receipt, *answers],
        by_hand=True,
        enquiry=enquiry,
    )
