"""Without proof nothing is done, and whether we know somebody stays untold."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contact.models import Enquiry
from privacy.cases import fulfilment, handling
from privacy.models import DataSubjectRequest, Right, State
from privacy.subjects import retention
from tests import make
from tests.defects.doors import way_to
from tests.defects.whole import whole


pytestmark = pytest.mark.django_db


# --- (g) 404 for an address we do not know ------------------------------------

FORMS = {
    '/contact/': {'message': 'Hello', 'newsletter': 'on'},
    '/privacy/request/': {'right': 'access'},
    '/privacy/link/': {'reference': 'BCDF-GHJK'},
}


def known():
    make.enquiry()
    make.consent()
    make.open_case('complaint', reference='BCDF-GHJK')


@pytest.mark.parametrize('path', FORMS)
def test_a_form_answers_the_same_for_an_unknown_address(client, path):
    """(g) basket: the page to recover a link says 404 to strangers."""
    known()

    hers = client.post(path, FORMS[path] | {'email': make.ADA})
    nobodys = client.post(path, FORMS[path] | {'email': make.STRANGER})

    assert hers.status_code == nobodys.status_code == 302
    assert hers.headers == nobodys.headers
    assert hers.content == nobodys.content


def test_asking_takes_the_same_work_for_an_unknown_address(client):
    """(g) basket: nor does the time tell, because nothing is looked up."""
    known()
    took = []
    for email in (make.ADA, make.STRANGER):
        with CaptureQueriesContext(connection) as queries:
            client.post(
                '/privacy/request/', {'right': 'access', 'email': email}
            )
        took.append([query['sql'].split()[0] for query in queries])

    assert took[0] == took[1]


def test_the_letter_is_the_same_for_an_unknown_address(ask, mailoutbox):
    """(g) basket: not even the owner of an address learns it by asking."""
    ask('access', email=make.STRANGER)
    known()
    ask('access', email=make.ADA, details='x')

    unknown, known_ = (letter.body.splitlines() for letter in mailoutbox)
    differ = [a for a, b in zip(unknown, known_, strict=True) if a != b]
    assert len(differ) == 3  # the link, the reference and the code
    assert mailoutbox[0].subject == mailoutbox[1].subject


@pytest.mark.parametrize('reference', ['BCDF-GHJK', 'ZZZZ-ZZZZ'])
def test_a_wrong_code_says_not_which_request_exists(client, reference):
    """(g) basket: the same for the number of a request."""
    make.open_case('complaint', reference='BCDF-GHJK')

    form = {'reference': reference, 'code': '12345678'}
    page = client.post('/privacy/code/', form)

    assert page.status_code == 400
    assert 'does not open that request' in page.content.decode()


# --- (j) Erasing without verification by default ------------------------------


def force(dsr):
    """Whatever a worker may be told to do about it."""
    fulfilment.fulfil(dsr.pk)
    fulfilment.carry_out(dsr.pk)


@pytest.mark.parametrize('right', Right)
def test_no_right_is_carried_out_without_proof(ask, worker, right):
    """(j) fides: as it is installed, identity is not asked for."""
    make.enquiry()
    make.consent()
    ask(right, details='It is hers.')
    before = whole()

    force(DataSubjectRequest.objects.get())
    worker()

    assert whole() == before


@pytest.mark.parametrize('right', Right)
def test_not_even_the_team_can_open_it_without_proof(ask, worker, right):
    """(j) fides: staff may wave it through."""
    ask(right, details='It is hers.')
    dsr, member = DataSubjectRequest.objects.get(), make.member()
    before = whole()

    assert not handling.answer(dsr.pk, outcome='Done.', by=member)
    assert not handling.accept_identity(dsr.pk, by=member)
    worker()

    assert whole() == before


@pytest.mark.parametrize('state', [State.OPEN, State.EXTENDED])
def test_a_request_without_a_proven_address_reaches_nobody(client, state):
    """(j) fides: a flag in the database opens the way to the data."""
    make.enquiry()
    dsr = make.open_case('erasure')
    dsr.addresses.update(proven_at=None)
    before = whole()

    with pytest.raises(ValueError, match='A person has an address'):
        force(dsr)

    assert whole() == before
    assert client.get(way_to('me', dsr)).status_code == 410


def test_nothing_is_erased_while_we_doubt_who_it_is(worker):
    """(j) fides: a request may be under way before anybody has checked."""
    make.enquiry()
    dsr, member = make.open_case('erasure'), make.member()
    doubt = 'The address belongs to an office; who of you wrote in May?'
    handling.ask_identity(dsr.pk, doubt=doubt, by=member)

    force(dsr)
    assert Enquiry.objects.exists()

    handling.accept_identity(dsr.pk, by=member)
    worker()
    assert not Enquiry.objects.exists()


def test_the_clock_finishes_no_request_that_nobody_proved(ask):
    """(j) flarum: after thirty days a timer erases on its own."""
    make.enquiry()
    ask('erasure')

    retention.sweep(timezone.now() + timedelta(days=31))

    assert not DataSubjectRequest.objects.exists()
    assert Enquiry.objects.usable().exists()
