"""A press of a sign-up button, from the form to the mail that asks back.

The visitor's request only writes the wish down, so it does the same for every
address, and its time tells nobody whether we know it. The worker looks.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from contact.models import (
    ConsentEvent,
    Kind,
    Method,
    Purpose,
    Subscription,
    Wish,
    Wording,
)
from privacy import policy


# Two presses of one button, not two wishes.
DOUBLE_CLICK = timedelta(minutes=10)
# A robot that types an address all day makes no more mail than this.
MOST_MAILS, PER = 3, timedelta(days=1)


def note(
    *,
    email: str,
    purpose: Purpose,
    method: Method,
    form: str,
    wording: Wording,
    in_place_of: Subscription | None,
) -> Wish:
    return Wish.objects.create(
        email=email,
        purpose=purpose,
        method=method,
        form=form,
        wording=wording,
        policy_version=policy.current_version(),
        in_place_of=in_place_of,
    )


def take_up(wish_pk: int) -> ConsentEvent | None:
    """The step to ask about; None if there is nothing to ask. Once.

    A living subscription is left as it is.
    """
    waiting = Wish.objects.select_for_update(of=('self',)).filter(pk=wish_pk)
    wish = waiting.first()
    if wish is None:
        return None
    wish.delete()
    subscription = made(wish.email, Purpose(wish.purpose))
    if subscription.restriction or subscription.is_living:
        return None  # Locked data is not used (Article 18(2)).
    if _was_asked_enough(subscription):
        return None
    if wish.in_place_of:
        subscription.replaces = wish.in_place_of
        subscription.save(update_fields=['replaces'])
    return subscription.note(
        Kind.REQUESTED,
        Method(wish.method),
        wish.wording,
        wish.form,
        at=wish.at,
        policy_version=wish.policy_version,
    )


def made(email: str, purpose: Purpose) -> Subscription:
    """That of this address for this purpose, locked."""
    one, _ = Subscription.objects.get_or_create(email=email, purpose=purpose)
    return Subscription.objects.select_for_update(of=('self',)).get(pk=one.pk)


def _was_asked_enough(subscription: Subscription) -> bool:
    now = timezone.now()
    lately = list(
        subscription.consents.filter(
            kind=Kind.REQUESTED, at__gt=now - PER
        ).values_list('at', flat=True)
    )
    last = subscription.last_consent
    just_now = bool(
        last and last.kind == Kind.REQUESTED and last.at > now - DOUBLE_CLICK
    )
    return just_now or len(lately) >= MOST_MAILS
