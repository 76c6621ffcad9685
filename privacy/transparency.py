"""How often authorities asked for data: counts, from the register itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from privacy.models import Disclosure, Instrument


@dataclass(frozen=True)
class Year:
    year: int
    asked: int
    given: int
    told: int
    instruments: tuple[str, ...]


def by_year() -> list[Year]:
    """Every year since the first case, and always this one; newest first."""
    rows = list(Disclosure.objects.order_by('received_on'))
    this_year = timezone.localdate().year
    first = rows[0].received_on.year if rows else this_year
    return [
        _of(year, (r for r in rows if r.received_on.year == year))
        for year in range(this_year, first - 1, -1)
    ]


def _of(year: int, rows: Iterable[Disclosure]) -> Year:
    found = list(rows)
    shown = Counter(row.instrument for row in found)
    return Year(
        year=year,
        asked=len(found),
        given=sum(1 for row in found if row.disclosed_on),
        told=sum(1 for row in found if row.notified_on),
        instruments=tuple(
            f'{Instrument(name).label}: {count}'
            for name, count in sorted(shown.items())
        ),
    )
