"""The first page of the desk, and the figures."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from privacy import clock, visits
from privacy.cases import refusing
from privacy.desk import figures, overview
from privacy.desk import visits as desk_visits
from privacy.models import (
    ClaimedAddress,
    Disclosure,
    Kind,
    LegalHold,
    Role,
    StaffMember,
)
from tests import make
from tests.desk.test_queue import a_reader, days_ago


DESK, FIGURES = '/admin/', '/admin/figures/'


@pytest.fixture
def second(team):
    return team[1]


# --- What needs you -----------------------------------------------------------


def test_the_ten_most_urgent_come_first(desk):
    for number in range(12):
        days_ago(number)

    seen = desk.get(DESK)

    urgent = [line.dsr.answer_by for line in seen.context['urgent']]
    assert len(urgent) == 10
    assert urgent == sorted(urgent)
    assert 'All 12 that are at work' in seen.text


def test_an_idle_desk_says_so(desk):
    seen = desk.get(DESK).text

    assert 'Nobody waits for an answer of ours.' in seen
    assert 'second person' not in seen


def test_a_refusal_waits_for_everybody_but_who_proposed_it(team):
    first, second = team
    dsr = days_ago(1)
    refusing.propose(
        dsr.pk,
        by=first,
        ground='JustificationA12ManifestlyExcessive',
        reason=make.REASON,
    )

    assert not list(overview.to_agree(first))
    assert [item.about for item in overview.to_agree(second)] == [dsr]


def test_somebody_vouched_for_waits_for_another(team):
    first, second = team
    dsr = days_ago(1)
    vouched(dsr, by=first)

    assert not list(overview.to_agree(first))
    assert [item.about for item in overview.to_agree(second)] == [dsr]


def test_nobody_is_asked_to_agree_about_themselves(team):
    first, second = team
    vouched(days_ago(1, email=second.email), by=first)

    assert not list(overview.to_agree(second))


def vouched(dsr, by):
    ClaimedAddress.objects.filter(request=dsr).update(
        proven_at=None, vouched_by=by, vouched_how=make.REASON
    )


def test_a_hold_waits_for_another(team):
    first, second = team
    hold = make.hold(approved_by=None)

    assert hold.set_by == first
    assert not list(overview.to_agree(first))
    assert [item.about for item in overview.to_agree(second)] == [hold]


def test_a_disclosure_waits_for_another(team):
    first, second = team
    asked = undecided()

    assert not list(overview.to_agree(first))
    assert [item.about for item in overview.to_agree(second)] == [asked]


def undecided(**changes):
    given = {'approved_by': None, 'disclosed_on': None, 'notified_on': None}
    return make.disclosure(**(given | changes))


def test_who_may_not_agree_is_not_asked_to(team):
    make.hold(approved_by=None)
    undecided()
    StaffMember.objects.filter(email=make.SECOND).update(role=Role.HANDLER)

    handler = StaffMember.objects.get(email=make.SECOND)

    assert not list(overview.to_agree(handler))


def test_what_has_a_day_is_shown_until_it_is_done(db):
    hold = make.hold()
    breach = make.breach()
    silent = make.disclosure(
        email=None,
        notified_on=None,
        not_notified_because='prohibited_by_order',
        recheck_on='2026-02-01',
    )

    assert [i.about for i in overview.dated()] == [breach, hold, silent]

    LegalHold.objects.update(ended_on=timezone.localdate())
    Disclosure.objects.update(notified_on=timezone.localdate())
    breach.authority_told_at = timezone.now()
    breach.delay_reason = make.REASON
    breach.save()
    assert not list(overview.dated())


def test_the_first_page_leads_to_all_that_waits(desk, second):
    waiting = [
        make.hold(email=make.SECOND, approved_by=None),
        undecided(assessed_by=second),
        make.breach(),
    ]

    seen = desk.get(DESK).text

    for row in waiting:
        page = f'/admin/privacy/{row._meta.model_name}/{row.pk}/change/'
        assert f'href="{page}"' in seen
        assert desk.get(page).status_code == 200


def test_the_first_page_asks_as_often_for_many_as_for_none(desk, second):
    desk.get(DESK)
    with CaptureQueriesContext(connection) as none:
        desk.get(DESK)
    for number in range(12):
        days_ago(number)
        make.hold(email=make.SECOND, approved_by=None)
        make.breach()

    with CaptureQueriesContext(connection) as many:
        desk.get(DESK)

    assert len(none) <= len(many) <= len(none) + 1 <= 17


def test_a_reader_is_shown_what_waits_and_no_person(client, db):
    client.force_login(a_reader())
    days_ago(1)
    make.hold(email=make.SECOND, approved_by=None)

    seen = client.get(DESK)

    assert not seen.context['to_agree']
    assert make.ADA not in seen.text


# --- Figures ------------------------------------------------------------------


def test_an_empty_desk_has_figures(desk):
    seen = desk.get(FIGURES)

    assert seen.status_code == 200
    assert 'None was kept.' in seen.text


def test_what_is_open_is_counted_by_right_and_by_days(desk):
    days_ago(1, 'erasure')
    days_ago(2, 'erasure')
    days_ago(40, 'access')
    make.dsr()

    context = desk.get(FIGURES).context

    by_right = {bar.name: bar.number for bar in context['by_right']}
    by_days = {bar.name: bar.number for bar in context['by_days']}
    assert context['open'] == 3
    assert (by_right['Deletion'], by_right['Access']) == (2, 1)
    assert by_days['Overdue'] == context['overdue_now'] == 1
    assert sum(by_days.values()) == 3


@pytest.mark.parametrize('left', [*range(-40, 70)])
def test_each_day_is_in_one_step_of_the_histogram(left):
    counted = dict(figures.histogram([(left, 1)]))

    assert sum(counted.values()) == 1
    assert counted['Overdue'] == (left < 0)


def answered(took, ended=0, state='answered', **changes):
    """A request that was closed so many days ago, after so many days."""
    closed = timezone.now() - timedelta(days=ended)
    received = closed - timedelta(days=took)
    return make.dsr(now=received, closed_at=closed, state=state, **changes)


def test_half_are_answered_within_the_median(db):
    for days in (2, 3, 4, 5, 40):
        answered(days)
    answered(3, state='withdrawn')

    speed = figures.speed(timezone.localdate())

    assert speed['answered'] == 5
    assert speed['half_within'] == '4.0 days'
    assert speed['answered_late'] == 1


def test_what_was_answered_long_ago_does_not_count_for_the_median(db):
    answered(20, ended=400)
    answered(2)

    assert figures.speed(timezone.localdate())['half_within'] == '2.0 days'


def test_an_answer_on_the_last_evening_is_in_time(db):
    due = clock.due_on(date(2026, 3, 2))
    evening = datetime.combine(due, time(23, 59), clock.VILNIUS)
    asked = datetime(2026, 3, 2, 12, tzinfo=clock.VILNIUS)

    make.dsr(now=asked, closed_at=evening)
    in_time = figures.speed(timezone.localdate())['answered_late']
    make.dsr(now=asked, closed_at=evening + timedelta(minutes=2))
    late = figures.speed(timezone.localdate())['answered_late']

    assert (in_time, late) == (0, 1)


def test_each_month_says_how_requests_ended(db):
    answered(2)
    answered(2, state='withdrawn')
    answered(2, state='withdrawn')
    answered(2, ended=400)

    *before, now = figures.months(timezone.localdate())

    assert len(before) == 11
    assert [*now.numbers] == [1, 0, 2, 0]
    assert not sum(month.total for month in before)
    assert sum(part.percent for part in now.segments) == pytest.approx(100, 1)


def test_what_was_deleted_and_what_was_kept_is_counted(db):
    lines = make.dsr().erasure_lines
    lines.create(kind='contact.Enquiry', action='delete', planned=3, erased=3)
    lines.create(
        kind='privacy.StaffMember',
        action='keep',
        planned=0,
        kept=2,
        ground='Article 17(3)(b)',
    )

    told = figures.erasures()

    assert told['erased'] == 3
    assert [(b.name, b.number) for b in told['kept']] == [
        ('Article 17(3)(b)', 2)
    ]


def test_holds_are_counted_by_what_they_need(db):
    make.hold()
    make.hold(ended_on=date(2026, 6, 1))
    make.hold(approved_by=None)

    told = figures.holds(date(2026, 9, 1))

    assert told['holds'] == {'in_force': 1, 'to_review': 1}
    assert told['holds_waiting'] == 1


def test_visits_are_shown_for_days_that_are_over(desk):
    today = timezone.localdate()
    yesterday = today - timedelta(days=1)
    for day, number in ((yesterday, 40), (today, 900)):
        page, site = (Kind.PAGE, '/about/'), (Kind.SITE_BEFORE, 'news.example')
        visits.add(day, {page: number, site: 4}, {})
    visits.close_days(today)

    seen = desk.get(FIGURES).text

    assert '40 pages looked at' in seen
    assert '/about/' in seen
    assert '900' not in seen
    assert 'news.example' not in seen


def test_without_visits_the_figures_say_so(desk):
    assert 'No day with visits is closed yet.' in desk.get(FIGURES).text


def test_the_tallest_day_fills_the_chart(db):
    today = date(2026, 9, 29)
    for ago, number in ((1, 40), (2, 10)):
        day = today - timedelta(days=ago)
        visits.add(day, {(Kind.PAGE, '/'): number}, {})
    visits.close_days(today)

    days = desk_visits.lately(today)['visit_days']

    assert len(days) == 28
    assert [day.number for day in days[-3:]] == [0, 10, 40]
    assert [day.height for day in days[-3:]] == [0, 25, 100]


def test_the_figures_are_few_questions(desk):
    days_ago(1)
    answered(2)
    desk.get(FIGURES)

    with CaptureQueriesContext(connection) as asked:
        desk.get(FIGURES)

    assert len(asked) <= 15


def test_the_figures_are_for_readers_too(client, db):
    client.force_login(a_reader())

    assert client.get(FIGURES).status_code == 200


def test_strangers_see_no_figures(client, db):
    assert client.get(FIGURES).status_code == 302
    assert client.get(DESK).status_code == 302
