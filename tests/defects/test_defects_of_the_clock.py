"""(k) The day we name is the day that binds.

In fides a due date is set once and never moves, is counted in days of UTC,
and goes on counting when the request is closed.
"""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.dateformat import format as format_date

from privacy import clock
from privacy.cases import emails, handling
from privacy.models import DataSubjectRequest
from tests import make
from tests.defects.doors import way_to


pytestmark = pytest.mark.django_db

REASON = 'Three mailboxes of former colleagues must be searched.'


def page_of(client, dsr):
    page = client.get(way_to('case', dsr)).content.decode()
    text = re.sub(r'<[^>]+>', ' ', page)
    return ' '.join(text.split())


def words(day):
    return format_date(day, 'j F Y')


@pytest.fixture
def at(monkeypatch):
    """Call it to let a moment be now."""

    def stop_the_clock(*moment):
        now = datetime(*moment, tzinfo=UTC)
        monkeypatch.setattr(timezone, 'now', lambda: now)

    return stop_the_clock


@pytest.fixture
def extended():
    dsr = make.open_case('objection')
    later = clock.latest_extension(dsr.received_on)
    team = make.member()
    assert handling.extend(dsr.pk, to=later, reason=REASON, by=team)
    return DataSubjectRequest.objects.get()


def test_the_page_counts_to_the_extended_day(client, extended):
    page = page_of(client, extended)

    days = (extended.extended_to - timezone.localdate()).days
    assert f'We answer by {words(extended.extended_to)} ({days} days' in page
    assert REASON in page


def test_the_team_is_told_the_extended_day(extended, mailoutbox):
    emails.tell_team(extended)

    assert words(extended.extended_to) in mailoutbox[-1].body


def test_a_letter_to_her_names_the_extended_day(extended, mailoutbox):
    emails.acknowledge(extended)

    assert words(extended.extended_to) in mailoutbox[-1].body


@pytest.mark.parametrize(
    ('moment', 'received', 'due'),
    [
        # In UTC still the 14th; in Vilnius the next day has begun.
        ((2026, 1, 14, 22, 30), '15 January 2026', '15 February 2026'),
        ((2026, 7, 14, 21, 30), '15 July 2026', '15 August 2026'),
        ((2026, 7, 14, 20, 30), '14 July 2026', '14 August 2026'),
        ((2026, 1, 30, 22, 30), '31 January 2026', '28 February 2026'),
    ],
)
def test_a_day_begins_in_vilnius(client, ask, at, moment, received, due):
    at(*moment)

    ask('access')

    dsr = DataSubjectRequest.objects.get()
    assert words(dsr.received_on) == received
    assert words(dsr.due_on) == due


def test_the_days_left_are_counted_in_vilnius(client, at):
    received = datetime(2026, 1, 15, 12, tzinfo=UTC)
    dsr = make.open_case('complaint', now=received)

    at(2026, 2, 11, 21, 30)
    assert '(3 days left)' in page_of(client, dsr)
    at(2026, 2, 11, 22, 30)
    assert '(2 days left)' in page_of(client, dsr)


@pytest.mark.parametrize('state', ['answered', 'withdrawn'])
def test_nobody_counts_after_the_end(client, state):
    closed = make.dsr(state=state)

    assert 'days left' in page_of(client, make.open_case('complaint'))
    assert 'left)' not in page_of(client, closed)


def test_a_page_of_an_overdue_case_promises_no_time(client):
    received = timezone.now() - timedelta(days=40)
    dsr = make.open_case('complaint', now=received)

    assert 'left)' not in page_of(client, dsr)
