"""Requests that came by letter, telephone or in person.

Our time runs from the day on which they came. The person still shows who they
are: by the link that we send to their address, or, when they cannot read it
any more, because a colleague knows them and a second one agrees.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from privacy import tasks
from privacy.cases.proving import stop_use_at_once
from privacy.cases.services import unlock
from privacy.models import (
    Cause,
    Channel,
    ClaimedAddress,
    DataSubjectRequest,
    Right,
    StaffMember,
    State,
)
from privacy.proof import audit
from privacy.subjects.restriction import restrict


# Two presses of one button, not two letters on one day.
DOUBLE_CLICK = timedelta(minutes=1)


@transaction.atomic
def take_in(
    *,
    right: Right,
    channel: Channel,
    received_on: date,
    email: str,
    details: str = '',
    vouched_how: str = '',
    by: StaffMember,
) -> DataSubjectRequest:
    """Write a request down. With `vouched_how` no letter goes out for proof.

    Raises IntegrityError for a day that has not come yet.
    """
    given: dict[str, Any] = {
        'right': right,
        'channel': channel,
        'details': details,
        'received_on': received_on,
        'taken_by': by,
    }
    if again := _pressed_twice(email, given):
        return again
    now = timezone.now()
    dsr = DataSubjectRequest.objects.create(
        state=State.OPEN, received_at=now, opened_at=now, **given
    )
    dsr.addresses.create(email=email, claimed_at=now, taken_in_by=by)
    audit.note(audit.Action.TAKEN_IN, dsr=dsr, by=by)
    if vouched_how:
        vouch(dsr.pk, email=email, how=vouched_how, by=by)
    else:
        claim = dsr.addresses.get()
        tasks.ask_for_proof.defer(claim_pk=claim.pk)
    return dsr


def _pressed_twice(
    email: str, given: dict[str, Any]
) -> DataSubjectRequest | None:
    lately = timezone.now() - DOUBLE_CLICK
    same = DataSubjectRequest.objects.filter(
        **given, addresses__email=email, received_at__gt=lately
    )
    return same.first()


@transaction.atomic
def vouch(dsr_pk: int, *, email: str, how: str, by: StaffMember) -> bool:
    """Say how we know that an address is this person's, or this child's.

    A second person must agree before anything is shown or deleted for it.
    Where a child's data is meant, its use stops at once: that can be undone.
    """
    dsr = (
        DataSubjectRequest.objects.exclude(state=State.WITHDRAWN)
        .filter(closed_at=None, pk=dsr_pk)
        .select_for_update(of=('self',), no_key=True)
        .first()
    )
    if dsr is None or dsr.erased_at:
        return False
    now = timezone.now()
    claim, _ = dsr.addresses.get_or_create(
        email=email, defaults={'claimed_at': now}
    )
    if claim.proven_at or claim.vouched_by_id:
        return False
    claim.taken_in_by, claim.vouched_by, claim.vouched_how = by, by, how
    claim.save(update_fields=['taken_in_by', 'vouched_by', 'vouched_how'])
    if dsr.state == State.RECEIVED:
        dsr.step(State.OPEN, opened_at=now)
    audit.note(audit.Action.VOUCHED, dsr=dsr, by=by)
    if dsr.right == Right.CHILD:
        count = restrict([email], dsr, Cause.UNLAWFUL, now)
        audit.note(audit.Action.RESTRICTED, dsr=dsr, by=by, count=count)
    return True


@transaction.atomic
def approve(dsr_pk: int, *, by: StaffMember) -> bool:
    """Agree that it is them; the database refuses it to who vouched."""
    dsr, claims = _vouched_for(dsr_pk)
    if dsr is None or not claims:
        return False
    now = timezone.now()
    for claim in claims:
        claim.approved_by, claim.proven_at = by, now
        claim.save(update_fields=['approved_by', 'proven_at'])
    stop_use_at_once(dsr, now)
    tasks.fulfil.defer(dsr_pk=dsr.pk)
    audit.note(audit.Action.VOUCH_APPROVED, dsr=dsr, by=by)
    return True


@transaction.atomic
def decline(dsr_pk: int, *, by: StaffMember) -> bool:
    """Do not agree: the address counts as nobody's."""
    dsr, claims = _vouched_for(dsr_pk)
    if dsr is None or not claims:
        return False
    for claim in claims:
        claim.vouched_by, claim.vouched_how = None, ''
        claim.save(update_fields=['vouched_by', 'vouched_how'])
    if not dsr.proven_claims():
        unlock(dsr)  # what was locked for somebody who it was not
    audit.note(audit.Action.VOUCH_DECLINED, dsr=dsr, by=by)
    return True


@transaction.atomic
def send_link(dsr_pk: int, *, by: StaffMember) -> bool:
    """Send the letter with the link once more, to whoever has not used it."""
    dsr = DataSubjectRequest.objects.locked_at_work(dsr_pk)
    waiting = dsr and dsr.addresses.filter(proven_at=None, vouched_by=None)
    claims = list(waiting.filter(email__isnull=False)) if waiting else []
    if dsr is None or not claims:
        return False
    for claim in claims:
        claim.claimed_at, claim.asked_at = timezone.now(), None
        claim.save(update_fields=['claimed_at', 'asked_at'])
        tasks.ask_for_proof.defer(claim_pk=claim.pk)
    audit.note(audit.Action.LINK_REISSUED, dsr=dsr, by=by)
    return True


def _vouched_for(
    dsr_pk: int,
) -> tuple[DataSubjectRequest | None, list[ClaimedAddress]]:
    dsr = DataSubjectRequest.objects.locked_at_work(dsr_pk)
    if dsr is None:
        return None, []
    waiting = dsr.addresses.filter(vouched_by__isnull=False, proven_at=None)
    return dsr, list(waiting.filter(email__isnull=False))
