"""Pages are counted, and nobody who looked at them can be told apart."""

from datetime import date, timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from ivelum_site.traffic.counts import MAX_SITES, Counts
from ivelum_site.traffic.request_log import Line
from privacy import visits
from privacy.declaration import facts
from privacy.models import AnswersOfADay, Kind, VisitsOfADay


pytestmark = pytest.mark.django_db
TODAY = date(2026, 9, 2)
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def counts(monkeypatch):
    """Counts of one process, which adds them up when it is told to."""
    monkeypatch.setattr(Counts, 'begin', lambda self: None)
    monkeypatch.setattr(connection, 'close', lambda: None)
    return Counts()


def a_line(**changes):
    said = {
        'time': '2026-09-02T12:00:00.000+00:00',
        'request': '0123456789abcdef',
        'method': 'GET',
        'path': '/about/',
        'status': 200,
        'took': '0.01',
        'browser': 'Firefox',
        'language': 'de',
        'site_before': 'news.example',
        'network': '192.0.2.0/24',
    }
    return Line(**(said | changes))


def seen(day=None, **filters):
    rows = VisitsOfADay.objects.filter(**filters)
    return {(row.kind, row.name): row.count for row in rows}


def test_a_page_is_counted_under_four_names(counts):
    counts.add(a_line(), 0.002)
    counts.add(a_line(site_before=''), 0.002)

    counts.add_up()

    assert seen() == {
        ('page', '/about/'): 2,
        ('browser', 'Firefox'): 2,
        ('language', 'de'): 2,
        ('site', 'news.example'): 1,
    }
    assert VisitsOfADay.objects.first().day == timezone.localdate()


@pytest.mark.parametrize(
    'other',
    [
        {'browser': 'robot'},
        {'method': 'POST'},
        {'method': 'HEAD'},
        {'status': 404, 'path': '<unknown>'},
        {'status': 302},
        {'path': '/robots.txt'},
        {'path': '/desk/'},
        {'path': '/privacy/case/<token>/'},
    ],
)
def test_what_is_no_look_at_a_page_is_no_visit(counts, other):
    counts.add(a_line(**other), 0.002)

    counts.add_up()

    assert not seen()
    assert AnswersOfADay.objects.get().count == 1


def test_the_counts_of_several_processes_meet(counts):
    other = Counts()
    counts.add(a_line(), 0.004)
    other.add(a_line(), 0.006)

    counts.add_up()
    other.add_up()
    other.add_up()

    assert seen()['page', '/about/'] == 2
    answers = AnswersOfADay.objects.get()
    assert (answers.count, answers.milliseconds) == (2, 10)


def test_while_the_database_is_away_the_counts_wait(counts, monkeypatch):
    def away(*args):
        raise OperationalError

    counts.add(a_line(), 0.002)
    with monkeypatch.context() as without_database:
        without_database.setattr(visits, 'add', away)
        counts.add_up()
    counts.add(a_line(), 0.002)

    counts.add_up()

    assert seen()['page', '/about/'] == 2


def test_a_stranger_cannot_fill_the_table_with_sites(counts):
    for number in range(3 * MAX_SITES):
        counts.add(a_line(site_before=f'site{number}.example'), 0.002)

    counts.add_up()

    sites = seen(kind=Kind.SITE_BEFORE)
    assert len(sites) == MAX_SITES + 1
    assert sum(sites.values()) == 3 * MAX_SITES


def test_a_small_group_is_no_group_when_its_day_is_over():
    visits.add(
        YESTERDAY,
        {
            (Kind.LANGUAGE, 'en'): 40,
            (Kind.LANGUAGE, 'de'): 5,
            (Kind.LANGUAGE, 'lt'): 4,
            (Kind.LANGUAGE, 'ka'): 1,
            (Kind.BROWSER, 'Opera'): 4,
        },
        {},
    )

    visits.close_days(TODAY)

    assert seen() == {
        ('language', 'en'): 40,
        ('language', 'de'): 5,
        ('language', 'other'): 5,
    }
    assert not VisitsOfADay.objects.filter(closed=False).exists()


def test_a_day_that_is_closed_twice_stays_as_it_is():
    visits.add(YESTERDAY, {(Kind.LANGUAGE, 'en'): 9}, {})
    visits.add(YESTERDAY, {(Kind.LANGUAGE, 'other'): 3}, {})
    visits.add(YESTERDAY, {(Kind.LANGUAGE, 'lt'): 3}, {})

    visits.close_days(TODAY)
    visits.close_days(TODAY)

    assert seen() == {('language', 'en'): 9, ('language', 'other'): 6}


def test_what_comes_late_joins_the_others_of_its_day():
    visits.add(YESTERDAY, {(Kind.PAGE, '/'): 9, (Kind.PAGE, 'other'): 7}, {})
    visits.close_days(TODAY)

    visits.add(YESTERDAY, {(Kind.PAGE, '/'): 1, (Kind.PAGE, '/about/'): 6}, {})
    visits.close_days(TODAY)

    assert seen() == {
        ('page', '/'): 10,
        ('page', '/about/'): 6,
        ('page', 'other'): 7,
    }


def test_today_stays_open():
    visits.add(TODAY, {(Kind.PAGE, '/'): 1}, {})

    visits.close_days(TODAY)

    assert VisitsOfADay.objects.get().closed is False


def test_old_days_are_forgotten():
    old = TODAY - timedelta(days=facts.VISITS.days + 1)
    answer = visits.Answer('/', 2, '0.01')
    visits.add(old, {(Kind.PAGE, '/'): 9}, {answer: (9, 9)})
    visits.add(YESTERDAY, {(Kind.PAGE, '/'): 9}, {answer: (9, 9)})

    visits.close_days(TODAY)

    assert {row.day for row in VisitsOfADay.objects.all()} == {YESTERDAY}
    assert {row.day for row in AnswersOfADay.objects.all()} == {YESTERDAY}


def test_the_tables_have_room_for_counts_and_for_nobody():
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        columns = {
            name: {
                column.name
                for column in connection.introspection.get_table_description(
                    cursor, name
                )
            }
            for name in tables
            if name.startswith('agg_')
        }

    assert columns == {
        'agg_visits': {'id', 'day', 'kind', 'name', 'count', 'closed'},
        'agg_answers': {
            *('id', 'day', 'path', 'status', 'took', 'count'),
            'milliseconds',
        },
    }
