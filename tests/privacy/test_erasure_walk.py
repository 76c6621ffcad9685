"""Ada asks us to forget her, from the form to the last email."""

import pytest

from contact.models import Enquiry
from privacy.models import ClaimedAddress, DataSubjectRequest
from tests import make


pytestmark = pytest.mark.django_db

ASK = {'email': 'Ada@Example.org', 'right': 'erasure'}


@pytest.fixture
def ask(client, worker, mailoutbox, link_in):
    """Ask for a right; gives the link in the mail."""

    def post(**changes):
        client.post('/privacy/request/', ASK | changes)
        worker()
        return link_in(mailoutbox[-1], '/privacy/request/')

    return post


@pytest.fixture
def confirm(client, worker, ask):
    """Ask for a right and press the button; gives the case page."""

    def press(**changes):
        page = client.post(ask(**changes))
        worker()
        return page.url

    return press


def test_ada_is_forgotten(confirm, mailoutbox):
    make.enquiry()

    confirm()

    assert not Enquiry.objects.exists()
    assert 'enquiries: 1 deleted' in mailoutbox[-1].body
    assert mailoutbox[-1].to == [make.ADA]


def test_afterwards_her_address_is_nowhere(confirm):
    make.enquiry()
    make.consent()
    make.dsr()

    confirm(details='I am Ada.')

    assert not ClaimedAddress.objects.exclude(email=None).exists()
    assert not DataSubjectRequest.objects.exclude(details='').exists()


def test_a_namesake_stays(confirm):
    make.enquiry(email='ada@example.com')
    make.dsr(email='ada@example.com')

    confirm()

    assert Enquiry.objects.get().email == 'ada@example.com'
    assert ClaimedAddress.objects.exclude(email=None).count() == 1


def test_what_stays_is_said_with_its_ground(confirm, mailoutbox):
    make.consent()

    confirm()

    assert '1 kept (Article 17(3)(e), proof of consent' in mailoutbox[-1].body


def test_nothing_happens_until_she_presses_the_button(client, worker, ask):
    make.enquiry()
    link = ask()

    client.get(link)
    client.head(link)
    worker()

    assert Enquiry.objects.exists()


def test_a_stranger_sees_the_same_page(client, worker):
    unknown = client.post('/privacy/request/', ASK, follow=True)
    make.enquiry()
    known = client.post(
        '/privacy/request/', ASK | {'details': 'x'}, follow=True
    )

    assert known.content == unknown.content
    assert known.redirect_chain == unknown.redirect_chain


def test_a_link_works_once(client, worker, ask):
    link = ask()

    assert client.post(link).status_code == 302
    assert client.post(link).status_code == 410
    assert client.get(link).status_code == 410


@pytest.mark.parametrize('token', ['forged', 'a:b:c', '%00', 'ü'])
def test_a_link_nobody_made_is_dead(client, token):
    for page in ('request', 'case'):
        assert client.get(f'/privacy/{page}/{token}/').status_code in (400, 410)


def test_a_link_of_another_purpose_is_dead(client, worker, ask):
    from privacy import tokens

    claim = make.claim(proven_at=None)

    token = tokens.make('case', claim.pk)
    assert client.get(f'/privacy/request/{token}/').status_code == 410


def test_ada_gets_a_copy(client, confirm):
    make.enquiry()
    make.enquiry(email=make.STRANGER, message='Not hers.')

    case = confirm(right='access')
    answer = client.post(f'{case}copy/')

    assert 'attachment' in answer.headers['Content-Disposition']
    assert answer.headers['Cache-Control'] == 'no-store'
    assert (
        answer.json()['Enquiries'][0]['what you wrote'] == 'Build me an engine.'
    )
    assert 'Not hers.' not in answer.content.decode()


def test_nobody_downloads_by_following_a_link(client, confirm):
    assert client.get(f'{confirm(right="access")}copy/').status_code == 405


def test_after_deletion_the_copy_holds_the_question_for_it_only(
    client, confirm
):
    make.enquiry()
    confirm()

    case = confirm(right='access')
    copied = client.post(f'{case}copy/').json()

    assert set(copied) == {
        'Requests about data',
        'Addresses given with requests',
    }
    assert len(copied['Requests about data']) == 1


@pytest.mark.parametrize(
    'right', ['rectification', 'objection', 'complaint', 'child']
)
def test_what_needs_a_human_goes_to_one(right, confirm, mailoutbox):
    confirm(right=right, details='My name is Ada.')

    assert mailoutbox[-1].to == ['info@ivelum.com']
    assert 'Ada' not in mailoutbox[-1].body
    assert DataSubjectRequest.objects.open().count() == 1


def test_two_presses_of_one_button_are_one_request(client, worker, mailoutbox):
    client.post('/privacy/request/', ASK)
    client.post('/privacy/request/', ASK)
    worker()

    assert DataSubjectRequest.objects.count() == len(mailoutbox) == 1
