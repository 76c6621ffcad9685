"""How the desk does, in numbers that are nobody's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import (
    Aggregate,
    Count,
    DurationField,
    F,
    Q,
    Sum,
)
from django.db.models.functions import TruncMonth

from privacy import clock
from privacy.desk.fields import today
from privacy.desk.lines import NAMES, SOON
from privacy.models import (
    DataSubjectRequest,
    DeferredErasure,
    ErasureLine,
    LegalHold,
    State,
)


MONTHS = 12
# The last day of each step of the histogram of days left.
STEPS = (-1, SOON, 10, 20, 31)
ENDS = (
    (State.ANSWERED, 'Answered'),
    (State.REFUSED, 'Refused'),
    (State.WITHDRAWN, 'Withdrawn'),
    (State.LAPSED, 'Lapsed'),
)


class Quantile(Aggregate):
    """The value below which this part of all values lies."""

    template = (
        'percentile_cont(%(part)s) within group (order by %(expressions)s)'
    )


@dataclass(frozen=True)
class Bar:
    name: str
    number: int
    percent: float  # of the longest


@dataclass(frozen=True)
class Segment:
    kind: str
    start: float
    percent: float


@dataclass(frozen=True)
class Month:
    begins: date
    numbers: Sequence[int]
    segments: Sequence[Segment]

    @property
    def total(self) -> int:
        return sum(self.numbers)


def all_of_them() -> dict[str, Any]:
    day = today()
    return {
        **at_work(day),
        **speed(day),
        **erasures(),
        **holds(day),
        'months': months(day),
        'ends': [name for _, name in ENDS],
    }


def bars(counted: Iterable[tuple[str, int]]) -> list[Bar]:
    rows = list(counted)
    longest = max((number for _, number in rows), default=0) or 1
    return [Bar(name, n, round(100 * n / longest, 1)) for name, n in rows]


# --- What is open -------------------------------------------------------------


def at_work(day: date) -> dict[str, Any]:
    rows = DataSubjectRequest.objects.at_work().order_by()
    counts = rows.values_list('right', 'answer_by').annotate(Count('pk'))
    by_right: Counter[str] = Counter()
    counted = []
    for right, due, number in counts:
        by_right[right] += number
        counted.append((clock.days_left(due, day), number))
    return {
        'open': by_right.total(),
        'by_right': bars((NAMES[right], by_right[right]) for right in NAMES),
        'by_days': bars(histogram(counted)),
        'overdue_now': sum(n for left, n in counted if left < 0),
    }


def histogram(counted: list[tuple[int, int]]) -> Iterable[tuple[str, int]]:
    first: float = float('-inf')
    for last in (*STEPS, float('inf')):
        number = sum(n for left, n in counted if first <= left <= last)
        yield named(first, last), number
        first = last + 1


def named(first: float, last: float) -> str:
    if last < 0:
        return 'Overdue'
    if last == float('inf'):
        return f'{first:.0f} days and more'
    return f'{first:.0f} to {last:.0f} days'


# --- What has ended -----------------------------------------------------------


def speed(day: date) -> dict[str, Any]:
    lately = Q(closed_at__gte=beginning(day - timedelta(days=365)))
    late = Q(closed_at__date__gt=F('answer_by'))
    took = F('closed_at') - F('received_at')
    given: dict[str, Any] = {
        'filter': lately,
        'output_field': DurationField(),
    }
    decided = DataSubjectRequest.objects.filter(
        closed_at__isnull=False, state__in=[State.ANSWERED, State.REFUSED]
    )
    times = decided.aggregate(
        answered=Count('pk', filter=lately),
        half=Quantile(took, part=0.5, **given),
        most=Quantile(took, part=0.9, **given),
        late=Count('pk', filter=late),
    )
    return {
        'answered': times['answered'],
        'half_within': in_words(times['half']),
        'most_within': in_words(times['most']),
        'answered_late': times['late'],
    }


def in_words(took: timedelta | None) -> str:
    if took is None:
        return '–'
    if took < timedelta(hours=1):
        return f'{took / timedelta(minutes=1):.0f} min'
    if took < timedelta(days=2):
        return f'{took / timedelta(hours=1):.1f} h'
    return f'{took / timedelta(days=1):.1f} days'


def beginning(day: date) -> datetime:
    return datetime.combine(day, time.min, clock.VILNIUS)


def months(day: date) -> list[Month]:
    first = clock.months_later(day.replace(day=1), 1 - MONTHS)
    ended = DataSubjectRequest.objects.filter(closed_at__gte=beginning(first))
    counted = ended.order_by().values_list(TruncMonth('closed_at'), 'state')
    found = {
        (clock.date_of_duty(month), state): number
        for month, state, number in counted.annotate(Count('pk'))
    }
    begins = [clock.months_later(first, n) for n in range(MONTHS)]
    rows = [[found.get((m, state), 0) for state, _ in ENDS] for m in begins]
    most = max(map(sum, rows)) or 1
    return [
        Month(month, row, list(segments(row, most)))
        for month, row in zip(begins, rows, strict=True)
    ]


def segments(row: Sequence[int], most: int) -> Iterable[Segment]:
    start = 0.0
    for (state, _), number in zip(ENDS, row, strict=True):
        percent = 100 * number / most
        yield Segment(state, round(start, 2), round(percent, 2))
        start += percent


# --- What was deleted, and what was kept --------------------------------------


def erasures() -> dict[str, Any]:
    by_ground = ErasureLine.objects.order_by().values_list('ground')
    sums = list(by_ground.annotate(Sum('kept'), Sum('erased')))
    kept = [(ground, number) for ground, number, _ in sums if number]
    return {
        'erased': sum(number or 0 for _, _, number in sums),
        'kept': bars(sorted(kept, key=lambda row: (-row[1], row[0]))),
        'deferred': DeferredErasure.objects.count(),
    }


def holds(day: date) -> dict[str, Any]:
    current = LegalHold.objects.current(day)
    return {
        'holds': current.aggregate(
            in_force=Count('pk'),
            to_review=Count('pk', filter=Q(review_on__lte=day)),
        ),
        'holds_waiting': LegalHold.objects.waiting().count(),
    }
