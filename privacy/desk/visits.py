"""What visitors looked at, in numbers of days that are over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet, Sum

from privacy.desk.figures import Bar, bars
from privacy.models import Kind, VisitsOfADay


DAYS = 28
MOST = 10
WIDTH, HEIGHT = 20, 100  # of one day in the chart


@dataclass(frozen=True)
class Day:
    day: date
    number: int
    x: int
    y: float
    height: float


def lately(today: date) -> dict[str, Any]:
    """The last four weeks; today is left out, because it is not closed yet."""
    first = today - timedelta(days=DAYS)
    rows = VisitsOfADay.objects.filter(
        day__gte=first, day__lt=today, closed=True
    )
    days = days_of(rows, first)
    return {
        'visit_days': days,
        'visits': sum(day.number for day in days),
        'most_visits': max(day.number for day in days),
        'chart_width': DAYS * WIDTH,
        'visit_kinds': list(groups_of(rows)),
    }


def days_of(rows: QuerySet[VisitsOfADay], first: date) -> list[Day]:
    pages = rows.filter(kind=Kind.PAGE).values_list('day')
    found = dict(pages.annotate(Sum('count')))
    most = max(found.values(), default=0) or 1
    days = (first + timedelta(days=n) for n in range(DAYS))
    return [
        bar_of(n, day, found.get(day, 0), most) for n, day in enumerate(days)
    ]


def bar_of(n: int, day: date, number: int, most: int) -> Day:
    height = round(HEIGHT * number / most, 1)
    return Day(day, number, n * WIDTH, round(HEIGHT - height, 1), height)


def groups_of(rows: QuerySet[VisitsOfADay]) -> Iterator[tuple[str, list[Bar]]]:
    """The largest of each kind."""
    found: dict[str, list[tuple[str, int]]] = {kind: [] for kind in Kind}
    sums = rows.values_list('kind', 'name').annotate(number=Sum('count'))
    for kind, name, number in sums.order_by('-number', 'name'):
        found[kind].append((name, number))
    for kind in Kind:
        yield kind.label, bars(found[kind][:MOST])
