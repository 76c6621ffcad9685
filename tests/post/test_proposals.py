"""Ada uses a right by mail, as the policy says she may."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from contact.models import Enquiry
from privacy import clock
from privacy.models import (
    AuditEvent,
    Channel,
    DataSubjectRequest,
    Right,
    Role,
    State,
)
from tests import make


pytestmark = pytest.mark.django_db

LIST = '/admin/contact/enquiry/'
FIVE_DAYS = timedelta(days=5)


@pytest.fixture
def desk(client):
    client.force_login(make.member())
    client.defaults['HTTP_SEC_FETCH_SITE'] = 'same-origin'
    return client


def page(desk, enquiry, act='change'):
    return desk.get(f'{LIST}{enquiry.pk}/{act}/').content.decode()


def press(desk, enquiry, act, **typed):
    seen = re.search(r'name="seen" value="(\d+)"', page(desk, enquiry))[1]
    given = {'seen': seen, 'confirm': 'yes'} | typed
    return desk.post(f'{LIST}{enquiry.pk}/{act}/', given, follow=True)


def proposed(right=Right.ERASURE, **changes):
    given = {'proposed': right, 'sender': 'confirmed'}
    return make.enquiry(**(given | changes))


def test_from_the_mail_to_the_last_letter(
    write, desk, worker, mailoutbox, link_in
):
    write('Please delete my data.', subject='A wish')
    enquiry = Enquiry.objects.get()
    assert enquiry.proposed == Right.ERASURE
    assert 'our answer is due on' in mailoutbox[0].body
    assert 'It may be a request about data.' in mailoutbox[1].body

    press(desk, enquiry, 'take-in', right=Right.ERASURE)
    worker()
    asked = mailoutbox[2]
    assert asked.to == [make.ADA]
    desk.post(link_in(asked, '/privacy/request/'))
    worker()

    dsr = DataSubjectRequest.objects.get()
    assert dsr.state == State.ANSWERED
    assert dsr.channel == Channel.EMAIL
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize('right', [Right.COMPLAINT, Right.ACCESS])
def test_a_mail_that_is_read_after_five_days_counts_from_the_first(
    desk, worker, right
):
    came = timezone.now() - FIVE_DAYS
    enquiry = proposed(right, received_at=came)

    press(desk, enquiry, 'take-in', right=right)

    dsr = DataSubjectRequest.objects.get()
    assert dsr.received_on == clock.date_of_duty(came)
    assert dsr.due_on == clock.due_on(
        dsr.received_on, is_complaint=right == Right.COMPLAINT
    )


def test_a_mail_proves_nothing_however_sure_the_mail_servers_are(desk, worker):
    press(desk, proposed(), 'take-in', right=Right.ERASURE)
    worker()

    claim = DataSubjectRequest.objects.get().addresses.get()
    assert not claim.proven_at
    assert Enquiry.objects.exists()


def test_a_message_that_nobody_took_for_one_may_be_one(desk, worker):
    enquiry = make.enquiry()

    press(desk, enquiry, 'take-in', right=Right.COMPLAINT)

    dsr = DataSubjectRequest.objects.get()
    assert (dsr.right, dsr.channel) == (Right.COMPLAINT, Channel.WEB)
    assert dsr.details == enquiry.message


def test_what_would_happen_is_shown_before(desk):
    enquiry = proposed()

    answer = desk.post(f'{LIST}{enquiry.pk}/take-in/', {'right': Right.ERASURE})

    shown = answer.content.decode()
    assert f'Deletion, for {make.ADA}' in shown
    assert f'{enquiry.due_on:%d %B %Y}' in shown
    assert not DataSubjectRequest.objects.exists()


def test_a_second_press_makes_no_second_request(desk, worker):
    enquiry = proposed()

    press(desk, enquiry, 'take-in', right=Right.ERASURE)
    again = press(desk, enquiry, 'take-in', right=Right.ERASURE)

    assert again.status_code == 409
    assert DataSubjectRequest.objects.count() == 1


def test_afterwards_the_message_leads_to_the_request(desk, worker):
    enquiry = proposed()

    press(desk, enquiry, 'take-in', right=Right.ERASURE)

    dsr = DataSubjectRequest.objects.get()
    assert dsr.reference in page(desk, enquiry)
    enquiry.refresh_from_db()
    assert enquiry.closed_at
    assert not enquiry.proposed


def test_if_it_is_no_request_it_stays_a_message(desk):
    enquiry = proposed()

    press(desk, enquiry, 'no-request')

    enquiry.refresh_from_db()
    assert not enquiry.proposed
    assert not DataSubjectRequest.objects.exists()
    assert 'Next step' not in page(desk, enquiry)


def test_while_nobody_decided_it_stands_on_the_first_page(desk):
    enquiry = proposed()
    make.enquiry(email=make.STRANGER)

    first = desk.get('/admin/').content.decode()
    listed = desk.get(f'{LIST}?standing=proposed').content.decode()

    assert first.count('A mail that may be a request') == 1
    assert make.ADA not in first
    assert f'{LIST}{enquiry.pk}/change/' in listed
    assert make.STRANGER not in listed


def test_nobody_takes_in_a_request_of_their_own(desk):
    enquiry = proposed(email=make.FIRST)

    answer = press(desk, enquiry, 'take-in', right=Right.ERASURE)

    assert 'Your own request is for a colleague.' in answer.content.decode()
    assert not DataSubjectRequest.objects.exists()


def test_who_reads_dates_and_figures_only_decides_nothing(client):
    enquiry = proposed()
    client.force_login(make.member('reader@ivelum.com', Role.READER))
    client.defaults['HTTP_SEC_FETCH_SITE'] = 'same-origin'

    answer = client.post(
        f'{LIST}{enquiry.pk}/take-in/', {'right': Right.ERASURE}
    )

    assert answer.status_code == 403


def test_the_audit_knows_that_it_was_taken_in_and_no_word_of_it(desk, worker):
    enquiry = proposed()

    press(desk, enquiry, 'take-in', right=Right.ERASURE)

    events = AuditEvent.objects.filter(action='taken_in')
    assert {event.kind for event in events} == {'', 'contact.Enquiry'}
    assert not events.filter(purpose__contains='engine').exists()


def test_the_page_shows_how_it_came_and_what_was_not_kept(desk):
    first = make.enquiry()
    enquiry = proposed(
        sender='doubtful', refused='cv.pdf (application/pdf)', follows=first
    )

    shown = page(desk, enquiry)

    assert 'The mail servers doubt that it is theirs.' in shown
    assert 'cv.pdf (application/pdf)' in shown
    assert f'{LIST}{first.pk}/change/' in shown
    assert f'{LIST}{enquiry.pk}/change/' in page(desk, first)
