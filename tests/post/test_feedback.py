"""A letter comes back, or is called spam: what Amazon says, and what we do."""

import json
from threading import Barrier, Thread

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from contact import subscribing
from contact.models import ConsentEvent, Enquiry, Handled, Kind, Method, What
from contact.post import feedback
from contact.post.tasks import take_feedback
from privacy.models import LedgerLine
from privacy.proof import suppression
from tests import make


pytestmark = pytest.mark.django_db


def bounce(email='Ada@Example.org', kind='Permanent', number='1'):
    return {
        'eventType': 'Bounce',
        'bounce': {
            'feedbackId': number,
            'bounceType': kind,
            'bounceSubType': 'General',
            'bouncedRecipients': [{'emailAddress': email, 'status': '5.1.1'}],
        },
        'mail': {'messageId': 'm', 'destination': [email]},
    }


def complaint(email=make.ADA, number='2', **said):
    return {
        'notificationType': 'Complaint',
        'complaint': {
            'feedbackId': number,
            'complainedRecipients': [{'emailAddress': email}],
            **said,
        },
    }


def by_sns(event):
    return {'Type': 'Notification', 'Message': json.dumps(event)}


def by_event_bridge(event):
    return {
        'version': '0',
        'source': 'aws.ses',
        'detail-type': 'Email Bounced',
        'detail': event,
    }


@pytest.mark.parametrize('wrap', [dict, by_sns, by_event_bridge])
def test_where_there_is_no_mailbox_the_letters_end(events, wrap):
    subscription = make.subscriber()
    events(wrap(bounce()))

    events.take()

    subscription.refresh_from_db()
    assert subscription.stopped_at
    assert subscription.last_consent.kind == Kind.INVALIDATED
    assert not events.left()


@pytest.mark.parametrize('kind', ['Transient', 'Undetermined'])
def test_a_letter_that_is_late_is_counted_and_nothing_else(events, kind):
    subscription = make.subscriber()
    events(bounce(kind=kind))

    events.take()

    subscription.refresh_from_db()
    assert subscription.is_living
    assert Handled.objects.get().what == What.TRANSIENT
    assert not events.left()


def test_who_calls_it_spam_has_withdrawn(events, worker):
    subscription = make.subscriber()
    events(complaint(complaintFeedbackType='abuse'))

    events.take()

    assert subscription.last_consent.kind == Kind.WITHDRAWN
    assert subscription.last_consent.method == Method.COMPLAINT
    assert suppression.is_suppressed(make.ADA)
    assert len(worker.jobs) == 1


@pytest.mark.django_db(transaction=True)
def test_a_restored_backup_is_told_of_it_as_well(events, worker):
    make.subscriber()
    events(complaint())

    events.take()
    worker()

    assert LedgerLine.objects.get().kind == 'withdrawn'


def test_who_says_it_is_no_spam_has_not_complained(events):
    subscription = make.subscriber()
    events(complaint(complaintFeedbackType='not-spam'))

    events.take()

    subscription.refresh_from_db()
    assert subscription.is_living
    assert not events.left()


def test_what_comes_twice_is_done_once(events):
    make.subscriber()
    events(bounce())
    events(by_sns(bounce()))

    events.take()

    ended = ConsentEvent.objects.filter(kind=Kind.INVALIDATED)
    assert ended.count() == Handled.objects.count() == 1
    assert not events.left()


def test_more_than_one_handful_is_taken(events):
    for number in range(23):
        make.subscriber(f'a{number}@example.org')
        events(bounce(f'a{number}@example.org', number=str(number)))

    events.take()

    assert ConsentEvent.objects.filter(kind=Kind.INVALIDATED).count() == 23


@pytest.mark.parametrize('kind', ['Delivery', 'Open', 'Send', 'Reject', 'New!'])
def test_what_we_do_not_know_is_let_go(events, kind):
    events({'eventType': kind, kind.lower(): {}})

    events.take()

    assert not events.left()
    assert not Handled.objects.exists()


POISON = [
    'no JSON, but ada@example.org',
    '[]',
    '{"eventType": "Bounce"}',
    '{"eventType": "Bounce", "bounce": {"bounceType": "Permanent"}}',
    '{"Type": "Notification", "Message": "ada@example.org"}',
]


@pytest.mark.parametrize('poison', POISON)
def test_what_nobody_understands_is_left_for_the_dead(events, poison, caplog):
    make.subscriber()
    events(poison)
    events(bounce(number='9'))

    events.take()

    assert Handled.objects.get().what == What.NO_MAILBOX
    assert not events.left()
    assert [m['Body'] for m in events.dead()] == [poison]
    assert 'An event was not understood' in caplog.text
    assert 'ada' not in caplog.text.lower()


def test_an_address_that_we_cannot_have_written_to_is_let_go(events):
    events(bounce('"a b"@localhost'))

    events.take()

    assert not events.left()


def test_it_is_deleted_after_it_is_safe_and_not_before(events, monkeypatch):
    def away(email):
        raise OperationalError

    subscription = make.subscriber()
    events(bounce())
    with monkeypatch.context() as during:
        during.setattr(subscribing, 'no_mail_arrives', away)
        with pytest.raises(OperationalError):
            events.take()
    assert not Handled.objects.exists()

    events.take()

    subscription.refresh_from_db()
    assert subscription.stopped_at


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_do_it_once(events):
    make.subscriber()
    event, start, failed = json.dumps(bounce()), Barrier(2), []

    def take():
        try:
            start.wait(30)
            feedback.take(event)
        except Exception as fault:
            failed.append(fault)
        finally:
            connection.close()

    threads = [Thread(target=take) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert not failed
    ended = ConsentEvent.objects.filter(kind=Kind.INVALIDATED)
    assert ended.count() == 1


def test_a_case_shows_that_its_letter_came_back(client, events):
    dsr = make.open_case('access')
    client.force_login(make.member())
    events(bounce())

    events.take()

    page = client.get(f'/admin/privacy/datasubjectrequest/{dsr.pk}/change/')
    assert 'Our letter came back' in page.content.decode()


def test_a_message_shows_that_our_answer_came_back(events):
    answered = make.enquiry()
    closed = make.enquiry(closed_at=timezone.now())
    events(bounce())

    events.take()

    returned = Enquiry.objects.filter(returned_at__isnull=False)
    assert list(returned) == [answered]
    assert not Enquiry.objects.get(pk=closed.pk).returned_at


def test_what_is_locked_is_not_written_to_by_a_bounce(events, confirm):
    make.enquiry()
    confirm('restriction')
    events(bounce())

    events.take()

    assert not Enquiry.objects.get().returned_at
    assert not events.left()


def test_without_the_setting_nobody_asks_amazon(settings, nowhere):
    settings.BOUNCES_URL = ''

    take_feedback(0)
