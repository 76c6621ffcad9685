"""The legal clock: pure functions from the date of receipt.

A date of duty is a day in Vilnius. The red line is `due_on`: what may only
help in a dispute (`legal_day`, `paused`) is shown, and nobody plans with it.
The database computes the same by the functions in migrations/sql/
0001_clock.sql and 0003_clock.sql; a test compares every day of eleven years.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.timezone import localdate, localtime

from privacy.holidays import is_working_day


VILNIUS = ZoneInfo('Europe/Vilnius')


def date_of_duty(moment: datetime) -> date:
    """The day in Vilnius on which something happened."""
    return localdate(moment, VILNIUS)


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


def latest_extension(received: date, *, is_complaint: bool = False) -> date:
    """The last day to which an answer may be put off.

    Article 12(3) gives two further months. Counted from receipt or from the
    first due date they may differ by a day; the earlier binds. The policy
    knows no extension for a complaint.
    """
    due = due_on(received, is_complaint=is_complaint)
    if is_complaint:
        return due
    return min(months_later(received, 3), months_later(due, 2))


def days_left(due: date, today: date, closed_on: date | None = None) -> int:
    """Days in Vilnius until `due`, below zero when it is past.

    With the end of the request the clock stands still.
    """
    return (due - (closed_on or today)).days


def days_later(day: date, days: int) -> date:
    return day + timedelta(days=days)


def legal_day(day: date) -> date:
    """The day, or the next working one (Regulation 1182/71, 3(4))."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def paused(due: date, asked_on: date, answered_on: date) -> date:
    """The due date, had our question about identity stopped the clock."""
    return due + (answered_on - asked_on)


def breach_due_at(aware_at: datetime) -> datetime:
    """Article 33(1): 72 hours from when we knew, true ones.

    In UTC: three days of Vilnius may have 71 hours or 73.
    """
    return localtime(aware_at, UTC) + timedelta(hours=72)
