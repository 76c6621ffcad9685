"""The team hears in time what is due, and monitoring what is overdue."""

from datetime import datetime, time, timedelta

import pytest
from django.db import connection, connections
from django.urls import reverse
from django.utils import timezone

from privacy import clock, tasks
from privacy.cases import reminders
from privacy.models import (
    Action,
    AuditEvent,
    LegalHold,
    Right,
    State,
)
from tests import make


pytestmark = pytest.mark.django_db

DUE, OVERDUE = 'What is due at the desk', 'A request is overdue'
A_REASON = 'There are many things to look through.'


def on(day, hour=9):
    return datetime.combine(day, time(hour), clock.VILNIUS)


def today():
    return clock.date_of_duty(timezone.now())


def before(dsr, days):
    """The morning on which so many days are left."""
    return on(clock.days_later(dsr.answer_by, -days))


def a_case(**changes):
    """Received today, so that three or four weeks are left."""
    made = make.open_case(Right.OBJECTION, **changes)
    made.refresh_from_db()
    return made


def subjects(mailbox):
    return [message.subject for message in mailbox]


# --- Requests -----------------------------------------------------------------


def test_each_mark_is_told_once(mailoutbox):
    dsr = a_case()

    for days in range(20, -10, -1):
        reminders.remind(before(dsr, days))
        reminders.remind(before(dsr, days) + timedelta(hours=6))

    assert subjects(mailoutbox) == [*[DUE] * 4, OVERDUE]
    words = ('10 days left', '5 days left', '2 days left', 'due today')
    for word, letter in zip(words, mailoutbox, strict=False):
        assert f'{dsr.reference}, objection: {word}' in letter.body


def test_a_mark_that_was_missed_is_skipped(mailoutbox):
    dsr = a_case()

    reminders.remind(before(dsr, 4))
    reminders.remind(before(dsr, 3))

    assert subjects(mailoutbox) == [DUE]
    assert '4 days left' in mailoutbox[0].body


def test_an_alarm_comes_even_if_nobody_was_reminded(mailoutbox):
    dsr = a_case()

    reminders.remind(before(dsr, -3))

    assert subjects(mailoutbox) == [OVERDUE]


def test_with_more_time_it_begins_again(mailoutbox):
    dsr = a_case()
    reminders.remind(before(dsr, 2))
    dsr.step(
        State.EXTENDED,
        extended_to=clock.latest_extension(dsr.received_on),
        extension_reason=A_REASON,
        extension_told_on=dsr.received_on,
    )
    dsr.refresh_from_db()

    reminders.remind(before(dsr, 10))

    assert subjects(mailoutbox) == [DUE, DUE]


def test_all_of_an_hour_are_in_one_letter(mailoutbox, settings):
    first, second = a_case(), a_case(email=make.STRANGER)

    reminders.remind(before(first, 5))

    (letter,) = mailoutbox
    assert letter.to == [settings.TEAM_EMAIL]
    assert first.reference in letter.body
    assert second.reference in letter.body
    assert reverse('admin:index') in letter.body
    assert make.ADA not in letter.body


@pytest.mark.parametrize('state', [State.ANSWERED, State.RECEIVED])
def test_what_does_not_wait_for_us_is_not_told(mailoutbox, state):
    ended = {} if state == State.ANSWERED else {'closed_at': None}
    dsr = make.dsr(state=state, **ended)
    dsr.refresh_from_db()

    reminders.remind(before(dsr, -1))

    assert not mailoutbox


def test_a_reminder_is_in_the_audit_and_not_on_the_persons_page():
    dsr = a_case()

    reminders.remind(before(dsr, 5))

    event = dsr.events.get(action=Action.REMINDED)
    assert (event.actor, event.count) == ('system', 5)
    assert event not in dsr.events.told()


def test_a_mail_that_fails_is_tried_again(mailoutbox, monkeypatch):
    dsr = a_case()
    send = reminders.emails.tell_team_what_is_due

    def fails(*args):
        raise OSError('no post today')

    monkeypatch.setattr(reminders.emails, 'tell_team_what_is_due', fails)
    with pytest.raises(OSError, match='no post'):
        reminders.remind(before(dsr, 5))
    monkeypatch.setattr(reminders.emails, 'tell_team_what_is_due', send)
    reminders.remind(before(dsr, 5))

    assert subjects(mailoutbox) == [DUE]


def test_what_one_letter_does_not_hold_is_in_the_next(mailoutbox, monkeypatch):
    monkeypatch.setattr(reminders, 'MOST', 2)
    dsr, *_ = [a_case() for _ in range(3)]

    for hour in range(3):
        reminders.remind(before(dsr, 5) + timedelta(hours=hour))

    assert len(mailoutbox) == 2
    assert mailoutbox[1].body.count('objection') == 1


def test_the_clock_calls_it(mailoutbox):
    dsr = a_case()

    tasks.remind(int(before(dsr, 5).timestamp()))

    assert subjects(mailoutbox) == [DUE]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_remind_once(mailoutbox):
    dsr = a_case()
    day = clock.days_later(dsr.answer_by, -5)
    other = connections.create_connection('default')

    with other.cursor() as cursor:
        cursor.execute('begin')
        cursor.execute('update privacy_datasubjectrequest set reminded_at = 5')
        reminders.remind(on(day))
        cursor.execute('commit')
    other.close()
    reminders.remind(on(day, 10))

    assert not mailoutbox


# --- The queries --------------------------------------------------------------


def plan_of(rows):
    with connection.cursor() as cursor:
        cursor.execute('set local enable_seqscan = off')
    return rows.explain()


