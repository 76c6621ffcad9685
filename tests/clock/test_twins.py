"""Python and the database count alike, on every day of eleven years."""

from datetime import UTC, date

import pytest
from django.db import connection

from privacy import clock
from privacy.holidays import easter, is_working_day


DAYS = """
    select day::date,
        privacy_due_on(day::date, 'access'),
        privacy_due_on(day::date, 'complaint'),
        privacy_latest_extension(day::date, 'access'),
        privacy_latest_extension(day::date, 'complaint'),
        privacy_is_working_day(day::date),
        privacy_legal_day(day::date)
    from generate_series(
        timestamp '2024-01-01', '2034-12-31', interval '1 day'
    ) as day
"""
# Moments come back without a zone, lest the session's changes their text.
HOURS = """
    select hour,
        privacy_date_of_duty(hour at time zone 'UTC'),
        privacy_breach_due_at(hour at time zone 'UTC') at time zone 'UTC'
    from generate_series(
        timestamp '2024-01-01', '2034-12-31 23:00', interval '1 hour'
    ) as hour
"""
EASTERS = """
    select year, privacy_easter(year) from generate_series(1583, 2999) as year
"""
KINDS = """
    select proname from pg_proc
    where provolatile = 'i' and proisstrict and proparallel = 's'
"""
CLOCK = {
    *('privacy_due_on', 'privacy_latest_extension', 'privacy_easter'),
    *('privacy_is_working_day', 'privacy_legal_day', 'privacy_date_of_duty'),
    'privacy_breach_due_at',
}
ZONES = ['Europe/Vilnius', 'America/Los_Angeles', 'Pacific/Kiritimati']

pytestmark = pytest.mark.django_db


def ask(query, zone='UTC'):
    with connection.cursor() as cursor:
        cursor.execute("select set_config('timezone', %s, true)", [zone])
        cursor.execute(query)
        return cursor.fetchall()


def count(day):
    """The line that the database should give for a day."""
    return (
        day,
        clock.due_on(day),
        clock.due_on(day, is_complaint=True),
        clock.latest_extension(day),
        clock.latest_extension(day, is_complaint=True),
        is_working_day(day),
        clock.legal_day(day),
    )


def test_every_day_of_eleven_years():
    rows = ask(DAYS)

    assert len(rows) == (date(2034, 12, 31) - date(2023, 12, 31)).days
    assert [row for row in rows if row != count(row[0])] == []


def test_every_hour_of_eleven_years():
    rows = [
        (hour.replace(tzinfo=UTC), day, breach_due_at.replace(tzinfo=UTC))
        for hour, day, breach_due_at in ask(HOURS)
    ]

    assert len(rows) == 24 * (date(2034, 12, 31) - date(2023, 12, 31)).days
    assert [
        hour
        for hour, day, breach_due_at in rows
        if day != clock.date_of_duty(hour)
        or breach_due_at != clock.breach_due_at(hour)
    ] == []


def test_every_easter_of_the_gregorian_calendar():
    assert [row for row in ask(EASTERS) if easter(row[0]) != row[1]] == []


def test_no_time_zone_of_a_session_moves_a_date():
    days, hours = ask(DAYS), ask(HOURS)

    for zone in ZONES:
        assert ask(DAYS, zone) == days, zone
        assert ask(HOURS, zone) == hours, zone


def test_the_database_may_compute_them_ahead():
    """Immutable, or no column can be generated; strict, or NULL is a day."""
    assert {name for (name,) in ask(KINDS)} >= CLOCK


@pytest.mark.parametrize('right', ['complaint', 'access', 'erasure', 'child'])
def test_only_a_complaint_has_30_days(right):
    query = f"select privacy_due_on('2026-07-01', '{right}')"

    is_complaint = right == 'complaint'
    due = clock.due_on(date(2026, 7, 1), is_complaint=is_complaint)
    assert ask(query) == [(due,)]
