"""Not as fides: extension counted, days of Vilnius, still after the end.

rivals.md, defect (k).
"""

from datetime import UTC, date, datetime

from privacy import clock


DUE = date(2026, 4, 30)


def test_the_last_day_is_ours_and_the_next_is_late():
    days = [date(2026, 4, 29), DUE, date(2026, 5, 1)]

    assert [clock.days_left(DUE, today) for today in days] == [1, 0, -1]


def test_days_are_counted_in_vilnius_and_not_in_utc():
    evening_in_utc = datetime(2026, 4, 30, 21, 30, tzinfo=UTC)

    today = clock.date_of_duty(evening_in_utc)

    assert clock.days_left(DUE, today) == -1


def test_a_night_of_23_hours_is_a_day():
    before, after = date(2026, 3, 28), date(2026, 3, 30)

    assert clock.days_left(after, before) == 2


def test_after_the_end_the_clock_stands_still():
    closed_on = date(2026, 4, 20)

    left = {
        clock.days_left(DUE, today, closed_on)
        for today in (closed_on, DUE, date(2026, 6, 1), date(2030, 1, 1))
    }

    assert left == {10}


def test_an_extension_is_counted():
    received, today = date(2026, 3, 31), date(2026, 5, 1)

    extended = clock.latest_extension(received)

    assert clock.days_left(extended, today) == 60
