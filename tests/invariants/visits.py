"""Counts for each day: privacy/models/visits.py."""

from datetime import date

from privacy.models import AnswersOfADay, VisitsOfADay
from tests.invariants.forbidden import constraint, forbidden


DAY = date(2026, 9, 2)


def a_group(**changes):
    given = {'day': DAY, 'kind': 'language', 'name': 'lt', 'count': 7}
    return VisitsOfADay.objects.create(**(given | changes))


@forbidden(constraint(VisitsOfADay, 'no_small_group_in_a_closed_day'))
def a_group_of_four_in_a_day_that_is_over():
    a_group(count=4)
    yield
    VisitsOfADay.objects.update(closed=True)


@forbidden(constraint(VisitsOfADay, 'one_count_a_day'))
def the_same_group_twice():
    a_group()
    yield
    a_group()


@forbidden(constraint(AnswersOfADay, 'one_sum_a_day'))
def the_same_answers_twice():
    given = {'day': DAY, 'path': '/', 'status': 2, 'took': '1'}
    counts = {'count': 1, 'milliseconds': 3}
    AnswersOfADay.objects.create(**given, **counts)
    yield
    AnswersOfADay.objects.create(**given, **counts)
