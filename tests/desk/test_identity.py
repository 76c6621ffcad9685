"""Who somebody is: by the link, by a question, or by two who know them."""

from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import IntegrityError
from django.utils import timezone

from contact.models import Enquiry
from privacy import clock
from privacy.cases import handling
from privacy.models import (
    AuditEvent,
    Channel,
    DataSubjectRequest,
    State,
)
from tests import make
from tests.desk.conftest import page, press, state_of


pytestmark = pytest.mark.django_db
HOW = 'She named the three invoices of 2024 and what was in them.'


def test_a_doubt_stops_everything_until_it_is_answered(desk, worker):
    dsr = make.open_case('objection')

    press(desk, dsr, 'ask', doubt='The letter bears another name. Who are you?')

    assert state_of(dsr) == State.VERIFYING
    assert 'decide that first' in desk.get(page(dsr, 'answer')).text
    press(desk, dsr, 'accept')
    assert state_of(dsr) == State.OPEN


def test_no_answer_about_who_they_are_ends_it(desk):
    a_month_ago = timezone.now() - timedelta(days=31)
    dsr = make.open_case('objection', now=a_month_ago)
    press(desk, dsr, 'ask', doubt='The letter bears another name. Who are you?')

    press(desk, dsr, 'lapse', reason='We have no answer from you.')

    assert state_of(dsr) == State.LAPSED


NEW = '/admin/privacy/datasubjectrequest/new/take-in/'


def take_in(desk, **changes):
    given = {
        'right': 'erasure',
        'channel': Channel.POST,
        'received_on': timezone.localdate() - timedelta(days=9),
        'email': 'Ada Lovelace <Ada@Example.org>',
        'details': 'Please forget me.',
        'proof': 'link',
    }
    return desk.post(NEW, given | {'seen': '0', 'confirm': 'y'} | changes)


def test_a_letter_counts_from_the_day_it_came(desk, mailoutbox, worker):
    taken = take_in(desk)
    worker()

    dsr = DataSubjectRequest.objects.get()
    assert taken.url == page(dsr)
    day = timezone.localdate() - timedelta(days=9)
    assert dsr.answer_by == clock.due_on(day)
    assert dsr.channel == Channel.POST
    assert [letter.to for letter in mailoutbox] == [[make.ADA]]


def test_the_link_in_the_letter_goes_on_with_it(
    desk, client, mailoutbox, worker, link_in
):
    make.enquiry()
    take_in(desk)
    worker()

    client.logout()
    client.post(link_in(mailoutbox[0], '/privacy/request/'))
    worker()

    assert DataSubjectRequest.objects.get().state == State.ANSWERED
    assert not Enquiry.objects.exists()


def test_the_same_letter_twice_in_a_moment_is_one(desk):
    take_in(desk)
    take_in(desk)

    assert DataSubjectRequest.objects.count() == 1


@pytest.mark.parametrize(
    'wrong',
    [
        {'received_on': date(2099, 1, 1)},
        {'received_on': date(2001, 1, 1)},
        {'email': 'ada at example'},
        {'proof': 'known', 'vouched_how': 'I know'},
        {'email': make.FIRST},
    ],
)
def test_a_slip_is_told_beside_the_field(desk, wrong):
    form = take_in(desk, **wrong)

    assert form.status_code == 400
    assert 'Please forget me.</textarea>' in form.text
    assert not DataSubjectRequest.objects.exists()


def test_who_lost_the_mailbox_needs_two_who_know_them(
    desk, second, mailoutbox, worker
):
    make.enquiry()

    take_in(desk, proof='known', vouched_how=HOW)
    worker()

    dsr = DataSubjectRequest.objects.get()
    assert not mailoutbox
    assert Enquiry.objects.exists()
    own = press(desk, dsr, 'confirm')
    assert 'You began it: a second person decides.' in own.text
    press(second(), dsr, 'confirm')
    worker()
    assert not Enquiry.objects.exists()


def test_nothing_is_mailed_to_a_lost_mailbox(desk, second, mailoutbox, worker):
    take_in(desk, proof='known', vouched_how=HOW)
    dsr = DataSubjectRequest.objects.get()
    press(second(), dsr, 'confirm')
    worker()

    assert make.ADA not in str([letter.to for letter in mailoutbox])
    assert 'print' in desk.get(page(dsr)).text.lower()
    press(desk, dsr, 'answer', outcome='All is deleted; this letter says so.')
    ended = DataSubjectRequest.objects.get()
    assert ended.state == State.ANSWERED
    assert not ended.addresses.exclude(email=None).exists()


