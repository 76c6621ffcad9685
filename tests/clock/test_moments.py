"""A moment becomes a day in Vilnius, also in the nights of two hours' names."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from privacy import clock


MOMENTS = [
    ('2026-03-31T22:30Z', '2026-04-01'),  # data-model 4.5
    ('2026-01-15T21:59Z', '2026-01-15'),
    ('2026-01-15T22:00Z', '2026-01-16'),
    ('2026-07-15T20:59Z', '2026-07-15'),
    ('2026-07-15T21:00Z', '2026-07-16'),
    # The night into summer time: 29 March 2026, 01:00 UTC.
    ('2026-03-28T21:59Z', '2026-03-28'),
    ('2026-03-28T22:00Z', '2026-03-29'),
    ('2026-03-29T00:59Z', '2026-03-29'),
    ('2026-03-29T01:00Z', '2026-03-29'),
    ('2026-03-29T20:59Z', '2026-03-29'),
    ('2026-03-29T21:00Z', '2026-03-30'),
    # The night into winter time: 25 October 2026, 01:00 UTC.
    ('2026-10-24T20:59Z', '2026-10-24'),
    ('2026-10-24T21:00Z', '2026-10-25'),
    ('2026-10-25T00:30Z', '2026-10-25'),
    ('2026-10-25T01:30Z', '2026-10-25'),
    ('2026-10-25T21:59Z', '2026-10-25'),
    ('2026-10-25T22:00Z', '2026-10-26'),
    ('2026-12-24T22:00Z', '2026-12-25'),
    ('2026-12-31T22:00Z', '2027-01-01'),
    ('2028-02-28T22:30Z', '2028-02-29'),
    ('2028-02-29T22:00Z', '2028-03-01'),
    ('2026-03-31T15:30-07:00', '2026-04-01'),
    ('2026-04-01T12:30+14:00', '2026-04-01'),
]


@pytest.mark.parametrize(('moment', 'day'), MOMENTS)
def test_a_moment_has_its_day_in_vilnius(moment, day):
    moment = datetime.fromisoformat(moment)

    assert clock.date_of_duty(moment) == date.fromisoformat(day)


def test_a_moment_without_a_time_zone_has_no_day():
    naive = datetime(2026, 3, 31, 22, 30)  # noqa: DTZ001

    with pytest.raises(ValueError, match='naive'):
        clock.date_of_duty(naive)
    with pytest.raises(ValueError, match='naive'):
        clock.breach_due_at(naive)


@pytest.mark.parametrize(
    ('aware_at', 'in_vilnius'),
    [
        ((2026, 1, 12, 9), '2026-01-15T09:00+02:00'),
        ((2026, 3, 27, 9), '2026-03-30T10:00+03:00'),  # one hour was skipped
        ((2026, 10, 23, 9), '2026-10-26T08:00+02:00'),  # one hour came twice
        ((2026, 12, 30, 9), '2027-01-02T09:00+02:00'),
    ],
)
def test_a_breach_is_told_within_72_true_hours(aware_at, in_vilnius):
    aware_at = datetime(*aware_at, tzinfo=clock.VILNIUS)

    due = clock.breach_due_at(aware_at)

    assert due == datetime.fromisoformat(in_vilnius)
    assert due - aware_at.astimezone(UTC) == timedelta(hours=72)
    assert due.tzinfo == UTC


def test_where_the_clock_is_read_changes_nothing():
    aware_at = datetime(2026, 3, 27, 7, tzinfo=UTC)
    elsewhere = aware_at.astimezone(ZoneInfo('America/Los_Angeles'))

    assert clock.breach_due_at(elsewhere) == clock.breach_due_at(aware_at)
