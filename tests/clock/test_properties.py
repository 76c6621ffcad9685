"""What holds for every date, whatever the calendar says."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis.strategies import booleans, dates, integers

from privacy import clock
from privacy.holidays import easter, is_working_day


DAYS = dates(date(1990, 1, 1), date(2199, 12, 31))


@given(DAYS)
def test_an_answer_is_due_in_28_to_31_days(received):
    days = (clock.due_on(received) - received).days

    assert 28 <= days <= 31


@given(DAYS)
def test_a_complaint_is_never_due_later_than_promised(received):
    due = clock.due_on(received, is_complaint=True)

    assert due <= received + timedelta(days=30)
    assert due <= clock.due_on(received)


@given(DAYS)
def test_an_extension_breaks_neither_limit(received):
    extended = clock.latest_extension(received)

    assert extended <= clock.months_later(received, 3)
    assert extended <= clock.months_later(clock.due_on(received), 2)
    assert extended > clock.due_on(received)


@given(DAYS, DAYS, booleans())
def test_who_comes_later_is_never_due_earlier(one, other, is_complaint):
    first, second = sorted((one, other))

    for rule in (clock.due_on, clock.latest_extension):
        assert rule(first, is_complaint=is_complaint) <= rule(
            second, is_complaint=is_complaint
        )


@given(DAYS)
def test_the_legal_day_is_the_next_working_one(due):
    legal = clock.legal_day(due)

    between = [due + timedelta(days=n) for n in range((legal - due).days)]
    assert is_working_day(legal)
    assert len(between) <= 5
    assert not any(map(is_working_day, between))


@given(DAYS, integers(0, 400))
def test_a_month_later_is_in_that_month(day, months):
    later = clock.months_later(day, months)

    passed = (later.year - day.year) * 12 + later.month - day.month
    assert passed == months
    assert later.day <= day.day
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


def test_easter_is_where_the_almanac_has_it():
    almanac = {
        (1818, 3, 22),  # the earliest that there is
        (1954, 4, 18),  # the exceptions of Gauss' shorter rule
        (1981, 4, 19),
        (2024, 3, 31),
        (2025, 4, 20),
        (2026, 4, 5),
        (2027, 3, 28),
        (2028, 4, 16),
        (2038, 4, 25),  # the latest
    }

    assert {easter(year) for year, _, _ in almanac} == {
        date(*day) for day in almanac
    }
