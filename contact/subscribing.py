"""How somebody comes to get our letters, and how they stop coming.

What a stranger does with your address changes nothing for you: it brings a
mail that asks you, and no more than a few of those.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from contact import tasks, wishes
from contact.forms import PREFERENCES, SIGN_UP, WORDS
from contact.models import (
    ConsentEvent,
    Kind,
    Method,
    Purpose,
    Subscription,
    Wording,
)
from privacy import tokens
from privacy.models import Suppressed
from privacy.proof import suppression


CONFIRM_WITHIN = timedelta(days=2)
PREFERENCES_FOR = timedelta(days=2)
# A stop link works as long as the letter lies in somebody's mailbox.
STOP_WITHIN = timedelta(days=3_650)


@transaction.atomic
def ask_to_subscribe(
    *,
    email: str,
    purpose: Purpose = Purpose.NEWSLETTER,
    method: Method = Method.WEB_FORM,
    form: str = SIGN_UP,
    in_place_of: Subscription | None = None,
) -> None:
    """Note the wish and ask for proof; nothing is sent before that.

    With `in_place_of`, that one ends when this address has said yes.
    """
    wish = wishes.note(
        email=email,
        purpose=purpose,
        method=method,
        form=form,
        wording=wording(purpose),
        in_place_of=in_place_of,
    )
    tasks.take_up.defer(wish_pk=wish.pk)


def awaiting_confirmation(token: str) -> ConsentEvent | None:
    """The wish behind a link. None if forged, old, used or overtaken."""
    event = _wish_behind(token)
    if event and event.subscription.last_consent == event:
        return event
    return None


def just_answered(token: str, kind: Kind) -> Subscription | None:
    """Whose, if the first of two presses of the button said this."""
    event = _wish_behind(token)
    last = event and event.subscription.last_consent
    if not event or not last or last.at <= timezone.now() - wishes.DOUBLE_CLICK:
        return None
    is_answer = (last.number, last.kind) == (event.number + 1, kind)
    return event.subscription if is_answer else None


def _wish_behind(token: str) -> ConsentEvent | None:
    return (
        ConsentEvent.objects.filter(
            pk=tokens.read('subscribe', token, good_for=CONFIRM_WITHIN),
            kind=Kind.REQUESTED,
            subscription__email__isnull=False,
            subscription__restriction=None,
        )
        .select_related('subscription', 'wording')
        .first()
    )


def _answered(token: str) -> tuple[Subscription, ConsentEvent] | None:
    """The wish that is answered now, and its subscription, locked."""
    event = awaiting_confirmation(token)
    subscription = event and locked(event.subscription.pk)
    if not event or not subscription or subscription.last_consent != event:
        return None
    return subscription, event


@transaction.atomic
def confirm_subscription(token: str) -> Subscription | None:
    """Start the letters, once, and keep the proof (Article 7(1))."""
    answered = _answered(token)
    if not answered:
        return None
    subscription, event = answered
    yes = subscription.confirm(Method.CONFIRM_LINK, event.wording)
    tasks.send_receipt.defer(consent_pk=yes.pk)
    # They came back by themselves, and read the mail that asked them.
    suppression.lift(subscription.email or '')
    _let_the_old_one_go(subscription)
    return subscription


def _let_the_old_one_go(subscription: Subscription) -> None:
    """The new address has said yes; the old one asked for it (P67)."""
    old = subscription.replaces_id and locked(subscription.replaces_id)
    if old and old.withdraw(Method.PREFERENCES):
        tasks.note_withdrawal.defer(subscription_pk=old.pk)
    if subscription.replaces_id:
        subscription.replaces = None
        subscription.save(update_fields=['replaces'])


@transaction.atomic
def refuse_subscription(token: str) -> bool:
    """Somebody else typed this address: ask no more, keep that they said no."""
    answered = _answered(token)
    if not answered:
        return False
    subscription, _ = answered
    return subscription.end(Kind.REFUSED, Method.CONFIRM_LINK)


@transaction.atomic
def stop_by_link(token: str, *, everything: bool = False) -> None:
    """Stop at once. A link that is used, forged or forgotten does nothing."""
    pk = tokens.read('stop', token, good_for=STOP_WITHIN)
    if everything:
        stop_everything(pk, Method.STOP_LINK)
    else:
        stop(pk, Method.STOP_LINK)


@transaction.atomic
def stop(subscription_pk: int, method: Method) -> None:
    subscription = locked(subscription_pk)
    if subscription and subscription.withdraw(method):
        tasks.note_withdrawal.defer(subscription_pk=subscription.pk)


@transaction.atomic
def stop_everything(subscription_pk: int, method: Method) -> None:
    """Whatever goes to the address of this one."""
    subscription = locked(subscription_pk)
    for one in _living_of(subscription.email if subscription else None):
        stop(one.pk, method)


@transaction.atomic
def start(email: str, purpose: Purpose) -> None:
    """They are on the page of their letters, so the address is proven.

    A yes of its own, to the words beside the button.
    """
    subscription = wishes.made(email, purpose)
    if subscription.restriction or subscription.is_living:
        return
    words = wording(purpose)
    subscription.note(Kind.REQUESTED, Method.PREFERENCES, words, PREFERENCES)
    yes = subscription.confirm(Method.PREFERENCES, words)
    tasks.send_receipt.defer(consent_pk=yes.pk)
    suppression.lift(email)


@transaction.atomic
def move(found: Subscription, *, to: str) -> None:
    """All that goes to their address; each list asks the new one itself."""
    for one in _living_of(found.email):
        ask_to_subscribe(
            email=to,
            purpose=Purpose(one.purpose),
            method=Method.PREFERENCES,
            form=PREFERENCES,
            in_place_of=one,
        )


@transaction.atomic
def pause(subscription_pk: int, days: int) -> None:
    """No letter for a while; 0 days is the end of the pause."""
    subscription = locked(subscription_pk)
    if subscription and not subscription.restriction:
        until = timezone.now() + timedelta(days=days)
        subscription.paused_until = until if days else None
        subscription.save(update_fields=['paused_until'])


# --- What the provider of our mail says ---------------------------------------


@transaction.atomic
def no_mail_arrives(email: str) -> None:
    """There is no such mailbox: letters to it end (a hard bounce)."""
    for subscription in _living_of(email):
        subscription.end(Kind.INVALIDATED, Method.SYSTEM)


@transaction.atomic
def called_spam(email: str) -> None:
    """Whoever presses the spam button has objected, in their way."""
    for subscription in _living_of(email):
        suppression.suppress(email, Suppressed.OBJECTED)
        if subscription.withdraw(Method.COMPLAINT):
            tasks.note_withdrawal.defer(subscription_pk=subscription.pk)


def _living_of(email: str | None) -> list[Subscription]:
    rows = Subscription.objects.living().filter(email=email)
    return list(rows.select_for_update(of=('self',)).order_by('pk'))


# --- The page of their letters ------------------------------------------------


def ask_for_preferences(*, email: str) -> None:
    """The link goes to the address, if letters go there. Nobody sees which."""
    known = Subscription.objects.filter(email=email, restriction=None)
    first = known.order_by('pk').first()
    # The same work for an address that is nobody's: row 0 does not exist.
    tasks.send_preferences.defer(subscription_pk=first.pk if first else 0)


def behind(token: str) -> Subscription | None:
    """Whose page it is. None if the link is forged or old, or they left."""
    return Subscription.objects.filter(
        pk=tokens.read('preferences', token, good_for=PREFERENCES_FOR),
        email__isnull=False,
        restriction=None,
    ).first()


def locked(pk: int) -> Subscription | None:
    return (
        Subscription.objects.select_for_update(of=('self',))
        .filter(pk=pk, email__isnull=False)
        .first()
    )


def theirs(found: Subscription) -> list[Subscription]:
    """One for each purpose; what they never asked for is empty."""
    rows = Subscription.objects.filter(email=found.email)
    known = {row.purpose: row for row in rows}
    return [
        known.get(purpose, Subscription(email=found.email, purpose=purpose))
        for purpose in Purpose
    ]


def wording(purpose: Purpose) -> Wording:
    # Two may be the first who read these words, at the same moment.
    return Wording.objects.get_or_create(text=WORDS[purpose])[0]
