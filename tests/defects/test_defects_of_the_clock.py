"""The day we name is the day that binds, and one unit is one unit."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.dateformat import format as format_date

from contact.models import ConsentEvent, Enquiry, Subscription
from privacy import tokens
from privacy.cases import emails, handling
from privacy.declaration import facts
from privacy.declaration.elsewhere import ELSEWHERE
from privacy.declaration.facts import Period
from privacy.declaration.registry import declarations
from privacy.models import (
    ClaimedAddress,
    DataSubjectRequest,
    LedgerLine,
)
from privacy.proof import ledger
from privacy.subjects import retention
from tests import make


pytestmark = pytest.mark.django_db

REASON = 'Three mailboxes of former colleagues must be searched.'


def page_of(client, dsr):
    case = f'/privacy/case/{tokens.make("case", dsr.pk)}/'
    text = re.sub(r'<[^>]+>', ' ', client.get(case).content.decode())
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


# --- (k) A due date that knows nothing ----------------------------------------


@pytest.fixture
def extended():
    dsr = make.open_case('objection')
    later = dsr.due_on_later = make.clock.latest_extension(dsr.received_on)
    team = make.colleague(email='team@example.org')
    assert handling.extend(dsr.pk, to=later, reason=REASON, by=team)
    return DataSubjectRequest.objects.get()


def test_the_page_counts_to_the_extended_day(client, extended):
    """(k) fides: the due date is set at the beginning and never moves."""
    page = page_of(client, extended)

    days = (extended.extended_to - timezone.localdate()).days
    assert f'We answer by {words(extended.extended_to)} ({days} days' in page
    assert REASON in page


def test_the_team_reads_the_extended_day(extended, mailoutbox):
    """(k) fides: staff would plan with a day that does not bind any more."""
    emails.tell_team(extended)

    assert words(extended.extended_to) in mailoutbox[-1].body


def test_a_letter_to_her_names_the_extended_day(extended, mailoutbox):
    """(k) fides: nor may a letter promise her an earlier one."""
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
    """(k) fides: the days are those of UTC."""
    at(*moment)

    ask('access')

    dsr = DataSubjectRequest.objects.get()
    assert words(dsr.received_on) == received
    assert words(dsr.due_on) == due


def test_the_days_left_are_counted_in_vilnius(client, at):
    """(k) fides: a day more on the page than the law leaves us."""
    received = datetime(2026, 1, 15, 12, tzinfo=UTC)
    dsr = make.open_case('complaint', now=received)

    at(2026, 2, 11, 21, 30)
    assert '(3 days left)' in page_of(client, dsr)
    at(2026, 2, 11, 22, 30)
    assert '(2 days left)' in page_of(client, dsr)


@pytest.mark.parametrize('state', ['answered', 'withdrawn'])
def test_nobody_counts_after_the_end(client, state):
    """(k) fides: days go on to be counted on requests that are closed."""
    closed = make.dsr(state=state)

    assert 'days left' in page_of(client, make.open_case('complaint'))
    assert 'left)' not in page_of(client, closed)


def test_a_page_of_an_overdue_case_promises_no_time(client):
    """(k) fides: nor does it show that minus three days are left."""
    received = timezone.now() - timedelta(days=40)
    dsr = make.open_case('complaint', now=received)

    assert 'left)' not in page_of(client, dsr)


# --- (l) Minutes that were meant as hours -------------------------------------

IN_DAYS = {'day': 1, 'days': 1, 'month': 30, 'months': 30}
IN_DAYS |= {'year': 365, 'years': 365}


def days_in(text):
    """What a reader understands, in days."""
    number, unit = text.split()
    return int(number) * IN_DAYS[unit]


def periods():
    return [each for each in vars(facts).values() if isinstance(each, Period)]


@pytest.mark.parametrize('days', range(1, 4_000, 1))
def test_the_words_say_as_many_days_as_the_number(days):
    """(l) opengento: 3600 minutes were shipped where an hour was promised."""
    assert days_in(str(Period('', days, ''))) == days


def test_every_period_is_a_whole_number_of_days():
    """(l) opengento: one unit for all; a timedelta would be another."""
    for period in periods():
        assert type(period.days) is int
        assert 0 < period.days <= 3_650


def test_the_policy_says_each_period_as_the_sweep_knows_it(client):
    """(l) opengento: the page and the program have a number each."""
    page = re.sub(r'\s+', ' ', client.get('/privacy/').content.decode())

    said = [(k.period.what, k.period) for _, d in declarations() for k in d.keep]
    for what, period in said:
        assert f'{what}, {days_in(str(period)) and period}' in page
    for held in ELSEWHERE:
        assert f'{held.where}, {held.period}' in page


SECOND = timedelta(seconds=1)
NOW = timezone.now()
UNPROVEN = {'now': NOW, 'opened_at': None, 'closed_at': None}


def unproven():
    dsr = make.dsr(state='received', **UNPROVEN)
    dsr.addresses.update(proven_at=None)
    return dsr


def stopped():
    return make.subscription(confirmed_at=NOW, stopped_at=NOW)


def is_there(row):
    """Neither deleted nor emptied."""
    row = type(row).objects.filter(pk=row.pk).first()
    return bool(row and getattr(row, 'email', 'has none'))


@pytest.mark.parametrize(
    ('label', 'rule', 'row'),
    [
        ('contact.Enquiry', 0, lambda: make.enquiry(received_at=NOW)),
        (
            'contact.Subscription',
            0,
            lambda: make.subscription(asked_at=NOW, confirmed_at=None),
        ),
        ('contact.Subscription', 1, stopped),
        (
            'contact.Subscription',
            2,
            lambda: make.subscription(asked_at=NOW, confirmed_at=NOW),
        ),
        ('privacy.DataSubjectRequest', 0, unproven),
        ('privacy.DataSubjectRequest', 1, lambda: make.dsr(now=NOW)),
        ('privacy.ClaimedAddress', 0, lambda: unproven().addresses.get()),
        ('privacy.CaseMessage', 0, lambda: make.message(at=NOW)),
        ('privacy.Correction', 0, lambda: make.correction(proposed_at=NOW)),
    ],
)
def test_a_row_lives_as_long_as_the_policy_says(label, rule, row):
    """(l) opengento: sixty hours, or one; here to the second."""
    made = row()
    said = str(type(made).personal_data.keep[rule].period)
    end = NOW + timedelta(days=days_in(said))

    retention.sweep(end - SECOND)
    assert is_there(made)

    retention.sweep(end + SECOND)
    assert not is_there(made)


def test_the_ledger_is_kept_as_long_as_the_policy_of_backups_says():
    """(l) opengento: longer than a backup, and not for ever."""
    assert facts.LEDGER.days > facts.BACKUPS.days
    ledger.record('erased', [make.ADA], 'BCDF-GHJK')
    ledger.record('erased', [make.STRANGER], 'BCDF-GHJK')
    first, last = LedgerLine.objects.all()
    end = first.at + timedelta(days=days_in(str(facts.LEDGER)))

    ledger.keep_in_step(end - SECOND)
    assert LedgerLine.objects.count() == 2
    ledger.keep_in_step(max(end, last.at) + timedelta(days=1))
    assert LedgerLine.objects.get() == last


def test_a_link_works_as_long_as_its_letter_says(ask, mailoutbox):
    """(l) opengento: hours in the letter, seconds in the program."""
    from privacy.cases.proving import LINK_GOOD_FOR

    ask('access')

    hours = re.search(r'within (\d+) hours', mailoutbox[-1].body)[1]
    assert timedelta(hours=int(hours)) == LINK_GOOD_FOR
