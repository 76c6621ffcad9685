"""(p) Who asks with somebody else's address neither blocks nor proves it.

In fides a second request for an address stopped the first (GHSA-qx5f-ghc2-
7g5c), and an address that was only claimed could enter a search (#2451).
Here Eve names Ada's address, and has her own letter only.
"""

import pytest

from contact.models import Enquiry
from privacy import tokens
from privacy.cases import codes
from privacy.models import (
    ClaimedAddress,
    Correction,
    DataSubjectRequest,
    Right,
    State,
)
from tests import make
from tests.defects.whole import EVE


pytestmark = pytest.mark.django_db

SECRET = 'The engine shall run backwards.'


@pytest.fixture(autouse=True)
def what_ada_wrote():
    make.enquiry(message=SECRET)


@pytest.fixture
def post(client, worker):
    def post(email, right='erasure', **changes):
        form = {'email': email, 'right': right, 'details': 'Please.'}
        answer = client.post('/privacy/request/', form | changes)
        worker()
        return answer

    return post


@pytest.fixture
def press(client, worker):
    """The button in the newest letter to somebody; gives their profile."""

    def press(email):
        claims = ClaimedAddress.objects.filter(email=email, proven_at=None)
        pk = claims.latest('pk').pk
        client.post(f'/privacy/request/{tokens.make("proof", pk)}/')
        worker()
        return f'/privacy/me/{tokens.make("me", pk)}/'

    return press


def case_of(email):
    """The request in which an address was proven."""
    return DataSubjectRequest.objects.get(
        addresses__email=email, addresses__proven_at__isnull=False
    )


def test_requests_of_others_do_not_block_hers(post, press):
    for number in range(15):
        post(make.ADA, details=f'Eve was here {number} times.')

    assert post(make.ADA).status_code == 302
    press(make.ADA)

    assert not Enquiry.objects.exists()
    received = DataSubjectRequest.objects.filter(state=State.RECEIVED)
    assert received.count() == 15


def test_requests_of_others_do_not_end_hers(post, press):
    post(make.ADA, right='complaint')
    press(make.ADA)

    post(make.ADA, right='complaint', others=EVE)
    press(EVE)

    hers, eves = DataSubjectRequest.objects.order_by('pk')
    assert hers.state == State.OPEN
    assert eves.joined_to is None


def test_a_deletion_that_waits_for_the_team_blocks_no_second_one(post, press):
    """What Ada wrote after the first must go as well."""
    make.enquiry(email=make.STRANGER, message=f'Greet {make.ADA} from me.')
    post(make.ADA)
    press(make.ADA)
    waiting = DataSubjectRequest.objects.get()
    assert (waiting.state, waiting.unexplained) == (State.OPEN, 1)

    make.enquiry(message='I wrote again.')
    post(make.ADA, details='And this, please.')
    press(make.ADA)

    assert not Enquiry.objects.filter(email=make.ADA).exists()


@pytest.mark.parametrize('right', Right)
def test_an_address_that_is_only_named_is_not_searched(
    client, post, press, right
):
    post(EVE, right=right, others=make.ADA)

    me = press(EVE)

    adas = ClaimedAddress.objects.get(email=make.ADA)
    assert not adas.proven_at
    assert SECRET not in client.get(me).content.decode()
    token = tokens.make('me', adas.pk)
    assert client.get(f'/privacy/me/{token}/').status_code == 410
    assert Enquiry.objects.usable().exists()


def correct_a_row_of_ones_own(client, me):
    row = Enquiry.objects.get(email=EVE)
    form = {'kind': 'contact.Enquiry', 'row': row.pk, 'field': 'name'}
    client.post(me + 'correct/', form | {'new_value': 'Eve'})


def test_a_correction_on_the_profile_proves_no_other_address(
    client, post, press
):
    make.enquiry(email=EVE)
    post(EVE, right='rectification', others=make.ADA)
    me = press(EVE)

    correct_a_row_of_ones_own(client, me)

    assert Correction.objects.exists()
    assert not ClaimedAddress.objects.get(email=make.ADA).proven_at
    assert SECRET not in client.get(me).content.decode()


def test_a_deletion_on_the_profile_proves_no_other_address(
    client, post, press, worker
):
    make.enquiry(email=make.STRANGER, message=f'{EVE} keeps my case open.')
    post(EVE, others=make.ADA)
    me = press(EVE)

    client.post(me + 'delete/')
    worker()

    assert not ClaimedAddress.objects.get(email=make.ADA).proven_at
    assert Enquiry.objects.filter(email=make.ADA).usable().exists()


def test_her_own_request_does_not_end_up_in_one_that_names_another(
    client, post, press
):
    post(make.ADA, right='complaint', others=EVE)
    post(make.ADA, right='complaint')  # a moment later, by Ada herself
    press(make.ADA)
    eves = press(EVE)

    assert case_of(make.ADA) != case_of(EVE)
    assert SECRET not in client.get(eves).content.decode()


def test_an_address_that_was_forgotten_can_be_added_at_once(post, mailoutbox):
    """Two presses of one button are one wish; a longer list is another."""
    post(make.ADA)
    post(make.ADA, others='office@example.org')

    assert {letter.to[0] for letter in mailoutbox} == {
        make.ADA,
        'office@example.org',
    }


def test_the_code_of_one_address_proves_no_other(client, post):
    post(EVE, others=make.ADA)
    dsr = DataSubjectRequest.objects.get()
    code = codes.code_for(dsr.addresses.get(email=EVE))

    form = {'reference': dsr.reference, 'code': code}
    client.post('/privacy/code/', form)

    assert dsr.proven_emails() == [EVE]


def test_a_renewed_link_goes_to_the_address_it_proves(client, worker, post):
    post(make.ADA, others=EVE)
    dsr = DataSubjectRequest.objects.get()

    form = {'reference': dsr.reference, 'email': EVE}
    client.post('/privacy/link/', form)
    worker()

    assert dsr.proven_emails() == []
