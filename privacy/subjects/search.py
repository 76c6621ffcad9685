"""Where one person is, in every table that is about anybody."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from django.db.models import Model, QuerySet

from privacy.declaration.activities import STAFF
from privacy.declaration.personal_data import PersonalData
from privacy.declaration.registry import declarations


def rows_about(
    emails: Collection[str], *, before: datetime | None = None
) -> Iterator[tuple[type[Model], PersonalData, QuerySet]]:
    """Every kind of row, and those of it that are about these addresses.

    The addresses are canonical and were proven by whoever asks. With
    `before`, only rows that were there at that moment.
    """
    if not emails or not all(emails):
        # An empty address would find everyone who was already forgotten.
        raise ValueError('A person has an address.')
    for model, declared in declarations():
        everything = model._default_manager.all()
        # In one call, so that all of it is true of one and the same address.
        rows = everything.filter(
            **{f'{declared.subject}__in': emails}, **declared.provided
        )
        if '__' in declared.subject:
            # A join may give a row twice; a set of keys cannot.
            rows = everything.filter(pk__in=rows.values('pk'))
        if before:
            rows = rows.filter(**{f'{declared.made_at}__lte': before})
        yield model, declared, rows


def everybody() -> set[str]:
    """Every address of somebody about whom we hold a row, our team apart."""
    return {address for rows in _addresses() for address in rows if address}


def everybody_else(before: datetime | None = None) -> set[str]:
    """Without those of whom we know only that they asked to hear of news.

    With `before`, those whom we knew at that moment.
    """
    known = _addresses(before, told_apart=True)
    return {address for rows in known for address in rows if address}


def _addresses(
    before: datetime | None = None, *, told_apart: bool = False
) -> Iterator[QuerySet]:
    for model, declared in declarations():
        if declared.activity == STAFF:
            continue
        rows = model._default_manager.filter(**declared.provided)
        if told_apart and declared.told_apart:
            rows = rows.exclude(**declared.told_apart)
        if before:
            rows = rows.filter(**{f'{declared.made_at}__lte': before})
        yield rows.values_list(declared.subject, flat=True)
