"""Each of the nine rights, from the form to the answer."""

import io
import json
import threading
import zipfile
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from contact.models import Enquiry, Subscription
from privacy.cases import (
    correcting,
    erasing,
    explaining,
    fulfilment,
    handling,
    services,
)
from privacy.models import (
    ClaimedAddress,
    Correction,
    DataSubjectRequest,
    Decision,
    Right,
    State,
)
from tests import make


pytestmark = pytest.mark.django_db

TEAM = 'info@ivelum.com'


def the(right):
    return DataSubjectRequest.objects.get(right=right)


@pytest.fixture
def team():
    return make.colleague(email='team@example.org')


def unzip(response):
    content = b''.join(response.streaming_content)
    return zipfile.ZipFile(io.BytesIO(content))


def profile(mailoutbox, link_in):
    return link_in(mailoutbox[-1], '/privacy/me/')


def test_access_shows_everything(client, confirm, mailoutbox, link_in):
    make.enquiry()
    make.enquiry(email=make.STRANGER, message='Not hers.')

    confirm('access')

    page = client.get(profile(mailoutbox, link_in)).content.decode()
    assert 'Build me an engine.' in page
    assert 'Article 6(1)(b)' in page
    assert 'Not hers.' not in page
    assert the('access').state == State.ANSWERED


def test_a_copy_is_a_zip_of_hers_and_nobody_elses(
    client, confirm, mailoutbox, link_in
):
    make.enquiry()
    make.enquiry(email=make.STRANGER, message='Not hers.')
    confirm('portability')

    answer = client.post(profile(mailoutbox, link_in) + 'copy/')
    copy = unzip(answer)

    assert answer.headers['Cache-Control'] == 'no-store'
    assert 'attachment' in answer.headers['Content-Disposition']
    assert 'Build me an engine.' in copy.read('index.html').decode()
    assert all(b'Not hers.' not in copy.read(n) for n in copy.namelist())
    assert json.loads(copy.read('data.json'))


def test_nobody_downloads_by_following_a_link(
    client, confirm, mailoutbox, link_in
):
    confirm('portability')

    me = profile(mailoutbox, link_in)
    assert client.get(me + 'copy/').status_code == 405


def test_a_profile_closes_after_a_week(client, confirm, mailoutbox, link_in):
    confirm('access')
    me = profile(mailoutbox, link_in)
    long_ago = timezone.now() - timedelta(days=8)
    ClaimedAddress.objects.update(proven_at=long_ago)

    assert client.get(me).status_code == 410
    assert client.post(me + 'copy/').status_code == 410


def correct(client, mailoutbox, link_in, **changes):
    """Ask for a correction on the profile page."""
    me = profile(mailoutbox, link_in)
    form = {
        'kind': 'contact.Enquiry',
        'row': Enquiry.objects.first().pk,
        'field': 'name',
        'new_value': 'Ada Byron',
    }
    return client.post(me + 'correct/', form | changes)


def test_a_correction_shows_old_and_new_and_waits(
    client, confirm, mailoutbox, link_in
):
    make.enquiry()
    case = confirm('rectification')

    answer = correct(client, mailoutbox[:-1], link_in)

    assert answer.status_code == 302
    assert Enquiry.objects.get().name == 'Ada'
    page = client.get(case).content.decode()
    assert '“Ada” should read “Ada Byron”' in page


def test_an_accepted_correction_is_made_everywhere(
    client, confirm, mailoutbox, link_in, team
):
    make.enquiry()
    make.enquiry(message='Again.')
    make.enquiry(email=make.STRANGER)
    confirm('rectification')
    correct(client, mailoutbox[:-1], link_in)

    rows = correcting.decide(
        Correction.objects.get().pk, Decision.ACCEPTED, reason='Yes.', by=team
    )

    assert rows == 2
    assert Enquiry.objects.filter(name='Ada Byron').count() == 2


def test_a_refused_correction_changes_nothing_and_is_decided_once(
    client, confirm, mailoutbox, link_in, team
):
    make.enquiry()
    confirm('rectification')
    correct(client, mailoutbox[:-1], link_in)
    pk = Correction.objects.get().pk

    assert correcting.decide(pk, Decision.REFUSED, reason='No.', by=team) == 0
    assert correcting.decide(pk, Decision.ACCEPTED, reason='', by=team) is None
    assert Enquiry.objects.get().name == 'Ada'


