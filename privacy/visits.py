"""Adds counts of visits up, closes each day, and forgets in time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db import connection, transaction

from privacy import sql
from privacy.declaration import facts
from privacy.models import AnswersOfADay, Kind, VisitsOfADay
from privacy.models.visits import SMALLEST


Group = tuple[Kind, str]

ADD_VISITS = sql.read('add_visits')
ADD_ANSWERS = sql.read('add_answers')
CLOSE_DAYS = sql.read('close_days')


class Answer(NamedTuple):
    path: str
    status: int
    took: str


@transaction.atomic
def add(
    day: date,
    visits: Mapping[Group, int],
    answers: Mapping[Answer, tuple[int, int]],
) -> None:
    """Whatever other processes add at the same time."""
    _run(ADD_VISITS, day, [(*group, visits[group]) for group in visits])
    _run(ADD_ANSWERS, day, [(*row, *answers[row]) for row in answers])


def _run(statement: str, day: date, rows: list[tuple[Any, ...]]) -> None:
    # In one order, or two processes could wait for each other.
    columns = [list(column) for column in zip(*sorted(rows), strict=True)]
    if columns:
        with connection.cursor() as cursor:
            cursor.execute(statement, [day, *columns])


@transaction.atomic
def close_days(today: date) -> None:
    """Fold the small groups of each day that is over, and forget old days.

    What is fewer than five even when put together is dropped.
    """
    with connection.cursor() as cursor:
        cursor.execute(CLOSE_DAYS, {'today': today, 'smallest': SMALLEST})
    over = VisitsOfADay.objects.filter(day__lt=today, closed=False)
    over.update(closed=True)
    kept_since = today - timedelta(days=facts.VISITS.days)
    VisitsOfADay.objects.filter(day__lt=kept_since).delete()
    yesterday = today - timedelta(days=1)
    AnswersOfADay.objects.filter(day__lt=yesterday).delete()
