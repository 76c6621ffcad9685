"""Deletes what we said we would delete, when we said we would."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime

from django.db import DatabaseError, transaction
from django.db.models import Model, QuerySet

from privacy import clock
from privacy.declaration.personal_data import PersonalData
from privacy.declaration.registry import declarations
from privacy.models import Attempts, LegalHold, RetentionRun


logger = logging.getLogger(__name__)

# Small enough to block nobody, large enough to be quick.
BATCH = 20_000


def sweep(now: datetime) -> list[RetentionRun]:
    """Remove every row whose time is over; say how many of each kind.

    Safe to run twice, or by two workers at once.
    """
    Attempts.objects.filter(ends_at__lt=now).delete()
    return [_sweep_kind(*kind, now) for kind in declarations()]


def _sweep_kind(
    model: type[Model], declared: PersonalData, now: datetime
) -> RetentionRun:
    due = removed = 0
    # What one rule has removed, the next does not count again.
    for rows in expired(model, declared, now):
        due += rows.count()
        removed += _remove(declared, rows)
    return RetentionRun.objects.create(
        ran_at=now, kind=model._meta.label, due=due, removed=removed
    )


def expired(
    model: type[Model], declared: PersonalData, now: datetime
) -> Iterator[QuerySet]:
    for rule in declared.keep:
        rows = rule.expired(model._default_manager.all(), now)
        # What is held for a claim waits; the database would refuse it anyway.
        held = LegalHold.objects.current(clock.date_of_duty(now)).filter(
            kind=model._meta.db_table
        )
        keys = [hold.row_id for hold in held]
        yield declared.at_the_end.left_in(rows).exclude(pk__in=keys)


def _remove(declared: PersonalData, rows: QuerySet) -> int:
    """What the database will not let go stays, and the run shows it."""
    total = 0
    try:
        while removed := _remove_batch(declared, rows):
            total += removed
    except DatabaseError as refused:
        kind, why = rows.model._meta.label, type(refused).__name__
        logger.error('could not remove all expired %s: %s', kind, why)
    return total


@transaction.atomic
def _remove_batch(declared: PersonalData, rows: QuerySet) -> int:
    """The oldest rows first, by the index of their clock.

    Nobody else changes what has expired, so nothing is locked beforehand: a
    second sweep at the same moment waits for a batch, and finds it gone.
    """
    moments = rows.order_by('kept_since').values_list('kept_since', flat=True)
    end = moments[BATCH : BATCH + 1].first()
    batch = rows.filter(kept_since__lte=end) if end else rows
    return declared.at_the_end.apply(batch)
