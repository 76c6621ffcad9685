"""What becomes of the corrections that people propose (Article 16)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.apps import apps
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from privacy import tasks
from privacy.cases import notices
from privacy.models import (
    AT_WORK,
    Correction,
    DataSubjectRequest,
    Decision,
    StaffMember,
)
from privacy.proof import audit
from privacy.subjects.restriction import can_be_restricted
from privacy.subjects.search import rows_about


@dataclass(frozen=True)
class Verdict:
    """What a colleague decided about one correction, and why."""

    correction_pk: int
    decision: Decision
    reason: str = ''


@transaction.atomic
def decide_all(
    dsr_pk: int, *, verdicts: Collection[Verdict], by: StaffMember
) -> bool:
    """Decide several at once, all or none; then the request goes on."""
    dsr = DataSubjectRequest.objects.locked_at_work(dsr_pk)
    if dsr is None:
        return False
    for verdict in verdicts:
        decide(
            verdict.correction_pk,
            verdict.decision,
            reason=verdict.reason,
            by=by,
        )
    return True


@transaction.atomic
def decide(
    correction_pk: int, decision: Decision, *, reason: str, by: StaffMember
) -> int | None:
    """Accept a correction, everywhere the value is held, or refuse it."""
    correction = (
        Correction.objects.select_for_update(of=('self',))
        .select_related('dsr')
        .filter(pk=correction_pk, decision='', dsr__state__in=AT_WORK)
        .first()
    )
    if correction is None:
        return None
    rows = _apply(correction) if decision == Decision.ACCEPTED else 0
    if decision == Decision.ACCEPTED and not rows:
        decision, reason = Decision.REFUSED, NO_LONGER_THERE
    correction.decision, correction.reason = decision, reason
    correction.rows, correction.decided_at = rows, timezone.now()
    correction.save()
    if rows:
        notices.after_correction(correction)
    audit.note(audit.Action.CORRECTED, dsr=correction.dsr, by=by, count=rows)
    tasks.fulfil.defer(dsr_pk=correction.dsr_id)
    return rows


def where_it_reads_so(correction: Correction) -> QuerySet | None:
    """The rows that would be corrected now; None if there is no such kind.

    Locked data is not changed (Article 18(2)).
    """
    model = apps.get_model(correction.kind)
    email = correction.address.email
    for held, _declared, rows in rows_about([email] if email else []):
        if held is model:
            wrong = rows.filter(**{correction.field: correction.old_value})
            free = can_be_restricted(model)
            return wrong.filter(restriction=None) if free else wrong
    return None


def _apply(correction: Correction) -> int:
    wrong = where_it_reads_so(correction)
    if wrong is None:
        return 0
    return wrong.update(**{correction.field: correction.new_value})


NO_LONGER_THERE = 'It does not read like that any more, or it is locked.'
