"""What colleagues see of a person is noted, and the person reads of it."""

import pytest
from django.utils import timezone

from privacy.desk import base
from privacy.models import AuditEvent, Cause, Right, Role, StaffMember
from privacy.subjects.restriction import restrict
from tests import make
from tests.defects.walk import way_to
from tests.desk.conftest import page


ENQUIRIES = '/admin/contact/enquiry/'
SUBSCRIPTIONS = '/admin/contact/subscription/'


def looks(**about):
    return AuditEvent.objects.filter(action='consulted', **about)


def page_of(row):
    return f'/admin/contact/{row._meta.model_name}/{row.pk}/change/'


def test_the_page_of_a_message_is_noted(desk, team):
    ours, other = make.enquiry(), make.enquiry(email=make.STRANGER)

    answer = desk.get(page_of(ours))

    assert ours.message in answer.content.decode()
    look = looks(kind='contact.Enquiry').get()
    assert (look.row_id, look.by) == (ours.pk, team[0])
    assert look.purpose == 'to read and answer the message'
    assert not looks(row_id=other.pk).exists()


def test_a_list_is_a_look_at_each_row_on_it(desk, monkeypatch):
    monkeypatch.setattr(base.NotedList, 'list_per_page', 2)
    rows = [make.enquiry(message=f'Number {n}') for n in range(3)]

    answer = desk.get(ENQUIRIES)

    newest = {row.pk for row in rows[1:]}
    assert 'Number 2' in answer.content.decode()
    assert {*looks().values_list('row_id', flat=True)} == newest


@pytest.mark.parametrize('where', [ENQUIRIES, 'page'])
def test_to_look_again_at_once_is_the_same_look(desk, where):
    enquiry = make.enquiry()
    where = page_of(enquiry) if where == 'page' else where

    for _ in range(3):
        desk.get(where)

    assert looks(row_id=enquiry.pk).count() == 1


def test_the_list_and_then_the_page_are_one_look(desk):
    enquiry = make.enquiry()

    desk.get(ENQUIRIES)
    desk.get(page_of(enquiry))

    assert looks(row_id=enquiry.pk).count() == 1


def test_to_look_again_later_is_another_look(desk, monkeypatch):
    enquiry = make.enquiry()
    desk.get(page_of(enquiry))

    monkeypatch.setattr(base, 'ONE_LOOK', base.ONE_LOOK * 0)
    desk.get(page_of(enquiry))

    assert looks(row_id=enquiry.pk).count() == 2


def test_two_colleagues_are_two_looks(desk, team):
    enquiry = make.enquiry()
    desk.get(page_of(enquiry))

    desk.force_login(team[1])
    desk.get(page_of(enquiry))

    assert {look.by for look in looks()} == {*team}


def test_a_list_asks_the_database_a_fixed_number_of_times_to_look_again(
    desk, django_assert_max_num_queries
):
    for _ in range(20):
        make.enquiry()
    desk.get(ENQUIRIES)

    with django_assert_max_num_queries(12):
        desk.get(ENQUIRIES)


def test_a_subscription_shows_what_was_agreed_to(desk):
    consent = make.consent(wording=make.wording('Send me everything.'))

    answer = desk.get(page_of(consent.subscription))

    assert 'Send me everything.' in answer.content.decode()
    assert looks(kind='contact.Subscription').exists()


@pytest.mark.parametrize(
    ('make_row', 'listed'),
    [(make.enquiry, ENQUIRIES), (make.subscription, SUBSCRIPTIONS)],
)
def test_what_is_locked_is_shown_nowhere(desk, make_row, listed):
    row = make_row()
    dsr = make.open_case(Right.RESTRICTION)
    restrict([make.ADA], dsr, Cause.ACCURACY, timezone.now())

    assert make.ADA not in desk.get(listed).content.decode()
    assert desk.get(page_of(row)).status_code == 404
    assert not looks().exists()


def reader(client):
    member = make.member('reader@ivelum.com')
    make.member()
    StaffMember.objects.filter(pk=member.pk).update(role=Role.READER)
    member.refresh_from_db()
    client.force_login(member)
    return client


@pytest.mark.django_db
def test_a_reader_sees_no_message_and_leaves_no_look(client):
    enquiry = make.enquiry()
    desk = reader(client)

    assert desk.get(ENQUIRIES).status_code == 403
    answer = desk.get(page_of(enquiry)).content.decode()
    assert enquiry.message not in answer
    assert make.ADA not in answer
    assert not looks().exists()


@pytest.mark.django_db
@pytest.mark.parametrize('name', ['auditevent', 'retentionrun'])
def test_a_reader_reads_the_records(client, name):
    make.open_case(Right.ACCESS)
    make.audit_event()

    answer = reader(client).get(f'/admin/privacy/{name}/')

    assert answer.status_code == 200
    assert '@' not in answer.content.decode().split('id="content"')[1]


def test_the_audit_is_filtered_by_kind_and_by_what_was_done(desk):
    enquiry = make.enquiry()
    desk.get(page_of(enquiry))
    make.audit_event(action='scanned')

    one = '/admin/privacy/auditevent/?kind=contact.Enquiry'
    answer = desk.get(f'{one}&done=looks+and+copies')

    (shown,) = answer.context['cl'].result_list
    assert (shown.kind, shown.row_id) == ('contact.Enquiry', enquiry.pk)


@pytest.mark.parametrize(
    'page',
    ['privacy/auditevent', 'contact/enquiry', 'contact/consentevent'],
)
def test_a_long_list_shows_the_newest_and_says_so(
    desk, team, monkeypatch, page
):
    monkeypatch.setattr('privacy.desk.base.NewestOnly.most', 2)
    for number in range(3):
        make.audit_event(by=team[0])
        make.enquiry()
        make.subscriber(f'ada{number}@example.org')

    answer = desk.get(f'/admin/{page}/')

    assert answer.context['cl'].result_count == 2
    assert 'These are the newest 2.' in answer.text


def test_the_person_reads_of_every_look_and_nobody_else_does(
    desk,
):
    ours, other = make.enquiry(), make.enquiry(email=make.STRANGER)
    dsr = make.open_case(Right.COMPLAINT)
    desk.get(page_of(ours))
    desk.get(page_of(other))
    desk.get(page(dsr))

    shown = desk.get(way_to('me', dsr)).content.decode()

    assert f'Enquiry {ours.pk}. By our team' in shown
    assert f'request {dsr.reference}. By our team, to answer' in shown
    assert f'Enquiry {other.pk}.' not in shown
    assert make.FIRST not in shown
