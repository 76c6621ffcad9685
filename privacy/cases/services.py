"""What people can make happen to a request. Views and the admin call these."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from privacy import clock, tasks, tokens
from privacy.models import (
    ClaimedAddress,
    DataSubjectRequest,
    Right,
    StaffMember,
    State,
)


LINK_GOOD_FOR = timedelta(hours=48)
CASE_GOOD_FOR = timedelta(days=30)
# Two presses of one button, not two wishes.
DOUBLE_CLICK = timedelta(minutes=1)


@transaction.atomic
def open_request(
    *, email: str, right: str, details: str = ''
) -> DataSubjectRequest:
    """Note the request, and ask the person to prove the address is theirs.

    Does the same whether or not we know the address.
    """
    now = timezone.now()
    if again := _pressed_twice(email, right, details):
        return again
    dsr = DataSubjectRequest.objects.create(
        right=right,
        details=details,
        received_at=now,
        received_on=clock.date_of_duty(now),
    )
    claim = dsr.addresses.create(email=email, claimed_at=now)
    tasks.ask_for_proof.defer(claim_pk=claim.pk)
    return dsr


def _pressed_twice(
    email: str, right: str, details: str
) -> DataSubjectRequest | None:
    return (
        DataSubjectRequest.objects.awaiting_proof()
        .filter(
            addresses__email=email,
            right=right,
            details=details,
            received_at__gt=timezone.now() - DOUBLE_CLICK,
        )
        .first()
    )


def awaiting_proof(token: str) -> ClaimedAddress | None:
    """The claim behind a link. None if forged, old, used or forgotten."""
    return _claims(token).select_related('request').first()


def _claims(token: str):  # type: ignore[no-untyped-def]
    return ClaimedAddress.objects.filter(
        pk=tokens.read('proof', token, good_for=LINK_GOOD_FOR),
        proven_at=None,
        email__isnull=False,
        request__state=State.RECEIVED,
    )


@transaction.atomic
def prove_address(token: str) -> DataSubjectRequest | None:
    """Start the work, once. None if the link does not work (any more)."""
    claim = _claims(token).select_for_update().first()
    if claim is None:
        return None
    dsr, now = claim.request, timezone.now()
    claim.proven_at = now
    claim.save(update_fields=['proven_at'])
    dsr.open(now)
    tasks.fulfil.defer(dsr_pk=dsr.pk)
    return dsr


def case_behind(token: str) -> DataSubjectRequest | None:
    """The request whose page a link opens. None if the link is dead."""
    return DataSubjectRequest.objects.filter(
        pk=tokens.read('case', token, good_for=CASE_GOOD_FOR),
        addresses__email__isnull=False,
        addresses__proven_at__isnull=False,
    ).first()


@transaction.atomic
def answer_request(dsr_pk: int, *, by: StaffMember) -> bool:
    """The team answered by hand. False if that had already happened."""
    dsr = (
        DataSubjectRequest.objects.open()
        .select_for_update()
        .filter(pk=dsr_pk)
        .first()
    )
    if dsr is None:
        return False
    dsr.answer(timezone.now())
    return True


def may_download(dsr: DataSubjectRequest) -> bool:
    return dsr.right == Right.ACCESS and dsr.state == State.ANSWERED
