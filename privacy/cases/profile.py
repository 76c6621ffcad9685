"""The page of everything we hold about a person, and what they do there.

There are no accounts, so "your profile" is a page that opens by a link to a
proven address, for a week.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from privacy import clock, tasks
from privacy.cases import proving
from privacy.models import (
    AT_WORK,
    ClaimedAddress,
    Correction,
    DataSubjectRequest,
    Right,
)
from privacy.proof import audit
from privacy.subjects.package.page import is_empty, shown
from privacy.subjects.package.rows import Kind, Row, held
from privacy.subjects.search import rows_about
from privacy.subjects.stopping import stop


# The page shows the newest; the copy has them all.
SHOWN = 50


@dataclass(frozen=True)
class Cell:
    """One thing we know, as the page shows it."""

    name: str
    words: str
    text: str
    correctable: bool


@dataclass(frozen=True)
class Held:
    """One kind of data about a person, as the page shows it."""

    kind: Kind
    count: int
    rows: list[tuple[Any, list[Cell]]]

    @property
    def can_be_stopped(self) -> bool:
        return bool(self.kind.declared.stopping)

    @property
    def left_out(self) -> int:
        return self.count - len(self.rows)


def everything(emails: list[str]) -> Iterator[Held]:
    """Kind by kind, newest rows first, kinds without rows left out."""
    for kind in held(emails):
        if count := kind.found.count():
            rows = islice(kind.newest(), SHOWN)
            yield Held(kind, count, [_cells(kind, row) for row in rows])


def _cells(kind: Kind, row: Row) -> tuple[Any, list[Cell]]:
    number, *columns = kind.columns
    return row[number.name], [
        Cell(
            column.name,
            column.words,
            shown(column, row[column.name]),
            column.name in kind.declared.correctable,
        )
        for column in columns
        if not is_empty(row[column.name])
    ]


@transaction.atomic
def use_right(known: DataSubjectRequest, right: Right) -> DataSubjectRequest:
    """Another right of somebody who has just proven their addresses."""
    emails = known.proven_emails()
    dsr = _unanswered(emails, right) or _opened(emails, right)
    waiting = dsr.addresses.filter(proven_at=None).values_list('pk', flat=True)
    for pk in waiting:
        proving.prove(ClaimedAddress.objects.filter(pk=pk))
    dsr.refresh_from_db()
    return dsr


def _unanswered(emails: list[str], right: Right) -> DataSubjectRequest | None:
    return DataSubjectRequest.objects.filter(
        state__in=AT_WORK,
        right=right,
        addresses__email__in=emails,
        addresses__proven_at__isnull=False,
    ).first()


def _opened(emails: list[str], right: Right) -> DataSubjectRequest:
    now = timezone.now()
    dsr = DataSubjectRequest.objects.create(
        right=right,
        received_at=now,
        received_on=clock.date_of_duty(now),
    )
    for email in emails:
        dsr.addresses.create(email=email, claimed_at=now)
    audit.note(audit.Action.OPENED, dsr=dsr)
    return dsr


@transaction.atomic
def propose_correction(
    known: DataSubjectRequest,
    *,
    kind: str,
    row: str,
    field: str,
    new_value: str,
) -> Correction:
    """Note how one field should read; a colleague decides.

    Raises ValidationError when there is no such field of this person.
    """
    old_value = _current(known.proven_emails(), kind, row, field)
    dsr = use_right(known, Right.RECTIFICATION)
    correction, _ = Correction.objects.get_or_create(
        dsr=dsr,
        kind=kind,
        field=field,
        old_value=old_value,
        new_value=new_value,
        decision='',
        defaults={'proposed_at': timezone.now()},
    )
    return correction


def _current(emails: list[str], kind: str, row: str, field: str) -> str:
    """The value now, of a row that is really theirs."""
    for model, declared, rows in rows_about(emails):
        if model._meta.label == kind and field in declared.correctable:
            found = rows.filter(pk=row) if row.isdecimal() else rows.none()
            for value in found.values_list(field, flat=True):
                return str(value)
    raise ValidationError('This can no longer be corrected. Is it gone?')


@transaction.atomic
def stop_letters(known: DataSubjectRequest) -> int:
    """Withdraw every consent of the person, here and now."""
    count = stop(known.proven_emails())
    tasks.note_withdrawal.defer(dsr_pk=known.pk)
    audit.note(audit.Action.WITHDRAWN, dsr=known, count=count)
    return count
