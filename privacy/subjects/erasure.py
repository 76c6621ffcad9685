"""Erases a person, and accounts for it (Article 17)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Model, QuerySet

from privacy.declaration.personal_data import PersonalData, Withhold
from privacy.subjects.search import rows_about


@dataclass(frozen=True)
class Outcome:
    """What happened to one kind of row. Counts and grounds, never values."""

    kind: str
    erased: int
    withheld: int = 0
    ground: str = ''


@transaction.atomic
def erase(emails: Collection[str]) -> list[Outcome]:
    """Erase what may be erased; say what stays, and on which ground."""
    # Fix the rows first: emptying one table must not hide rows in another.
    found = [
        (model, declared, list(rows.values_list('pk', flat=True)))
        for model, declared, rows in rows_about(emails)
    ]
    return [
        _erase(declared, model._default_manager.filter(pk__in=pks))
        for model, declared, pks in found
        if pks
    ]


def _erase(declared: PersonalData, rows: QuerySet[Model]) -> Outcome:
    kind = str(rows.model._meta.verbose_name_plural)
    if not isinstance(declared.erasure, Withhold):
        return Outcome(kind, declared.erasure.apply(rows))
    ground, then = declared.erasure.ground, declared.erasure.then
    kept = set(
        rows.filter(declared.erasure.during).values_list('pk', flat=True)
    )
    erased = (
        then.apply(rows.exclude(pk__in=kept))
        if rows.exclude(pk__in=kept).exists()
        else 0
    )
    return Outcome(kind, erased, len(kept), ground if kept else '')
