"""The dates of duty, one line for each, as a lawyer would count them."""

from datetime import date

import pytest

from privacy import clock


def day(text):
    return date.fromisoformat(text)


# Received, one month, for a complaint, longest extension, first working day.
TABLE = """
2024-01-29  2024-02-29  2024-02-28  2024-04-29  2024-02-29  leap year
2024-01-30  2024-02-29  2024-02-29  2024-04-29  2024-02-29
2024-01-31  2024-02-29  2024-02-29  2024-04-29  2024-02-29
2024-02-29  2024-03-29  2024-03-29  2024-05-29  2024-03-29  29 February
2024-03-01  2024-04-01  2024-03-31  2024-06-01  2024-04-02  Easter Monday
2025-01-31  2025-02-28  2025-02-28  2025-04-28  2025-02-28
2025-02-16  2025-03-16  2025-03-16  2025-05-16  2025-03-17  to a Sunday
2025-03-21  2025-04-21  2025-04-20  2025-06-21  2025-04-22  Easter Monday
2025-04-01  2025-05-01  2025-05-01  2025-07-01  2025-05-02  1 May
2025-10-01  2025-11-01  2025-10-31  2026-01-01  2025-11-03  three days off
2025-10-02  2025-11-02  2025-11-01  2026-01-02  2025-11-03
2026-01-16  2026-02-16  2026-02-15  2026-04-16  2026-02-17  16 February
2026-01-28  2026-02-28  2026-02-27  2026-04-28  2026-03-02  data-model 4.5
2026-01-29  2026-02-28  2026-02-28  2026-04-28  2026-03-02  data-model 4.5
2026-01-30  2026-02-28  2026-02-28  2026-04-28  2026-03-02  data-model 4.5
2026-01-31  2026-02-28  2026-02-28  2026-04-28  2026-03-02  data-model 4.5
2026-02-01  2026-03-01  2026-03-01  2026-05-01  2026-03-02
2026-02-11  2026-03-11  2026-03-11  2026-05-11  2026-03-12  11 March
2026-02-28  2026-03-28  2026-03-28  2026-05-28  2026-03-30  summer time
2026-03-05  2026-04-05  2026-04-04  2026-06-05  2026-04-07  Easter Sunday
2026-03-06  2026-04-06  2026-04-05  2026-06-06  2026-04-07  Easter Monday
2026-03-29  2026-04-29  2026-04-28  2026-06-29  2026-04-29  summer time
2026-03-31  2026-04-30  2026-04-30  2026-06-30  2026-04-30  data-model 4.5
2026-04-03  2026-05-03  2026-05-03  2026-07-03  2026-05-04  Mother's Day
2026-05-07  2026-06-07  2026-06-06  2026-08-07  2026-06-08  Father's Day
2026-05-24  2026-06-24  2026-06-23  2026-08-24  2026-06-25  24 June
2026-06-06  2026-07-06  2026-07-06  2026-09-06  2026-07-07  6 July
2026-07-01  2026-08-01  2026-07-31  2026-10-01  2026-08-03  promise 76
2026-07-15  2026-08-15  2026-08-14  2026-10-15  2026-08-17  15 August
2026-08-31  2026-09-30  2026-09-30  2026-11-30  2026-09-30  data-model 4.5
2026-09-25  2026-10-25  2026-10-25  2026-12-25  2026-10-26  winter time
2026-10-25  2026-11-25  2026-11-24  2027-01-25  2026-11-25  winter time
2026-11-24  2026-12-24  2026-12-24  2027-02-24  2026-12-28  Christmas Eve
2026-11-25  2026-12-25  2026-12-25  2027-02-25  2026-12-28  Christmas
2026-11-26  2026-12-26  2026-12-26  2027-02-26  2026-12-28
2026-11-30  2026-12-30  2026-12-30  2027-02-28  2026-12-30  data-model 4.5
2026-12-01  2027-01-01  2026-12-31  2027-03-01  2027-01-04  New Year
2026-12-31  2027-01-31  2027-01-30  2027-03-31  2027-02-01  data-model 4.5
2027-01-31  2027-02-28  2027-02-28  2027-04-28  2027-03-01
2027-02-28  2027-03-28  2027-03-28  2027-05-28  2027-03-30  Easter Sunday
2027-10-31  2027-11-30  2027-11-30  2028-01-30  2027-11-30
2027-11-30  2027-12-30  2027-12-30  2028-02-29  2027-12-30  data-model 4.5
2028-01-29  2028-02-29  2028-02-28  2028-04-29  2028-02-29
2028-01-31  2028-02-29  2028-02-29  2028-04-29  2028-02-29  data-model 4.5
2028-02-29  2028-03-29  2028-03-29  2028-05-29  2028-03-29  29 February
2030-11-24  2030-12-24  2030-12-24  2031-02-24  2030-12-27  Christmas Eve
2031-11-24  2031-12-24  2031-12-24  2032-02-24  2031-12-29  five days off
"""
ROWS = [line.split()[:5] for line in TABLE.strip().splitlines()]


def test_the_table_is_as_long_as_promised():
    assert len(ROWS) >= 40


@pytest.mark.parametrize(
    ('received', 'due', 'complaint', 'extension', 'legal'), ROWS
)
def test_received_then_due(received, due, complaint, extension, legal):
    received = day(received)

    assert clock.due_on(received) == day(due)
    assert clock.due_on(received, is_complaint=True) == day(complaint)
    assert clock.latest_extension(received) == day(extension)
    assert clock.legal_day(day(due)) == day(legal)


def test_a_complaint_cannot_be_put_off():
    received = date(2026, 7, 1)

    latest = clock.latest_extension(received, is_complaint=True)

    assert latest == clock.due_on(received, is_complaint=True)


def test_a_question_about_identity_would_have_stopped_the_clock():
    due, asked = date(2026, 2, 28), date(2026, 2, 2)

    assert clock.paused(due, asked, date(2026, 2, 9)) == date(2026, 3, 7)
    assert clock.paused(due, asked, asked) == due


# What the law names for 2026 (Labour Code, 123), Sundays as well.
HOLIDAYS = [
    *('01-01', '02-16', '03-11', '04-05', '04-06', '05-01', '05-03'),
    *('06-07', '06-24', '07-06', '08-15', '11-01', '11-02'),
    *('12-24', '12-25', '12-26'),
]


@pytest.mark.parametrize('holiday', HOLIDAYS)
def test_nobody_works_on_a_holiday(holiday):
    assert clock.legal_day(day(f'2026-{holiday}')) > day(f'2026-{holiday}')
