"""The company is sold: noted by one, agreed to by another, told, moved."""

from datetime import timedelta

import pytest
from django.utils import timezone

from privacy.models import OwnershipChange
from tests import make
from tests.desk.ready import a_sale, a_sale_told_long_ago
from tests.desk.test_holds import press_on


pytestmark = pytest.mark.django_db

DESK = '/admin/privacy/ownershipchange'
TODAY = timezone.localdate()


def propose(client, **changes):
    _, terms = a_sale()
    return press_on(client, f'{DESK}/new/propose/', **(terms | changes))


def test_one_notes_it_and_another_agrees(desk, second):
    propose(desk)
    change = OwnershipChange.objects.get()
    assert 'Waiting for a second person' not in desk.get('/admin/').text

    second()
    assert 'everybody is to be told' in desk.get('/admin/').text
    press_on(desk, f'{DESK}/{change.pk}/agree/')

    change.refresh_from_db()
    assert change.approved_by.email == make.SECOND


def test_the_preview_says_how_many_letters_it_will_be(desk):
    make.enquiry()
    _, terms = a_sale()

    page = desk.post(f'{DESK}/new/propose/', terms)

    assert '1 addresses get a letter' in page.text


@pytest.mark.parametrize(
    ('field', 'typed', 'said'),
    [
        ('notice_on', TODAY - timedelta(days=1), 'not dated back'),
        ('transfer_on', TODAY + timedelta(days=13), 'At least 14 days'),
        ('receiver', '', 'required'),
    ],
)
def test_what_cannot_be_is_said_beside_it(desk, field, typed, said):
    _, terms = a_sale()

    page = desk.post(f'{DESK}/new/propose/', terms | {field: typed})

    assert page.status_code == 400
    assert said in page.text


def test_without_a_policy_in_force_nothing_binds_the_receiver(desk):
    terms = {'receiver': 'A Buyer', 'contract': 'Of 3 May'}
    dated = {'notice_on': TODAY, 'contract_sha256': make.HASH}

    page = desk.post(f'{DESK}/new/propose/', terms | dated)

    assert page.status_code == 400
    assert 'publish it first' in page.text


def test_the_data_does_not_move_before_its_day(desk):
    change = a_sale_told_long_ago()

    page = desk.post(f'{DESK}/{change.pk}/moved/')

    assert page.status_code == 409
    assert 'Not before' in page.text


def test_what_is_called_off_is_over(desk):
    change = make.ownership_change()

    press_on(desk, f'{DESK}/{change.pk}/call-off/')

    page = desk.get(f'{DESK}/{change.pk}/change/').text
    assert 'Nothing: it was called off.' in page
    assert desk.get(f'{DESK}/{change.pk}/agree/').status_code == 409


def test_the_empty_register_says_so(desk):
    assert 'does not change hands' in desk.get(f'{DESK}/').text
