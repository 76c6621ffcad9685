"""What a person makes happen to their requests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from privacy import tasks, tokens
from privacy.models import (
    Author,
    ClaimedAddress,
    DataSubjectRequest,
    Right,
    State,
)
from privacy.proof import audit
from privacy.turns import take_turns


# The letter with this link may lie unread for a while; a dead one is renewed.
CASE_GOOD_FOR = timedelta(days=30)
PROFILE_GOOD_FOR = timedelta(days=7)
# Two presses of one button, not two wishes.
DOUBLE_CLICK = timedelta(minutes=1)


@transaction.atomic
def open_request(
    *, email: str, right: str, details: str = '', others: Sequence[str] = ()
) -> DataSubjectRequest:
    """Note the request, and ask for proof of each address it names.

    Does the same whether or not we know the addresses.
    """
    addresses = dict.fromkeys([email, *others])
    take_turns(addresses)
    if again := _pressed_twice(set(addresses), right, details):
        return again
    now = timezone.now()
    dsr = DataSubjectRequest.objects.receive(now, right=right, details=details)
    for address in addresses:
        claim = dsr.addresses.create(email=address, claimed_at=now)
        tasks.ask_for_proof.defer(claim_pk=claim.pk)
    audit.note(audit.Action.OPENED, dsr=dsr)
    return dsr


def _pressed_twice(
    addresses: set[str], right: str, details: str
) -> DataSubjectRequest | None:
    """The same wish of a moment ago: for all the same addresses, or not."""
    lately = DataSubjectRequest.objects.awaiting_proof().filter(
        addresses__email__in=addresses,
        right=right,
        details=details,
        received_at__gt=timezone.now() - DOUBLE_CLICK,
    )
    for dsr in lately.distinct():
        named = dsr.addresses.values_list('email', flat=True)
        if set(named) == addresses:
            return dsr
    return None


def case_behind(token: str) -> ClaimedAddress | None:
    """Whose link this is, and so which request; None if the link is dead."""
    pk = tokens.read('case', token, good_for=CASE_GOOD_FOR)
    return (
        ClaimedAddress.objects.select_related('request')
        .filter(pk=pk, proven_at__isnull=False)
        .first()
    )


def person_behind(token: str) -> ClaimedAddress | None:
    """The address whose data a link shows, while its proof is fresh.

    A profile shows what we hold about this one address, whoever else has a
    part in the request: who reads one mailbox does not see another.
    """
    pk = tokens.read('me', token, good_for=PROFILE_GOOD_FOR)
    return (
        ClaimedAddress.objects.select_related('request')
        .filter(
            pk=pk,
            email__isnull=False,
            proven_at__gt=timezone.now() - PROFILE_GOOD_FOR,
        )
        # While we doubt who it is, nothing is shown (Article 12(6)).
        .exclude(request__state=State.VERIFYING)
        .first()
    )


@transaction.atomic
def renew_link(*, reference: str, email: str) -> None:
    """Send a fresh link for a request, if the address belongs to it.

    Looks the same from outside when it does not.
    """
    known = ClaimedAddress.objects.filter(
        request__reference=reference, email=email
    )
    # The same work for an address that is nobody's: row 0 does not exist.
    tasks.renew_link.defer(
        claim_pk=known.values_list('pk', flat=True).first() or 0
    )


@transaction.atomic
def write_message(dsr_pk: int, *, body: str) -> None:
    """Add what the person says to their case, and tell the team.

    Not to a case that ends at this very moment: its words would outlive it.
    """
    dsr = DataSubjectRequest.objects.locked_at_work(dsr_pk)
    if dsr is None:
        return
    now = timezone.now()
    pressed_twice = dsr.messages.filter(
        author=Author.PERSON, body=body, at__gt=now - DOUBLE_CLICK
    )
    if not pressed_twice.exists():
        message = dsr.messages.create(author=Author.PERSON, body=body, at=now)
        audit.note(audit.Action.MESSAGE_IN, dsr=dsr, row_id=message.pk)
        tasks.tell_team_of_message.defer(message_pk=message.pk)


@transaction.atomic
def withdraw_request(dsr_pk: int) -> bool:
    """The person changed their mind. False if it had already ended."""
    dsr = DataSubjectRequest.objects.locked_at_work(dsr_pk)
    if dsr is None or dsr.erased_at:
        return False
    unlock(dsr)
    dsr.end(State.WITHDRAWN, timezone.now())
    audit.note(audit.Action.WITHDRAWN, dsr=dsr)
    return True


def can_be_unlocked(dsr: DataSubjectRequest) -> bool:
    """Whether it locked data that its person may have us use again."""
    locks = dsr.right == Right.RESTRICTION
    return locks and dsr.restrictions.filter(told_before_lift_at=None).exists()


@transaction.atomic
def unlock(dsr: DataSubjectRequest) -> None:
    """Use the data again, because the person says so."""
    locked = dsr.restrictions.select_for_update(no_key=True)
    for restriction in locked.filter(told_before_lift_at=None):
        # They ask for it themselves, so they know (Article 18(3)).
        restriction.told_before_lift_at = timezone.now()
        restriction.save(update_fields=['told_before_lift_at'])
        tasks.lift.defer(restriction_pk=restriction.pk)
