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
def lift_with_notice(dsr_pk: int, *, by: StaffMember) -> bool:
    """Use the data again, some days after the person was told so."""
    dsr = DataSubjectRequest.objects.get(pk=dsr_pk)
    locked = [*dsr.restrictions.filter(told_before_lift_at=None)]
    for restriction in locked:
        tell_before_lifting(restriction.pk, by=by)
        later = tasks.lift.configure(schedule_in={'days': NOTICE_DAYS})
        later.defer(restriction_pk=restriction.pk)
    return bool(locked)


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
    for hit in scan(dsr.proven_emails()):
        if count := hit.unexplained:
            explain_hits(
                dsr_pk, where=hit.where, count=count, ground=ground, by=by
            )
    # Until the site has searched again, which may find that all is gone.
    dsr.unexplained = 0
    dsr.save(update_fields=['unexplained'])
    tasks.fulfil.defer(dsr_pk=dsr.pk)
    return True


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


NOTICE_DAYS = 3
WILL_BE_USED_AGAIN = (
    'You had us lock your data. The reason for it is over, and we will use it '
    f'again in {NOTICE_DAYS} days. If you do not agree, answer here.'
)
