"""The page of everything we hold about a person, and what they do there.

There are no accounts, so "your profile" is a page that opens by a link to a
proven address, for a week.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from privacy import tasks
from privacy.cases import proving
from privacy.models import (
    AT_WORK,
    ClaimedAddress,
    Correction,
    DataSubjectRequest,
    Right,
)
from privacy.proof import audit
from privacy.subjects.package.looks import looks_at
from privacy.subjects.package.page import is_empty, shown
from privacy.subjects.package.rows import Column, Kind, Row, held
from privacy.subjects.search import rows_about
from privacy.subjects.stopping import stop


# The page shows the newest; the copy has them all.
SHOWN = 50
LOOKS_SHOWN = 10


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
        stoppable: Any = self.kind.found
        return bool(self.kind.declared.stopping and stoppable.living())

    @property
    def left_out(self) -> int:
        return self.count - len(self.rows)


def everything(known: ClaimedAddress) -> Iterator[Held]:
    """Kind by kind, newest rows first, kinds without rows left out."""
    for kind in held([known.email or '']):
        if count := kind.found.count():
            rows = islice(kind.newest(), SHOWN)
            yield Held(kind, count, [_cells(kind, row) for row in rows])


def newest_looks(known: ClaimedAddress) -> list[tuple[datetime, str]]:
    """When somebody of ours looked at it, at what and why."""
    looks = looks_at(held([known.email or '']))
    found = looks.only(action=audit.Action.CONSULTED).newest()
    return [(row['at'], looks.says(row)) for row in islice(found, LOOKS_SHOWN)]


def _cells(kind: Kind, row: Row) -> tuple[Any, list[Cell]]:
    number, *columns = kind.columns
    cells = (_cell(kind, column, row[column.name]) for column in columns)
    return row[number.name], [c for c in cells if c.text or c.correctable]


def _cell(kind: Kind, column: Column, value: Any) -> Cell:
    text = '' if is_empty(value) else shown(column, value)
    correctable = column.name in kind.declared.correctable
    return Cell(column.name, column.words, text, correctable)


@transaction.atomic
def use_right(known: ClaimedAddress, right: Right) -> ClaimedAddress:
    """Another right of somebody who has just proven this address.

    Two presses of the button are one request: the first one locks.
    """
    locked = ClaimedAddress.objects.select_for_update(of=('self',), no_key=True)
    known = locked.get(pk=known.pk)
    return _unanswered(known.email, right) or _opened(known.email, right)


def _unanswered(email: str | None, right: Right) -> ClaimedAddress | None:
    """Their open request for it."""
    claims = ClaimedAddress.objects.filter(
        email=email,
        proven_at__isnull=False,
        request__right=right,
        request__state__in=AT_WORK,
        request__erased_at=None,
    ).select_related('request')
    return claims.first()


def _opened(email: str | None, right: Right) -> ClaimedAddress:
    now = timezone.now()
    dsr = DataSubjectRequest.objects.receive(now, right=right)
    claim = dsr.addresses.create(email=email, claimed_at=now)
    audit.note(audit.Action.OPENED, dsr=dsr)
    proven = proving.prove(ClaimedAddress.objects.filter(pk=claim.pk))
    return proven or claim


@transaction.atomic
def propose_correction(
    known: ClaimedAddress,
    *,
    kind: str,
    row: str,
    field: str,
    new_value: str,
) -> Correction:
    """Note how one field should read; a colleague decides.

    Raises ValidationError when there is no such field of this person, or the
    field cannot hold what it should read.
    """
    old_value, fits = _current(known, kind, row, field)
    claim = use_right(known, Right.RECTIFICATION)
    correction, _ = Correction.objects.get_or_create(
        dsr=claim.request,
        address=claim,
        kind=kind,
        field=field,
        old_value=old_value,
        new_value=fits(new_value),
        decision='',
        defaults={'proposed_at': timezone.now()},
    )
    return correction


def _current(
    known: ClaimedAddress, kind: str, row: str, field: str
) -> tuple[str, Callable[[str], str]]:
    """The value now, of a row that is really theirs; and what would fit."""
    for model, declared, rows in rows_about([known.email or '']):
        if model._meta.label == kind and field in declared.correctable:
            found = rows.filter(pk=row) if row.isdecimal() else rows.none()
            for value in found.values_list(field, flat=True):
                column = model._meta.get_field(field)
                return str(value), partial(_fitting, column)
    raise ValidationError('This can no longer be corrected. Is it gone?')


def _fitting(column: Any, typed: str) -> str:
    one_line = not isinstance(column, models.TextField)
    text = ' '.join(typed.split()) if one_line else typed
    return str(column.clean(text, None))


@transaction.atomic
def stop_letters(known: ClaimedAddress) -> int:
    """Withdraw every consent of the person, here and now."""
    count = stop([known.email or ''])
    tasks.note_withdrawal.defer(claim_pk=known.pk)
    audit.note(audit.Action.CONSENT_ENDED, dsr=known.request, count=count)
    return count
