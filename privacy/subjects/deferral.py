"""What an erasure left because of a hold, and how it goes later."""

from __future__ import annotations

import hashlib
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from privacy.declaration.personal_data import PersonalData
from privacy.declaration.registry import declarations
from privacy.models import DataSubjectRequest, DeferredErasure, LegalHold
from privacy.subjects.plan import act_of


def due(today: date) -> QuerySet[DeferredErasure]:
    """Those whose row nobody holds any more."""
    holds = LegalHold.objects.current(today).filter(
        kind=OuterRef('kind'), row_id=OuterRef('row_id')
    )
    return DeferredErasure.objects.filter(~Exists(holds))


def label_of(deferred: DeferredErasure) -> str:
    rows, _ = _row(deferred)
    return rows.model._meta.label


def people_of(named: DeferredErasure | LegalHold) -> list[str]:
    """Whose row it is, as long as it says so."""
    rows, declared = _row(named)
    theirs = rows.filter(**declared.provided).exclude(
        **{f'{declared.subject}__isnull': True}
    )
    return sorted(set(theirs.values_list(declared.subject, flat=True)))


def mark_of(deferred: DeferredErasure) -> str:
    """What the ledger calls the row: with the address it fits one only."""
    row = f'{deferred.kind} {deferred.row_id}'
    return hashlib.sha256(row.encode()).hexdigest()[:9]


@transaction.atomic
def erase(deferred: DeferredErasure) -> int:
    """Do what the declaration says; the database refuses what is still held.

    A request that is deferred for itself is forgotten as a whole.
    """
    rows, declared = _row(deferred)
    deferred.delete()
    if rows.model is DataSubjectRequest and deferred.row_id == str(
        deferred.dsr_id
    ):
        for forgotten in rows:
            forgotten.forget_person()
        return len(rows)
    return act_of(declared).apply(rows)


def _row(
    named: DeferredErasure | LegalHold,
) -> tuple[QuerySet, PersonalData]:
    for model, declared in declarations():
        if model._meta.db_table == named.kind:
            rows = model._default_manager.filter(pk=named.row_id)
            return rows, declared
    raise LookupError(named.kind)