def test_the_second_person_may_doubt_it(desk, second, worker):
    take_in(desk, proof='known', vouched_how=HOW)
    dsr = DataSubjectRequest.objects.get()

    press(second(), dsr, 'doubt')
    worker()

    assert not dsr.proven_claims()
    assert 'Wait until they open the link' in desk.get(page(dsr)).text
    press(desk, dsr, 'link')
    assert dsr.addresses.get().asked_at is None


def test_who_reads_no_letters_gets_a_copy_on_paper(desk, second, worker):
    make.enquiry()
    take_in(desk, right='access', proof='known', vouched_how=HOW)
    dsr = DataSubjectRequest.objects.get()
    press(second(), dsr, 'confirm')
    worker()

    assert 'Print what they asked for' in desk.get(page(dsr)).text
    copy = desk.post(page(dsr, 'copy'))
    files = ZipFile(BytesIO(b''.join(copy.streaming_content)))
    assert b'Build me an engine.' in files.read('data.json')
    downloads = AuditEvent.objects.filter(action='downloaded', dsr=dsr)
    assert [event.actor for event in downloads] == ['staff']


@pytest.mark.parametrize('right', ['access', 'portability'])
def test_nobody_of_the_team_downloads_a_copy_for_who_can(desk, right):
    dsr = make.open_case(right)

    assert desk.post(page(dsr, 'copy')).status_code == 403


# --- Nobody is cut short ------------------------------------------------------


def test_who_has_time_to_answer_is_not_cut_short(desk):
    dsr = make.open_case('objection')
    press(desk, dsr, 'ask', doubt='The letter bears another name. Who are you?')

    assert 'They have time' in desk.get(page(dsr, 'lapse')).text
    with pytest.raises(IntegrityError, match='they have time to answer'):
        handling.lapse(dsr.pk, reason='No answer.', by=make.member())


def test_who_answered_is_read_first(desk):
    a_month_ago = timezone.now() - timedelta(days=31)
    dsr = make.open_case('objection', now=a_month_ago)
    press(desk, dsr, 'ask', doubt='The letter bears another name. Who are you?')
    make.message(dsr=dsr, body='It is me.')

    assert 'They answered: read it.' in desk.get(page(dsr, 'lapse')).text


def test_a_letter_nobody_answers_for_can_be_closed(desk):
    take_in(desk)
    dsr = DataSubjectRequest.objects.get()
    assert 'still works' in desk.get(page(dsr, 'unproven')).text
    three_days_ago = timezone.now() - timedelta(days=3)
    dsr.addresses.update(claimed_at=three_days_ago)

    press(
        desk, dsr, 'unproven', reason='We wrote to the address on the letter.'
    )

    assert state_of(dsr) == State.LAPSED


def test_what_was_locked_for_nobody_is_used_again(desk, second, worker):
    make.enquiry()
    take_in(desk, right='child', proof='known', vouched_how=HOW)
    dsr = DataSubjectRequest.objects.get()
    assert Enquiry.objects.get().restriction

    press(second(), dsr, 'doubt')
    worker()

    assert Enquiry.objects.get().restriction is None


def test_an_earlier_letter_keeps_its_earlier_day(
    desk, client, mailoutbox, worker, link_in
):
    make.open_case('complaint')
    take_in(desk, right='complaint')
    worker()

    client.post(link_in(mailoutbox[-1], '/privacy/request/'))

    days = DataSubjectRequest.objects.filter(state='open')
    assert min(dsr.received_on for dsr in days) == (
        timezone.localdate() - timedelta(days=9)
    )


def test_what_a_colleague_noted_is_not_said_by_the_person(
    desk, client, mailoutbox, worker, link_in
):
    earlier = make.open_case('complaint')
    take_in(desk, right='complaint', received_on=timezone.localdate())
    worker()

    client.post(link_in(mailoutbox[-1], '/privacy/request/'))

    [message] = earlier.messages.all()
    assert message.author == 'team'
    assert message.body == 'As we noted it down: Please forget me.'
