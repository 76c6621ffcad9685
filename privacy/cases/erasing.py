"""The four steps of a deletion: stop, plan, execute, look again.

The first was done when the person pressed the button (proving.py). Each of
the others ends in a transaction of its own, so that a worker that dies in the
middle goes on where it was.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from privacy import clock, pseudonyms
from privacy.cases import emails, notices
from privacy.models import (
    ENDED,
    DataSubjectRequest,
    DeferredErasure,
    ErasureLine,
    LedgerKind,
    LedgerLine,
    LegalHold,
    State,
    Suppressed,
)
from privacy.models.registers.holds import LegalHoldQuerySet
from privacy.proof import audit, ledger, suppression
from privacy.subjects.erasure import erase as erase_subject
from privacy.subjects.plan import fingerprint, plan
from privacy.subjects.scan import Hit, scan


logger = logging.getLogger(__name__)


def erase(dsr_pk: int) -> None:
    dsr = make_plan(dsr_pk)
    if dsr and not dsr.erased_at:
        # Before the first row goes: a restored backup must learn of it.
        ledger.record(LedgerKind.ERASED, dsr.proven_emails(), dsr.reference)
        execute(dsr_pk)
    if dsr:
        look_again(dsr_pk)


@transaction.atomic
def make_plan(dsr_pk: int) -> DataSubjectRequest | None:
    """Note what will go and what stays. None if there is nothing to do."""
    dsr = DataSubjectRequest.objects.locked_at_work(dsr_pk)
    if dsr is None or dsr.state == State.VERIFYING:
        return None
    if dsr.erased_at:
        return dsr
    steps = plan(dsr.proven_emails())
    dsr.erasure_lines.filter(erased=None).delete()
    ErasureLine.objects.bulk_create(
        ErasureLine(
            dsr=dsr,
            kind=step.kind,
            action=step.action,
            planned=len(step.goes),
            kept=len(step.stays),
            ground=step.ground,
        )
        for step in steps
    )
    dsr.plan_hash = fingerprint(steps)
    dsr.save(update_fields=['plan_hash'])
    audit.note(audit.Action.PLANNED, dsr=dsr)
    return dsr


@transaction.atomic
def execute(dsr_pk: int) -> None:
    """Do as planned; if rows came or went meanwhile, do nothing and say so."""
    dsr = DataSubjectRequest.objects.locked_at_work(dsr_pk)
    if dsr is None or dsr.erased_at:
        return
    people = dsr.proven_emails()
    outcomes = erase_subject(people, as_planned=dsr.plan_hash, dsr=dsr)
    for outcome in outcomes:
        dsr.erasure_lines.filter(kind=outcome.kind).update(
            erased=outcome.erased
        )
    for email in people:
        suppression.suppress(email, Suppressed.ERASED)
    dsr.erased_at = timezone.now()
    dsr.save(update_fields=['erased_at'])
    gone = sum(outcome.erased for outcome in outcomes)
    audit.note(audit.Action.ERASED, dsr=dsr, count=gone)


@transaction.atomic
def look_again(dsr_pk: int) -> None:
    """Scan by another way; answer only when every hit is explained."""
    dsr = DataSubjectRequest.objects.locked_at_work(dsr_pk)
    if dsr is None:
        return
    notices.after_erasure(dsr)
    dsr.scanned_at = timezone.now()
    dsr.unexplained = sum(hit.unexplained for hit in _hits(dsr))
    dsr.save(update_fields=['scanned_at', 'unexplained'])
    if dsr.unexplained or _is_held(dsr):
        # No letter that says "deleted" before it is so.
        emails.hand_over(dsr)
        audit.note(audit.Action.SCANNED, dsr=dsr, count=dsr.unexplained)
        return
    if notices.must_wait(dsr, emails.erased_here):
        audit.note(audit.Action.SCANNED, dsr=dsr, count=0)
        return
    emails.erased(dsr)
    dsr.end(State.ANSWERED, timezone.now())
    # The letter is on its way: now we can forget where it went, too.
    dsr.forget_person()
    audit.note(audit.Action.SCANNED, dsr=dsr, count=0)
    audit.note(audit.Action.ANSWERED, dsr=dsr)


def forget_the_rest(now: datetime) -> int:
    """Empty what an erasure had to leave for requests that were still open.

    When such a request has ended and its last letter is out, the person of
    whom we promised to forget everything is forgotten there, too.
    """
    lately = DataSubjectRequest.objects.filter(
        state__in=ENDED,
        closed_at__range=(now - timedelta(days=7), now - timedelta(hours=1)),
        addresses__email__isnull=False,
    ).distinct()
    waiting = [dsr for dsr in lately if _was_erased_meanwhile(dsr)]
    return sum(_forget(dsr) for dsr in waiting)


def _forget(dsr: DataSubjectRequest) -> bool:
    """False while something of it is held for a claim: then it is deferred."""
    try:
        with transaction.atomic():
            dsr.forget_person()
    except IntegrityError:
        DeferredErasure.objects.get_or_create(
            kind=dsr._meta.db_table,
            row_id=str(dsr.pk),
            defaults={'dsr': dsr, 'since': timezone.now()},
        )
        return False
    return True


def _was_erased_meanwhile(dsr: DataSubjectRequest) -> bool:
    return LedgerLine.objects.filter(
        kind=LedgerKind.ERASED,
        mac__in=[pseudonyms.mac(email) for email in dsr.proven_emails()],
        at__gte=dsr.received_at,
    ).exists()


def _is_held(dsr: DataSubjectRequest) -> bool:
    today = clock.date_of_duty(timezone.now())
    return holds_on(dsr).current(today).exists()


def holds_on(dsr: DataSubjectRequest) -> LegalHoldQuerySet:
    """Holds, in force or ended, on what belongs to the request itself."""
    named = Q(kind=dsr._meta.db_table, row_id=str(dsr.pk))
    for rows in (dsr.addresses, dsr.messages, dsr.corrections, dsr.refusals):
        keys = [str(pk) for pk in rows.values_list('pk', flat=True)]
        named |= Q(kind=rows.model._meta.db_table, row_id__in=keys)
    return LegalHold.objects.filter(named)


def _hits(dsr: DataSubjectRequest) -> list[Hit]:
    """What the scan found, less what a colleague has explained."""
    explained = {
        line.kind: line.kept for line in dsr.erasure_lines.filter(action='keep')
    }
    return [
        Hit(hit.where, hit.hits, hit.explained + explained.get(hit.where, 0))
        for hit in scan(dsr.proven_emails())
        if not hit.where.startswith(f'{settings.OUTBOX_DIR.name}/')
    ]