@pytest.mark.parametrize(
    'forged',
    [{'field': 'email'}, {'kind': 'privacy.StaffMember'}, {'row': '0'}],
)
def test_only_what_is_hers_and_correctable_can_be_corrected(
    client, confirm, mailoutbox, link_in, forged
):
    make.enquiry()
    confirm('rectification')

    answer = correct(client, mailoutbox[:-1], link_in, **forged)

    assert answer.status_code == 400
    assert not Correction.objects.exists()


def test_somebody_elses_row_cannot_be_corrected(
    client, confirm, mailoutbox, link_in
):
    make.enquiry(email=make.STRANGER)
    confirm('rectification')

    assert correct(client, mailoutbox[:-1], link_in).status_code == 400


def test_restriction_locks_her_data_in_the_database(confirm, mailoutbox):
    enquiry = make.enquiry()
    consent = make.consent()

    confirm('restriction')

    assert 'locked' in mailoutbox[-1].subject
    assert not Enquiry.objects.usable().exists()
    for rows in (Enquiry.objects, Subscription.objects):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(email='somebody@example.org')
    # But she may still stop the newsletter (Article 7(3)).
    assert consent.subscription.withdraw('stop_link')
    enquiry.refresh_from_db()


def test_locked_data_gets_no_letter(confirm, worker, mailoutbox):
    from contact import tasks

    enquiry = make.enquiry()
    confirm('restriction')
    before = len(mailoutbox)

    tasks.acknowledge(enquiry_pk=enquiry.pk)

    assert len(mailoutbox) == before


def test_a_lock_is_not_lifted_before_she_knows(confirm, worker, team):
    make.enquiry()
    confirm('restriction')
    restriction = the('restriction').restrictions.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        fulfilment.lift(restriction.pk, by=team)

    explaining.tell_before_lifting(restriction.pk, by=team)
    worker()
    fulfilment.lift(restriction.pk, by=team)
    assert Enquiry.objects.usable().exists()


def test_objection_stops_letters_and_locks_the_rest(confirm, mailoutbox):
    make.enquiry()
    make.consent()

    confirm('objection')

    assert not Subscription.objects.get().is_living
    assert not Enquiry.objects.usable().exists()
    assert the('objection').state == State.OPEN
    assert mailoutbox[-1].to == [TEAM]


def test_withdrawal_ends_every_consent(confirm, mailoutbox):
    make.enquiry()
    subscription = make.subscriber()

    confirm('withdrawal')

    steps = subscription.consents.order_by('number')
    assert [s.kind for s in steps] == ['requested', 'confirmed', 'withdrawn']
    assert Enquiry.objects.usable().exists()
    assert the('withdrawal').state == State.ANSWERED


@pytest.mark.parametrize('right', ['complaint', 'child'])
def test_what_needs_a_human_goes_to_one_without_names(
    right, confirm, mailoutbox
):
    confirm(right, details='My name is Ada.')

    told, team = mailoutbox[-2:]
    assert told.to == [make.ADA]
    assert 'a colleague looks' in told.subject.lower()
    assert team.to == [TEAM]
    assert 'Ada' not in team.body
    assert the(right).state == State.OPEN


@pytest.mark.parametrize('month', range(1, 13))
def test_a_complaint_is_due_in_thirty_days_at_most(month):
    received = date(2025, month, 1)

    complaint = make.open_case('complaint', received_on=received)

    complaint.refresh_from_db()
    assert complaint.due_on <= received + timedelta(days=30)
    assert complaint.answer_by == complaint.due_on


def test_the_answer_of_a_colleague_reaches_her(
    client, confirm, worker, mailoutbox, team
):
    case = confirm('complaint')

    handling.answer(
        the('complaint').pk,
        outcome='We were wrong.',
        what_next='We change it.',
        by=team,
    )
    worker()

    assert mailoutbox[-1].to == [make.ADA]
    assert 'We were wrong.' not in mailoutbox[-1].body
    assert 'We were wrong.' in client.get(case).content.decode()


def test_she_can_write_and_be_written_to(
    client, confirm, worker, mailoutbox, team
):
    case = confirm('complaint')

    client.post(case + 'message/', {'body': 'And another thing.'})
    client.post(case + 'message/', {'body': 'And another thing.'})
    worker()
    handling.write_to_person(the('complaint').pk, body='Tell us.', by=team)
    worker()

    page = client.get(case).content.decode()
    assert page.count('And another thing.') == 1
    assert 'Tell us.' in page
    assert [m.to for m in mailoutbox[-2:]] == [[TEAM], [make.ADA]]


