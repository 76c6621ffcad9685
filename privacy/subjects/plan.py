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

from privacy.declaration.personal_data import (
    Blank,
    Delete,
    PersonalData,
    Withhold,
)
from privacy.subjects.search import rows_about


@dataclass(frozen=True)
class Step:
    """One kind of row: which go, which stay, and on which ground."""

    model: type[Model]
    act: Delete | Blank
    goes: tuple[Any, ...]
    stays: tuple[Any, ...] = ()
    ground: str = ''

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


def _step(model: type[Model], declared: PersonalData, rows: QuerySet) -> Step:
    rows = rows.order_by('pk')
    erasure = declared.erasure
    if not isinstance(erasure, Withhold):
        return Step(model, erasure, _keys(erasure.left_in(rows)))
    stays = _keys(rows.filter(erasure.during))
    goes = set(_keys(erasure.then.left_in(rows))) - set(stays)
    ground = erasure.ground if stays else ''
    return Step(model, erasure.then, tuple(sorted(goes)), stays, ground)


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
