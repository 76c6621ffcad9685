"""What a colleague decides about deleting and locking, beside the answer."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from privacy import tasks
from privacy.cases import erasing
from privacy.cases.handling import say
from privacy.models import (
    MAY_END_IN_ERASURE,
    DataSubjectRequest,
    ErasureLine,
    Restriction,
    StaffMember,
    State,
)
from privacy.proof import audit
from privacy.subjects.plan import fingerprint, plan
from privacy.subjects.scan import scan


@transaction.atomic
def decide_erasure(dsr_pk: int, *, as_planned: str, by: StaffMember) -> bool:
    """Delete what the person asked us to, exactly as the colleague saw it.

    `as_planned` is the fingerprint of the plan they looked at; if it is
    another one by now, nothing happens.
    """
    dsr = DataSubjectRequest.objects.locked_at_work(dsr_pk)
    if dsr is None or dsr.erased_at or dsr.state == State.VERIFYING:
        return False
    people = dsr.proven_emails()
    if dsr.right not in MAY_END_IN_ERASURE or not people:
        return False
    if fingerprint(plan(people)) != as_planned:
        return False
    audit.note(audit.Action.ERASURE_DECIDED, dsr=dsr, by=by)
    erasing.make_plan(dsr_pk)
    tasks.fulfil.defer(dsr_pk=dsr.pk)
    return True


@transaction.atomic
def tell_before_lifting(restriction_pk: int, *, by: StaffMember) -> bool:
    """Tell the person that their data will be used again (Article 18(3))."""
    restriction = Restriction.objects.select_for_update().get(pk=restriction_pk)
    if restriction.told_before_lift_at:
        return False
    say(restriction.dsr, WILL_BE_USED_AGAIN)
    restriction.told_before_lift_at = timezone.now()
    restriction.save(update_fields=['told_before_lift_at'])
    audit.note(audit.Action.MESSAGE_OUT, dsr=restriction.dsr, by=by)
    return True


@transaction.atomic
def explain_all(dsr_pk: int, *, ground: str, by: StaffMember) -> bool:
    """Say on which ground all stays that the scan cannot explain."""
    dsr = DataSubjectRequest.objects.locked_at_work(dsr_pk)
    if dsr is None or not dsr.unexplained:
        return False
    return all(
        explain_hits(
            dsr_pk,
            where=hit.where,
            count=hit.unexplained,
            ground=ground,
            by=by,
        )
        for hit in scan(dsr.proven_emails())
        if hit.unexplained
    )


@transaction.atomic
def explain_hits(
    dsr_pk: int, *, where: str, count: int, ground: str, by: StaffMember
) -> bool:
    """Say why something that a scan found stays; then the case goes on.

    For example: another person's message, in which the address occurs.
    """
    dsr = DataSubjectRequest.objects.locked_at_work(dsr_pk)
    if dsr is None:
        return False
    ErasureLine.objects.create(
        dsr=dsr,
        kind=where,
        action='keep',
        planned=0,
        kept=count,
        ground=ground,
        erased=0,
    )
    audit.note(audit.Action.SCANNED, dsr=dsr, by=by, kind=where, count=count)
    tasks.fulfil.defer(dsr_pk=dsr.pk)
    return True


WILL_BE_USED_AGAIN = (
    'You had us lock your data. The reason for it is over, and we will use it '
    'again. If you do not agree, answer here.'
)
