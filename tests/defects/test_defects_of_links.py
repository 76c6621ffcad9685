"""What lies in a letter does nothing by itself, and nothing else than it says.

Programs open every link before a person does; letters are forwarded; old ones
stay open in a tab.
"""

import re

import pytest
from django.utils import timezone

from contact import services as contact
from contact.models import ConsentEvent, Enquiry, Kind, Subscription
from privacy import tokens
from privacy.models import ClaimedAddress, DataSubjectRequest, StaffMember
from tests import make
from tests.defects.whole import whole


pytestmark = pytest.mark.django_db

# A post that is too frequent is counted, and that is all it is.
COUNTERS = ['privacy_attempts']


def everything_by_post(client, path):
    """Whatever a door may be asked for, by whoever knows its address."""
    form = {
        'kind': 'contact.Enquiry',
        'row': Enquiry.objects.first().pk,
        'field': 'name',
        'new_value': 'Eve',
        'body': 'I am Ada, believe me.',
    }
    return client.post(path, form).status_code


# --- (b) Confirming by GET ----------------------------------------------------


def links_in_letters(mailoutbox):
    bodies = '\n'.join(letter.body for letter in mailoutbox)
    return sorted(set(re.findall(r'http://localhost:8000(/\S+)', bodies)))


@pytest.fixture
def letters(client, worker, mailoutbox):
    """Every letter with a link that does something."""
    make.enquiry()
    contact.ask_to_subscribe(email=make.ADA)
    for right in ('erasure', 'access', 'complaint', 'rectification'):
        form = {'email': make.ADA, 'right': right}
        client.post('/privacy/request/', form)
    for right in ('access', 'rectification'):
        claim = ClaimedAddress.objects.get(request__right=right)
        client.post(f'/privacy/request/{tokens.make("proof", claim.pk)}/')
    worker()
    return mailoutbox


def test_a_thousand_looks_at_our_links_change_nothing(client, letters, worker):
    """(b) WordPress, flarum: a scanner that follows a link confirms by it."""
    links = links_in_letters(letters)
    assert len(links) >= 8
    before = whole()

    for _ in range(500 // len(links) + 1):
        for link in links:
            client.get(link)
            client.head(link)
    worker()

    assert whole() == before


@pytest.mark.parametrize('method', ['get', 'head', 'options'])
@pytest.mark.parametrize(
    'act', ['copy', 'correct', 'stop', 'delete', 'message', 'withdraw']
)
def test_no_button_can_be_pressed_by_a_link(client, method, act):
    """(b) WordPress, flarum: nor does the page behind a button, by its URL."""
    make.enquiry()
    make.consent()
    dsr = make.open_case('complaint')
    before = whole()

    door = 'case' if act in ('message', 'withdraw') else 'me'
    link = f'/privacy/{door}/{tokens.make(door, dsr.pk)}/{act}/'
    getattr(client, method)(link)

    assert whole() == before


# --- (h) The link in the footer that wipes ------------------------------------

SAME = 1_815
DOORS = [
    *('/privacy/request/{}/', '/privacy/case/{}/', '/privacy/me/{}/'),
    *('/privacy/case/{}/message/', '/privacy/case/{}/withdraw/'),
    *('/privacy/me/{}/copy/', '/privacy/me/{}/correct/'),
    *('/privacy/me/{}/stop/', '/privacy/me/{}/delete/'),
    '/newsletter/confirm/{}/',
]


@pytest.fixture
def footer():
    """The token under a newsletter; other rows have the same number."""
    subscription = make.subscription(pk=SAME)
    make.consent(pk=1, subscription=subscription)
    wish = {'kind': Kind.REQUESTED, 'number': 2}
    make.consent(pk=SAME, subscription=subscription, **wish)
    make.enquiry()
    make.open_case('complaint', pk=SAME)
    return tokens.make('stop', SAME)


@pytest.mark.parametrize('door', DOORS)
def test_a_forwarded_newsletter_opens_no_door(client, footer, door):
    """(h) listmonk: whoever has the footer may export and wipe."""
    before = whole()

    assert client.get(door.format(footer)).status_code in (405, 410)
    assert everything_by_post(client, door.format(footer)) == 410

    assert whole() == before


def test_a_footer_ends_the_newsletter_and_deletes_nothing(client, footer):
    """(h) listmonk: one press there removes the person and the proof."""
    client.post(f'/newsletter/stop/{footer}/')

    subscription = Subscription.objects.get()
    assert (subscription.email, subscription.is_living) == (make.ADA, False)
    assert Enquiry.objects.exists()
    kinds = list(ConsentEvent.objects.values_list('kind', flat=True))
    assert 'confirmed' in kinds
    assert 'withdrawn' in kinds


@pytest.mark.parametrize('purpose', ['case', 'proof', 'me', 'subscribe'])
def test_no_other_link_works_as_a_footer(client, purpose):
    """(h) listmonk: one link is good for one thing, both ways."""
    subscription = make.consent().subscription
    before = whole()

    token = tokens.make(purpose, subscription.pk)
    client.post(f'/newsletter/stop/{token}/')

    assert whole() == before


# --- (q) Still open when the person is gone -----------------------------------

ACTS = [
    *('', 'message/', 'withdraw/'),
    *('copy/', 'correct/', 'stop/', 'delete/'),
]

@pytest.fixture
def before_and_after(client, confirm, ask, worker, mailoutbox):
    """Every link that Ada still has open when she is erased."""
    make.enquiry()
    contact.ask_to_subscribe(email=make.ADA)
    confirm('access')
    ask('complaint')
    confirm('erasure')
    return links_in_letters(mailoutbox)


def test_after_an_erasure_only_the_receipt_opens(client, before_and_after):
    """(q) Magento: who was erased goes on as if signed in."""
    opened = [
        link for link in before_and_after if client.get(link).status_code == 200
    ]

    places = {'/'.join(link.split('/')[:3]) for link in opened}
    assert places == {'/privacy/', '/privacy/case', '/privacy/code'}
    for link in opened:
        assert make.ADA not in client.get(link).content.decode()
        assert 'engine' not in client.get(link).content.decode()


def test_after_an_erasure_no_open_page_does_anything(
    client, worker, before_and_after
):
    """(q) Magento: buttons on pages that were open before."""
    make.enquiry(email=make.STRANGER)
    before = whole(but=COUNTERS)

    for link in before_and_after:
        for act in ACTS:
            everything_by_post(client, f'{link}{act}')
    worker()

    assert whole(but=COUNTERS) == before


def test_a_receipt_has_no_way_back_to_the_data(client, before_and_after):
    """(q) Magento: the page of the case offers no profile any more."""
    dsr = DataSubjectRequest.objects.get(right='erasure')

    page = client.get(f'/privacy/case/{tokens.make("case", dsr.pk)}/')

    assert '/privacy/me/' not in page.content.decode()


@pytest.fixture
def desk(client, settings):
    """A colleague who is signed in, and what the desk answers them."""
    member = make.colleague(email='team@example.org')
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
    """(q) Magento: a session that outlives its account."""
    member, answer = desk

    act(member)

    assert answer() == 302
