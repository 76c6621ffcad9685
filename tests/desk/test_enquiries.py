"""A colleague answers what somebody wrote."""

import re

import pytest

from contact.models import Enquiry
from privacy import mail
from privacy.models import AuditEvent
from tests import make


pytestmark = pytest.mark.django_db

DESK = '/admin/contact/enquiry/'


@pytest.fixture
def desk(client):
    client.force_login(make.member())
    client.defaults['HTTP_SEC_FETCH_SITE'] = 'same-origin'
    return client


def press(desk, enquiry, code, **form):
    found = desk.get(f'{DESK}{enquiry.pk}/change/').content.decode()
    seen = re.search(r'name="seen" value="(\d+)"', found)[1]
    given = {'confirm': 'yes', 'seen': seen}
    return desk.post(f'{DESK}{enquiry.pk}/{code}/', form | given)


def test_the_answer_goes_where_the_message_came_from(desk, worker, mailoutbox):
    enquiry = make.enquiry()

    press(desk, enquiry, 'answer', body='With pleasure, Ada.')
    worker()

    [letter] = mailoutbox
    assert letter.to == [make.ADA]
    assert 'With pleasure, Ada.' in letter.body
    assert 'newsletter' not in letter.body.lower()
    assert enquiry.replies.get().sent_at


def test_it_stands_in_the_thread_of_the_message(desk, worker, mailoutbox):
    enquiry = make.enquiry()

    press(desk, enquiry, 'answer', body='First.')
    press(desk, enquiry, 'answer', body='Second.')
    worker()

    receipt = mail.message_id('contact/acknowledge', enquiry)
    one, two = (m.extra_headers for m in mailoutbox)
    assert one['In-Reply-To'] == one['References'] == receipt
    assert two['In-Reply-To'] == one['Message-ID']
    assert two['References'] == f'{receipt} {one["Message-ID"]}'


def test_it_moves_from_new_to_answered_to_closed(desk):
    enquiry = make.enquiry()
    lists = lambda standing: desk.get(  # noqa: E731
        DESK + f'?standing={standing}' * bool(standing)
    ).content.decode()

    assert enquiry.message in lists('')
    press(desk, enquiry, 'answer', body='With pleasure.')
    assert enquiry.message not in lists('')
    assert enquiry.message in lists('answered')
    press(desk, enquiry, 'close')

    assert enquiry.message not in lists('answered')
    assert enquiry.message in lists('closed')


def test_a_colleague_looks_after_it_and_gives_it_back(desk):
    enquiry = make.enquiry()

    press(desk, enquiry, 'take')
    enquiry.refresh_from_db()
    assert enquiry.taken_by.email == make.FIRST
    press(desk, enquiry, 'give-back')

    enquiry.refresh_from_db()
    assert enquiry.taken_by is None


def test_beside_the_notes_stands_who_reads_them(desk):
    enquiry = make.enquiry()
    page = desk.get(f'{DESK}{enquiry.pk}/notes/').content.decode()

    press(desk, enquiry, 'notes', notes='Wants an engine.')

    assert 'The person sees this' in page
    assert Enquiry.objects.get().notes == 'Wants an engine.'


def test_what_is_locked_cannot_be_opened(desk, confirm):
    enquiry = make.enquiry()
    confirm('restriction')

    assert desk.get(f'{DESK}{enquiry.pk}/change/').status_code == 404


def test_no_act_leaves_words_in_the_audit(desk):
    enquiry = make.enquiry()

    press(desk, enquiry, 'answer', body='With pleasure, Ada.')
    press(desk, enquiry, 'notes', notes='Wants an engine.')

    told = ' '.join(AuditEvent.objects.values_list('purpose', flat=True))
    assert 'pleasure' not in told
    assert 'engine' not in told
