"""The legal clock: pure functions from the date of receipt.

A date of duty is a day in Vilnius. The database computes the same dates by
the functions in migrations/sql/0001_clock.sql; a test compares them.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo


VILNIUS = ZoneInfo('Europe/Vilnius')


def date_of_duty(moment: datetime) -> date:
    """The day in Vilnius on which something happened."""
    return moment.astimezone(VILNIUS).date()


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last (Regulation 1182/71, 3)."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def due_on(received: date, *, is_complaint: bool = False) -> date:
    """The last day for our answer.

    Article 12(3): one month from receipt. The policy promises an answer to a
    complaint within 30 days; the earlier of the two binds.
    """
    month = months_later(received, 1)
    if is_complaint:
        return min(month, received + timedelta(days=30))
    return month
