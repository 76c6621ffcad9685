"""What a visitor can make happen."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from contact import tasks
from contact.forms import CONSENT_WORDING
from contact.models import (
    ConsentEvent,
    Enquiry,
    Kind,
    Method,
    Subscription,
    Wording,
)
from privacy import tokens
from privacy.proof import suppression


# Two presses of one button, not two messages.
DOUBLE_CLICK = timedelta(minutes=10)
CONFIRM_WITHIN = timedelta(days=2)
# A stop link works as long as the letter lies in somebody's mailbox.
STOP_WITHIN = timedelta(days=3_650)


@transaction.atomic
def receive_enquiry(
    *, name: str, email: str, message: str, newsletter: bool
) -> None:
    """Keep the message; tell the writer and the team that it arrived."""
    now = timezone.now()
    said = {'name': name, 'email': email, 'message': message}
    if not Enquiry.objects.filter(
        **said, received_at__gt=now - DOUBLE_CLICK
    ).exists():
        enquiry = Enquiry.objects.create(**said, received_at=now)
        tasks.acknowledge.defer(enquiry_pk=enquiry.pk)
        tasks.tell_team.defer(enquiry_pk=enquiry.pk)
    if newsletter:
        ask_to_subscribe(email=email)


@transaction.atomic
def ask_to_subscribe(*, email: str) -> None:
    """Note the wish and ask for proof; nothing is sent before that.

    A living subscription is left as it is.
    """
    Subscription.objects.get_or_create(email=email)
    subscription = Subscription.objects.select_for_update(of=('self',)).get(
        email=email
    )
    last = subscription.last_consent
    if subscription.restriction or subscription.is_living:
        return  # Locked data is not used (Article 18(2)).
    if _asked_a_moment_ago(last):
        return
    event = subscription.note(Kind.REQUESTED, Method.WEB_FORM, _wording())
    tasks.ask_to_confirm.defer(consent_pk=event.pk)


def awaiting_confirmation(token: str) -> ConsentEvent | None:
    """The wish behind a link. None if forged, old, used or overtaken."""
    event = (
        ConsentEvent.objects.filter(
            pk=tokens.read('subscribe', token, good_for=CONFIRM_WITHIN),
            kind=Kind.REQUESTED,
            subscription__email__isnull=False,
            subscription__restriction=None,
        )
        .select_related('subscription', 'wording')
        .first()
    )
    if event and event.subscription.last_consent == event:
        return event
    return None


@transaction.atomic
def confirm_subscription(token: str) -> Subscription | None:
    """Start the newsletter, once, and keep the proof (Article 7(1))."""
    event = awaiting_confirmation(token)
    subscription = event and _locked(event.subscription.pk)
    if not event or not subscription or subscription.last_consent != event:
        return None
    subscription.note(Kind.CONFIRMED, Method.CONFIRM_LINK, event.wording)
    subscription.confirmed_at, subscription.stopped_at = timezone.now(), None
    subscription.save(update_fields=['confirmed_at', 'stopped_at'])
    # They came back by themselves, and read the mail that asked them.
    suppression.lift(subscription.email or '')
    return subscription


@transaction.atomic
def stop_newsletter(token: str) -> None:
    """Stop at once. A link that is used, forged or forgotten does nothing."""
    subscription = _locked(tokens.read('stop', token, good_for=STOP_WITHIN))
    if subscription and subscription.withdraw(Method.STOP_LINK):
        tasks.note_withdrawal.defer(subscription_pk=subscription.pk)


def _locked(pk: int) -> Subscription | None:
    return (
        Subscription.objects.select_for_update(of=('self',))
        .filter(pk=pk, email__isnull=False)
        .first()
    )


def _wording() -> Wording:
    wording = Wording.objects.filter(text=CONSENT_WORDING).first()
    return wording or Wording.objects.create(text=CONSENT_WORDING)


def _asked_a_moment_ago(last: ConsentEvent | None) -> bool:
    return bool(
        last
        and last.kind == Kind.REQUESTED
        and last.at > timezone.now() - DOUBLE_CLICK
    )
