"""(q) Who is erased is gone, however many pages are still open.

With opengento's module a customer was erased, and her session went on
working.
"""

import pytest
from django.utils import timezone

from contact import subscribing as contact
from privacy.models import DataSubjectRequest, StaffMember
from tests import make
from tests.defects.doors import everything_by_post, links_in_letters, way_to
from tests.defects.whole import whole


pytestmark = pytest.mark.django_db

# A post that is too frequent is counted, and that is all it is.
COUNTERS = ['privacy_attempts']
ACTS = [
    *('', 'message/', 'withdraw/', 'unlock/'),
    *('copy/', 'correct/', 'stop/', 'delete/'),
]


@pytest.fixture
def before_and_after(client, confirm, ask, worker, mailoutbox):
    """Every link that Ada still has open when she is erased."""
    make.enquiry()
    contact.ask_to_subscribe(email=make.ADA)
    worker()
    confirm('access')
    ask('complaint')
    confirm('erasure')
    return links_in_letters(mailoutbox)


def test_after_an_erasure_only_the_receipt_opens(client, before_and_after):
    opened = [
        link for link in before_and_after if client.get(link).status_code == 200
    ]

    places = {'/'.join(link.split('/')[:3]) for link in opened}
    assert places == {'/privacy/', '/privacy/case', '/privacy/code'}
    for link in opened:
        assert make.ADA not in client.get(link).content.decode()
        assert 'Build me an engine' not in client.get(link).content.decode()


def test_after_an_erasure_no_open_page_does_anything(
    client, worker, before_and_after
):
    make.enquiry(email=make.STRANGER)
    before = whole(but=COUNTERS)

    for link in before_and_after:
        for act in ACTS:
            everything_by_post(client, f'{link}{act}')
    worker()

    assert whole(but=COUNTERS) == before


def test_a_receipt_has_no_way_back_to_the_data(client, before_and_after):
    dsr = DataSubjectRequest.objects.get(right='erasure')

    page = client.get(way_to('case', dsr)).content.decode()

    assert '/privacy/me/' not in page
    assert '/unlock/' not in page


def test_a_link_to_a_request_that_was_joined_still_has_a_page(client, confirm):
    confirm('complaint')
    joined = confirm('complaint', details='And this.')
    link = way_to('case', DataSubjectRequest.objects.latest('pk'))
    confirm('erasure')

    for old in (joined, link):
        page = client.get(old, follow=True)
        assert page.status_code in (200, 410)
        assert make.ADA not in page.content.decode()


def test_no_profile_of_hers_opens_any_more(client, before_and_after):
    requests = DataSubjectRequest.objects.all()
    assert len(requests) == 3

    ways = {client.get(way_to('me', dsr)).status_code for dsr in requests}

    assert ways == {410}


@pytest.fixture
def desk(client, settings):
    """A colleague who is signed in, and what the desk answers them."""
    member = make.colleague(email='team@example.org')
    make.member()  # somebody who looks after the accounts stays
    client.force_login(member)
    path = settings.STAFF_PREFIX
    assert client.get(path).status_code == 200
    return member, lambda: client.get(path).status_code


def close(member):
    StaffMember.objects.filter(pk=member.pk).update(is_active=False)


def erase(member):
    StaffMember.objects.filter(pk=member.pk).delete()


def give_another_password(member):
    member.set_password(f'another {timezone.now()}')
    member.save()


@pytest.mark.parametrize('act', [close, erase, give_another_password])
def test_a_colleague_who_left_is_out_at_once(desk, act):
    member, answer = desk

    act(member)

    assert answer() == 302