@pytest.mark.parametrize(
    ('mark', 'days'),
    [*reminders.windows(today())],
    ids=lambda x: str(x) if isinstance(x, int) else '',
)
def test_what_is_due_is_found_by_an_index(mark, days):
    plan = plan_of(reminders.unreminded(mark, days))

    # Which of two indexes, of an almost empty table, is the planner's choice.
    assert 'Index Cond' in plan
    assert 'Seq Scan' not in plan


def test_what_is_overdue_is_found_by_an_index():
    plan = plan_of(reminders.late(today()))

    assert 'Index Cond' in plan
    assert 'Seq Scan' not in plan


# --- The registers ------------------------------------------------------------


def a_hold(**changes):
    day = today()
    given = {
        'started_on': clock.days_later(day, -60),
        'review_on': clock.days_later(day, -1),
    }
    return make.hold(**(given | changes))


def a_silent_disclosure(**changes):
    given = {
        'email': None,
        'notified_on': None,
        'not_notified_because': 'exigent',
        'recheck_on': today(),
    }
    return make.disclosure(**(given | changes))


def a_breach(hours_left=20, **changes):
    """Whose 72 hours end so many hours after nine o'clock today."""
    aware_at = on(today()) - timedelta(hours=72 - hours_left)
    return make.breach(aware_at=aware_at, **changes)


@pytest.mark.parametrize(
    ('wait', 'name'),
    [
        (a_hold, 'Holds to review'),
        (a_silent_disclosure, 'Disclosures'),
        (a_breach, 'Breaches'),
    ],
)
def test_what_waits_in_a_register_is_told_once_a_day(mailoutbox, wait, name):
    row = wait()

    reminders.remind(on(today(), 7))
    assert not mailoutbox
    reminders.remind(on(today()))
    reminders.remind(on(today(), 10))
    assert subjects(mailoutbox) == [DUE]
    assert name in mailoutbox[0].body
    assert f'- number {row.pk}\n' in mailoutbox[0].body
    reminders.remind(on(clock.days_later(today(), 1)))
    assert subjects(mailoutbox) == [DUE, DUE]


def test_what_waits_behind_those_that_were_told_is_told_next(
    mailoutbox, monkeypatch
):
    monkeypatch.setattr(reminders, 'MOST', 1)
    first, second = a_hold(), a_hold()

    reminders.remind(on(today()))
    reminders.remind(on(today(), 10))
    reminders.remind(on(today(), 11))

    numbers = [f'- number {row.pk}\n' for row in (first, second)]
    assert len(mailoutbox) == 2
    for number, letter in zip(numbers, mailoutbox, strict=True):
        assert number in letter.body


def test_a_breach_that_is_noted_at_noon_is_told_at_one(mailoutbox):
    a_hold()
    reminders.remind(on(today()))
    breach = a_breach()

    reminders.remind(on(today(), 13))

    assert 'Holds' not in mailoutbox[1].body
    assert f'- number {breach.pk}\n' in mailoutbox[1].body


@pytest.mark.parametrize(
    'done',
    [
        lambda: a_hold(review_on=clock.days_later(today(), 1)),
        lambda: a_hold(approved_by=None),
        lambda: a_hold(ended_on=today()),
        lambda: a_silent_disclosure(recheck_on=clock.days_later(today(), 1)),
        lambda: a_silent_disclosure(notified_on=today()),
        lambda: a_silent_disclosure(
            disclosed_on=None,
            declined_on=today(),
            declined_because=A_REASON,
        ),
        lambda: a_silent_disclosure(disclosed_on=None),
        lambda: a_breach(hours_left=30),
        lambda: a_breach(authority_told_at=timezone.now()),
        lambda: a_breach(
            risk='none', no_risk_because='It was encrypted, and is back.'
        ),
    ],
)
def test_what_does_not_wait_in_a_register_is_not_told(mailoutbox, done):
    done()

    reminders.remind(on(today()))

    assert not mailoutbox


def test_registers_and_requests_are_in_one_letter(mailoutbox):
    dsr = a_case()
    hold = a_hold(review_on=today())
    day = clock.days_later(dsr.answer_by, -5)

    reminders.remind(on(day))

    (letter,) = mailoutbox
    assert dsr.reference in letter.body
    assert f'- number {hold.pk}\n' in letter.body
    assert hold.reason not in letter.body


def test_the_history_of_a_hold_shows_the_reminder():
    hold = a_hold()

    reminders.remind(on(today()))

    event = AuditEvent.objects.get(kind=LegalHold._meta.label)
    assert (event.row_id, event.action) == (hold.pk, Action.REMINDED)


# --- Monitoring ---------------------------------------------------------------


def test_monitoring_hears_a_number_and_nothing_else(client):
    long_ago = timezone.now() - timedelta(days=90)
    assert client.get('/dutyz').content == b'ok\n'

    make.open_case(Right.ACCESS, now=long_ago)
    response = client.get('/dutyz')

    assert response.status_code == 503
    assert response.content == b'1 request overdue\n'
    assert response.headers['Cache-Control'] == 'no-store'
    assert not response.cookies


def test_it_counts_what_waits_for_us_only(client):
    long_ago = timezone.now() - timedelta(days=90)
    for right in (Right.ACCESS, Right.COMPLAINT):
        make.open_case(right, now=long_ago)
    make.dsr(now=long_ago)
    make.dsr(now=long_ago, state=State.RECEIVED, closed_at=None)
    make.open_case(Right.ACCESS)

    assert client.get('/dutyz').content == b'2 requests overdue\n'


def test_the_last_day_is_not_overdue():
    dsr = a_case()

    assert reminders.what_is_overdue(on(dsr.answer_by, 23)) == ''
    assert reminders.what_is_overdue(before(dsr, -1)) == '1 request overdue'


def test_nobody_posts_to_it(client):
    assert client.post('/dutyz').status_code == 405