def test_she_can_take_her_request_back(client, confirm, worker):
    make.enquiry()
    case = confirm('objection')

    client.post(case + 'withdraw/')
    worker()

    assert the('objection').state == State.WITHDRAWN
    assert Enquiry.objects.usable().exists()


def test_doubt_about_identity_is_a_written_step(
    client, confirm, worker, team, mailoutbox
):
    case = confirm('complaint')
    doubt = 'The address belongs to an office; who of you wrote in May?'

    handling.ask_identity(the('complaint').pk, doubt=doubt, by=team)
    worker()

    page = client.get(case).content.decode()
    assert doubt in page
    assert 'never want to see an identity document' in page
    handling.accept_identity(the('complaint').pk, by=team)
    assert the('complaint').state == State.OPEN


def test_more_time_is_taken_once_with_a_reason(confirm, worker, team):
    confirm('objection')
    dsr = the('objection')
    later = dsr.due_on + timedelta(days=20)
    reason = 'Three mailboxes of former colleagues must be searched.'

    assert handling.extend(dsr.pk, to=later, reason=reason, by=team)
    assert not handling.extend(dsr.pk, to=later, reason=reason, by=team)
    assert the('objection').answer_by == later


def test_from_her_profile_she_deletes_all_without_another_letter(
    client, confirm, worker, mailoutbox, link_in
):
    make.enquiry()
    confirm('access')
    me = profile(mailoutbox, link_in)

    assert 'cannot be undone' in client.get(me + 'delete/').content.decode()
    assert Enquiry.objects.exists()
    client.post(me + 'delete/')
    worker()

    assert not Enquiry.objects.exists()
    assert the('erasure').state == State.ANSWERED


def test_from_her_profile_she_stops_the_newsletter(
    client, confirm, mailoutbox, link_in
):
    make.consent()
    confirm('access')

    client.post(profile(mailoutbox, link_in) + 'stop/')

    assert not Subscription.objects.get().is_living


def test_a_newsletter_link_opens_nothing_else(client):
    from privacy import tokens

    token = tokens.make('stop', make.dsr().pk)
    for page in ('request', 'case', 'me'):
        assert client.get(f'/privacy/{page}/{token}/').status_code == 410


def test_a_lock_is_opened_by_whoever_asked_for_it(client, confirm, worker):
    make.enquiry()
    case = confirm('restriction')
    assert 'Use my data again' in client.get(case).content.decode()

    client.post(case + 'unlock/')
    worker()

    assert Enquiry.objects.usable().exists()


def test_a_correction_must_fit_its_field(client, confirm, mailoutbox, link_in):
    make.enquiry()
    confirm('rectification')

    answer = correct(client, mailoutbox[:-1], link_in, new_value='A' * 101)

    assert answer.status_code == 400
    assert not Correction.objects.exists()


def test_messages_of_a_case_are_slowed_and_not_lost(client, confirm, worker):
    case = confirm('complaint')
    for number in range(20):
        client.post(case + 'message/', {'body': f'Message {number}'})

    answer = client.post(case + 'message/', {'body': 'One too many'})

    assert answer.status_code == 429
    assert 'One too many' in answer.content.decode()


def test_two_presses_of_delete_are_one_request(
    client, confirm, worker, mailoutbox, link_in
):
    confirm('access')
    me = profile(mailoutbox, link_in)

    client.post(me + 'delete/')
    client.post(me + 'delete/')
    worker()

    assert DataSubjectRequest.objects.filter(right='erasure').count() == 1


def test_what_waited_for_an_open_request_goes_when_that_is_answered(
    confirm, worker, team
):
    confirm('complaint', details='I am Ada.')
    confirm('erasure')
    complaint = the('complaint')
    assert complaint.proven_emails() == [make.ADA]

    handling.answer(
        complaint.pk, outcome='Sorry.', what_next='Nothing.', by=team
    )
    worker()
    erasing.forget_the_rest(timezone.now() + timedelta(hours=2))

    complaint.refresh_from_db()
    assert complaint.proven_emails() == []
    assert complaint.details == ''


def test_there_are_nine():
    assert len(Right) == 9
    assert not ClaimedAddress.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_who_presses_again_before_the_answer_came_waits_for_it():
    """Two presses at one moment must not both find nothing."""
    asked = []

    def press():
        asked.append(services.open_request(email=make.ADA, right='access'))

    def press_again():
        press()
        connection.close()

    with transaction.atomic():
        press()
        second = threading.Thread(target=press_again)
        second.start()
        second.join(0.5)
    second.join(10)

    assert [DataSubjectRequest.objects.get()] * 2 == asked
