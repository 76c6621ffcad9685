"""The days on which nobody in Lithuania has to work (Labour Code, 123).

The database knows the same days by migrations/sql/0003_clock.sql; a test
compares them.
"""

from __future__ import annotations

from datetime import date, timedelta


# Month and day. The law's other holidays are Sundays in every year: Easter,
# Mother's Day (the first of May), Father's Day (the first of June).
EVERY_YEAR = frozenset({
    *((1, 1), (2, 16), (3, 11), (5, 1), (6, 24), (7, 6), (8, 15)),
    *((11, 1), (11, 2), (12, 24), (12, 25), (12, 26)),
})  # fmt: skip


def is_working_day(day: date) -> bool:
    return not (
        day.isoweekday() > 5
        or (day.month, day.day) in EVERY_YEAR
        or day == easter(day.year) + timedelta(days=1)
    )


def easter(year: int) -> date:
    """The Sunday after the first full moon of spring.

    Gauss' rule as Lichtenberg completed it: right in every Gregorian year.
    """
    century, golden = year // 100, year % 19
    shift = 15 + (3 * century + 3) // 4 - (8 * century + 13) // 25
    age = (19 * golden + shift) % 30
    age -= (age + golden // 11) // 29
    moon = date(year, 3, 21) + timedelta(days=age)
    return moon + timedelta(days=7 - moon.isoweekday() % 7)
