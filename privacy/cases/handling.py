"""What the team makes happen to a request.

Each act is done once, however often it is pressed, and says so: None or False
means that it had happened, or is not possible any more.
"""

from __future__ import annotations

from datetime import date

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from privacy import clock, tasks
from privacy.cases.services import unlock
from privacy.models import (
    AT_WORK,
    Author,
    Correction,
    DataSubjectRequest,
    Decision,
    ErasureLine,
    Ground,
    Restriction,
    Right,
    StaffMember,
    State,
)
from privacy.proof import audit
from privacy.subjects.restriction import can_be_restricted
from privacy.subjects.scan import scan
from privacy.subjects.search import rows_about


@transaction.atomic
def answer(dsr_pk: int, *, outcome: str, by: StaffMember) -> bool:
    """Answer in words; the person is told, and where to complain."""
    dsr = DataSubjectRequest.objects.locked_at_work(dsr_pk)
    if dsr is None:
        return False
    _say(dsr, outcome)
    dsr.end(State.ANSWERED, timezone.now(), outcome=outcome)
    audit.note(audit.Action.ANSWERED, dsr=dsr, by=by)
    return True


@transaction.atomic
def refuse(
    dsr_pk: int, *, ground: Ground, reason: str, by: StaffMember
) -> bool:
    """Say no, why, and what the person can do about it (Article 12(4))."""
    dsr = DataSubjectRequest.objects.locked_at_work(dsr_pk)
    if dsr is None:
        return False
    _say(dsr, reason)
    if dsr.right in (Right.OBJECTION, Right.ERASURE):
        unlock(dsr)  # what was locked to wait for this answer
    dsr.end(
        State.REFUSED,
        timezone.now(),
        outcome=reason,
        refusal_ground=ground,
    )
    audit.note(audit.Action.REFUSED, dsr=dsr, by=by, purpose=ground)
    return True


@transaction.atomic
def extend(dsr_pk: int, *, to: date, reason: str, by: StaffMember) -> bool:
    """Take more time, once, and say why at once (Article 12(3))."""
    dsr = DataSubjectRequest.objects.locked_at_work(dsr_pk)
    if dsr is None or dsr.extended_to or to <= dsr.due_on:
        return False
    dsr.step(
        State.EXTENDED,
        extended_to=to,
        extension_reason=reason,
        extension_told_on=clock.date_of_duty(timezone.now()),
    )
    _say(dsr, reason)
    audit.note(audit.Action.EXTENDED, dsr=dsr, by=by)
    return True


@transaction.atomic
def ask_identity(dsr_pk: int, *, doubt: str, by: StaffMember) -> bool:
    """Ask who it is, with the reason for the doubt (Article 12(6)).

    Never for a document: the question is about something only they know.
    """
    dsr = DataSubjectRequest.objects.locked_at_work(dsr_pk)
    if dsr is None or dsr.state != State.OPEN:
        return False
    today = clock.date_of_duty(timezone.now())
    dsr.step(State.VERIFYING, identity_doubt=doubt, identity_asked_on=today)
    _say(dsr, doubt)
    audit.note(audit.Action.IDENTITY_ASKED, dsr=dsr, by=by)
    return True


@transaction.atomic
def accept_identity(dsr_pk: int, *, by: StaffMember) -> bool:
    """The doubt is gone: go on with the request."""
    dsr = DataSubjectRequest.objects.locked_at_work(dsr_pk)
    if dsr is None or dsr.state != State.VERIFYING:
        return False
    dsr.step(State.OPEN)
    audit.note(audit.Action.IDENTITY_ACCEPTED, dsr=dsr, by=by)
    tasks.fulfil.defer(dsr_pk=dsr.pk)
    return True


@transaction.atomic
def write_to_person(
    dsr: DataSubjectRequest, *, body: str, by: StaffMember
) -> bool:
    """False when nobody has proven an address, or all is forgotten."""
    if not dsr.proven_claims():
        return False
    _say(dsr, body)
    audit.note(audit.Action.MESSAGE_OUT, dsr=dsr, by=by)
    return True


def _say(dsr: DataSubjectRequest, body: str) -> None:
    """Put it into the case, and send a letter that it is there."""
    message = dsr.messages.create(
        author=Author.TEAM, body=body, at=timezone.now()
    )
    tasks.send_message.defer(message_pk=message.pk)


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
    audit.note(audit.Action.CORRECTED, dsr=correction.dsr, by=by, count=rows)
    return rows


def _apply(correction: Correction) -> int:
    model = apps.get_model(correction.kind)
    email = correction.address.email
    for held, _declared, rows in rows_about([email] if email else []):
        if held is model:
            wrong = rows.filter(**{correction.field: correction.old_value})
            if can_be_restricted(model):
                # Locked data is not changed (Article 18(2)).
                wrong = wrong.filter(restriction=None)
            return wrong.update(**{correction.field: correction.new_value})
    return 0


@transaction.atomic
def tell_before_lifting(restriction_pk: int, *, by: StaffMember) -> bool:
    """Tell the person that their data will be used again (Article 18(3))."""
    restriction = Restriction.objects.select_for_update().get(pk=restriction_pk)
    if restriction.told_before_lift_at:
        return False
    _say(restriction.dsr, WILL_BE_USED_AGAIN)
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


NO_LONGER_THERE = 'It does not read like that any more, or it is locked.'
WILL_BE_USED_AGAIN = (
    'You had us lock your data. The reason for it is over, and we will use it '
    'again. If you do not agree, answer here.'
)
