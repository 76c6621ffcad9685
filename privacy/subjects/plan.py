"""What an erasure will do, said before it is done (Article 17).

A plan names every row and what happens to it. Its fingerprint is noted; the
erasure makes the plan again and stops if the fingerprint is another one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone

from privacy import clock
from privacy.declaration.personal_data import (
    Blank,
    Delete,
    PersonalData,
    Withhold,
)
from privacy.models import LegalHold
from privacy.subjects.search import rows_about


@dataclass(frozen=True)
class Step:
    """One kind of row: which go, which stay, and on which ground."""

    model: type[Model]
    act: Delete | Blank
    goes: tuple[Any, ...]
    stays: tuple[Any, ...] = ()
    ground: str = ''
    held: tuple[Any, ...] = ()  # of those that stay: they go after the hold

    @property
    def kind(self) -> str:
        return str(self.model._meta.verbose_name_plural)

    @property
    def action(self) -> str:
        return 'delete' if isinstance(self.act, Delete) else 'empty'

    def carry_out(self) -> int:
        rows = self.model._default_manager.filter(pk__in=self.goes)
        return self.act.apply(rows) if self.goes else 0


def plan(
    emails: Collection[str], *, before: datetime | None = None
) -> list[Step]:
    """Every step for these addresses, kinds without rows left out."""
    found = rows_about(emails, before=before)
    steps = [_step(model, declared, rows) for model, declared, rows in found]
    return [step for step in steps if step.goes or step.stays]


def act_of(declared: PersonalData) -> Delete | Blank:
    """What erasing such a row means, once nothing is in the way."""
    erasure = declared.erasure
    return erasure.then if isinstance(erasure, Withhold) else erasure


def _step(model: type[Model], declared: PersonalData, rows: QuerySet) -> Step:
    erasure, waits, grounds = declared.erasure, set(), []
    act = act_of(declared)
    if isinstance(erasure, Withhold):
        waits = set(_keys(rows.filter(erasure.during)))
        grounds = [erasure.ground] * bool(waits)
    left = set(_keys(act.left_in(rows))) - waits
    holds = _holds(model)
    held = sorted(pk for pk in left if str(pk) in holds)
    return Step(
        model,
        act,
        goes=tuple(sorted(left - set(held))),
        stays=tuple(sorted(waits | set(held))),
        ground='; '.join([*grounds, *sorted({holds[str(pk)] for pk in held})]),
        held=tuple(held),
    )


def _holds(model: type[Model]) -> dict[str, str]:
    """Rows that are held for a claim, and on which ground."""
    today = clock.date_of_duty(timezone.now())
    holds = LegalHold.objects.current(today).filter(kind=model._meta.db_table)
    return {hold.row_id: hold.get_ground_display() for hold in holds}


def _keys(rows: QuerySet) -> tuple[Any, ...]:
    return tuple(rows.values_list('pk', flat=True))


def fingerprint(steps: Collection[Step]) -> str:
    """SHA-256 over every row that goes and how, in a fixed order."""
    digest = hashlib.sha256()
    for step in sorted(steps, key=lambda step: step.model._meta.label):
        digest.update(f'{step.model._meta.label} {step.action}\n'.encode())
        for pk in step.goes:
            digest.update(f'{pk}\n'.encode())
    return digest.hexdigest()
