"""What must not be erased yet, for how long, and who said so (Article 17(3)).

One colleague proposes a hold, another agrees; only then it keeps anything. When
it ends, what waited for it goes by itself (privacy/cases/resuming.py).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from privacy import clock, sql, tasks
from privacy.cases.next_step import NextStep
from privacy.models import (
    AuditEvent,
    DataSubjectRequest,
    DeferredErasure,
    LegalHold,
    StaffMember,
)
from privacy.proof import audit
from privacy.subjects.deferral import people_of
from privacy.subjects.search import rows_about


TABLES = sql.read('tables_with_holds')


def kinds() -> list[type[Model]]:
    """Those whose rows can be held: their table asks about holds."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        tables = {name for (name,) in cursor.fetchall()}
    return [m for m in apps.get_models() if m._meta.db_table in tables]


def rows_of(dsr: DataSubjectRequest) -> Iterator[Model]:
    """What we hold about the person of a request and can keep."""
    can_be_held, people = kinds(), dsr.proven_emails()
    for model, _declared, rows in rows_about(people) if people else ():
        if model in can_be_held:
            yield from rows.order_by('pk')


def row_behind(kind: str, row_id: str) -> Model | None:
    """The row that a hold names; None if it is gone."""
    model = next((m for m in kinds() if m._meta.db_table == kind), None)
    if model is None or not row_id.isdecimal():
        return None
    return model._default_manager.filter(pk=row_id).first()


@transaction.atomic
def propose(
    *, kind: str, row_id: str, by: StaffMember, **terms: Any
) -> LegalHold:
    """Ask a second person to agree; until then it holds nothing.

    `terms` are the ground, the reason and the day of review. Gives the hold
    that waits already, if there is one on this row.
    """
    waiting = LegalHold.objects.waiting().filter(kind=kind, row_id=row_id)
    return waiting.first() or _set(kind, row_id, by, None, terms)


@transaction.atomic
def propose_for(
    dsr_pk: int, *, rows: Collection[str], by: StaffMember, **terms: Any
) -> int:
    """The same for several rows of the person of a request.

    Each reads "table number". Gives how many holds are new.
    """
    dsr = DataSubjectRequest.objects.select_for_update(no_key=True).get(
        pk=dsr_pk
    )
    named = [row.split(' ') for row in rows]
    waiting = LegalHold.objects.waiting()
    new = [
        (kind, row_id)
        for kind, row_id in named
        if not waiting.filter(kind=kind, row_id=row_id).exists()
    ]
    for kind, row_id in new:
        _set(kind, row_id, by, dsr, terms)
    return len(new)


def _set(
    kind: str,
    row_id: str,
    by: StaffMember,
    dsr: DataSubjectRequest | None,
    terms: dict[str, Any],
) -> LegalHold:
    hold = LegalHold.objects.create(
        kind=kind, row_id=row_id, set_by=by, started_on=_today(), **terms
    )
    _note(audit.Action.HOLD_PROPOSED, hold, by, dsr)
    return hold


@transaction.atomic
def agree(hold_pk: int, *, by: StaffMember) -> bool:
    """From now on the database lets nobody delete the row.

    It refuses this to whoever proposed it, and when the row is gone.
    """
    hold = _waiting(hold_pk)
    if hold is None or is_about(hold, by):
        return False
    hold.approved_by = by
    hold.save(update_fields=['approved_by'])
    _note(audit.Action.HELD, hold, by)
    return True


@transaction.atomic
def decline(hold_pk: int, *, by: StaffMember) -> bool:
    """It held nothing yet, so it goes; that it was proposed stays noted."""
    hold = _waiting(hold_pk)
    if hold is None:
        return False
    _note(audit.Action.HOLD_DECLINED, hold, by)
    hold.delete()
    return True


@transaction.atomic
def end(hold_pk: int, *, on: date, by: StaffMember) -> bool:
    """Let go today or on a later day, of which no reminder is needed."""
    hold = _locked(hold_pk)
    if hold is None or not hold.approved_by_id or is_about(hold, by):
        return False
    if hold.is_over(_today()):
        return False
    hold.ended_on = on
    hold.save(update_fields=['ended_on'])
    _note(audit.Action.RELEASED, hold, by)
    if hold.is_over(_today()):
        tasks.resume_what_is_free()
    return True


def is_about(hold: LegalHold, by: StaffMember) -> bool:
    """Whether the row is a colleague's own: others decide about that."""
    return by.email in people_of(hold)


def waiting_erasure(hold: LegalHold) -> DeferredErasure | None:
    """The deletion that this hold keeps back, if somebody asked for one."""
    return DeferredErasure.objects.filter(
        kind=hold.kind, row_id=hold.row_id
    ).first()


def others_on(hold: LegalHold) -> Collection[LegalHold]:
    """Those that go on when this one ends."""
    same_row = LegalHold.objects.filter(kind=hold.kind, row_id=hold.row_id)
    return same_row.current(_today()).exclude(pk=hold.pk)


def _locked(hold_pk: int) -> LegalHold | None:
    locked = LegalHold.objects.select_for_update(of=('self',))
    return locked.filter(pk=hold_pk).first()


def _waiting(hold_pk: int) -> LegalHold | None:
    hold = _locked(hold_pk)
    return hold if hold and not hold.approved_by_id else None


def next_step(hold: LegalHold) -> NextStep:
    if not hold.approved_by_id:
        return NextStep('A second person agrees or not.', 'agree')
    if hold.is_over(_today()):
        return NextStep('Nothing: it has ended.')
    if hold.ended_on:
        return NextStep(f'Nothing: it ends on {hold.ended_on:%-d %B %Y}.')
    if hold.review_on <= _today():
        return NextStep('Is it still needed? End it, or renew it.', 'end')
    return NextStep('Nothing until its day of review.')


def _request_of(hold: LegalHold) -> DataSubjectRequest | None:
    """The one in whose course it was proposed."""
    events = AuditEvent.objects.filter(kind=hold._meta.label, row_id=hold.pk)
    first = events.filter(dsr__isnull=False).select_related('dsr').first()
    return first.dsr if first else None


def _note(
    action: audit.Action,
    hold: LegalHold,
    by: StaffMember,
    dsr: DataSubjectRequest | None = None,
) -> None:
    dsr = dsr or _request_of(hold)
    audit.note(action, dsr=dsr, by=by, kind=hold._meta.label, row_id=hold.pk)


def _today() -> date:
    return clock.date_of_duty(timezone.now())
