"""To say no takes two: one proposes it, another agrees (Article 12(5))."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from privacy import tasks
from privacy.cases.handling import say
from privacy.cases.services import unlock
from privacy.models import (
    DataSubjectRequest,
    Ground,
    Refusal,
    Right,
    StaffMember,
    State,
)
from privacy.proof import audit


# What was locked to wait for our answer is used again after a no.
LOCKED_TO_WAIT = (Right.OBJECTION, Right.ERASURE, Right.CHILD)


@transaction.atomic
def propose(
    dsr_pk: int, *, ground: Ground, reason: str, by: StaffMember
) -> bool:
    """Ask a second person to agree; the person hears nothing yet."""
    dsr = DataSubjectRequest.objects.locked_at_work(dsr_pk)
    if dsr is None or dsr.refusals.waiting().exists():
        return False
    dsr.refusals.create(
        ground=ground,
        reason=reason,
        proposed_by=by,
        proposed_at=timezone.now(),
    )
    audit.note(audit.Action.REFUSAL_PROPOSED, dsr=dsr, by=by, purpose=ground)
    return True


@transaction.atomic
def approve(dsr_pk: int, *, by: StaffMember) -> bool:
    """Say no, why, and what the person can do about it (Article 12(4)).

    The database refuses it to whoever proposed it.
    """
    dsr, refusal = _waiting(dsr_pk)
    if dsr is None or refusal is None:
        return False
    refusal.approved_by, refusal.approved_at = by, timezone.now()
    refusal.save(update_fields=['approved_by', 'approved_at'])
    say(dsr, refusal.reason)
    if dsr.right in LOCKED_TO_WAIT:
        unlock(dsr)
    dsr.end(
        State.REFUSED,
        timezone.now(),
        outcome=refusal.reason,
        refusal_ground=refusal.ground,
    )
    audit.note(audit.Action.REFUSED, dsr=dsr, by=by, purpose=refusal.ground)
    return True


@transaction.atomic
def decline(dsr_pk: int, *, because: str, by: StaffMember) -> bool:
    """Do not agree: the request goes on as if nothing had been proposed."""
    dsr, refusal = _waiting(dsr_pk)
    if dsr is None or refusal is None:
        return False
    refusal.declined_at, refusal.declined_because = timezone.now(), because
    refusal.save(update_fields=['declined_at', 'declined_because'])
    tasks.fulfil.defer(dsr_pk=dsr.pk)
    audit.note(audit.Action.REFUSAL_DECLINED, dsr=dsr, by=by)
    return True


def _waiting(
    dsr_pk: int,
) -> tuple[DataSubjectRequest | None, Refusal | None]:
    dsr = DataSubjectRequest.objects.locked_at_work(dsr_pk)
    refusal = dsr.refusals.waiting().first() if dsr else None
    return dsr, refusal
