"""Erases a person, and accounts for it (Article 17)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from privacy.models import DataSubjectRequest, DeferredErasure
from privacy.subjects.plan import Step, fingerprint, plan


class PlanChangedError(Exception):
    """Rows came or went since the plan was made: plan again."""


@dataclass(frozen=True)
class Outcome:
    """What happened to one kind of row. Counts and grounds, never values."""

    kind: str
    erased: int
    withheld: int = 0
    ground: str = ''


@transaction.atomic
def erase(
    emails: Collection[str],
    *,
    as_planned: str = '',
    before: datetime | None = None,
    dsr: DataSubjectRequest | None = None,
) -> list[Outcome]:
    """Erase what may be erased; say what stays, and on which ground.

    All rows are fixed before the first one goes: emptying one table must not
    hide rows in another. With `as_planned`, the fingerprint of a plan, raises
    PlanChangedError rather than do anything else than was planned. What a
    hold keeps is noted, for `dsr`, and goes by itself when the hold ends.
    """
    steps = plan(emails, before=before)
    if as_planned and fingerprint(steps) != as_planned:
        raise PlanChangedError
    for step in steps:
        _defer(step, dsr)
    return [_carry_out(step) for step in steps]


def _defer(step: Step, dsr: DataSubjectRequest | None) -> None:
    now, kind = timezone.now(), step.model._meta.db_table
    DeferredErasure.objects.bulk_create(
        (
            DeferredErasure(kind=kind, row_id=str(pk), dsr=dsr, since=now)
            for pk in step.held
        ),
        ignore_conflicts=True,
    )


def _carry_out(step: Step) -> Outcome:
    return Outcome(step.kind, step.carry_out(), len(step.stays), step.ground)
