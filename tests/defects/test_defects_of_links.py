"""What lies in a letter does nothing by itself, and nothing else than it says.

Programs open every link before a person does, and letters are forwarded.
"""

import pytest
from django.utils import timezone

from contact import subscribing as contact
from contact.models import ConsentEvent, Enquiry, Kind, Subscription
from privacy import tokens
from privacy.models import ClaimedAddress
from tests import make
from tests.defects.doors import everything_by_post, links_in_letters, way_to
from tests.defects.whole import whole


pytestmark = pytest.mark.django_db


# --- (b) Confirming by GET ----------------------------------------------------


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
    before, written = whole(), len(letters)

    for _ in range(500 // len(links) + 1):
        for link in links:
            client.get(link)
            client.head(link)
    worker()

    assert whole() == before
    assert len(letters) == written


@pytest.mark.parametrize('method', ['get', 'head', 'options'])
@pytest.mark.parametrize(
    'act',
    ['copy', 'correct', 'stop', 'delete', 'message', 'withdraw', 'unlock'],
)
def test_no_button_can_be_pressed_by_a_link(client, method, act):
    """(b) WordPress, flarum: nor does the page behind a button, by its URL."""
    make.enquiry()
    make.consent()
    dsr = make.open_case('complaint')
    before = whole()

    door = 'case' if act in ('message', 'withdraw', 'unlock') else 'me'
    getattr(client, method)(f'{way_to(door, dsr)}{act}/')

    assert whole() == before


# --- (h) The link in the footer that wipes ------------------------------------

SAME = 1_815
NOW = dict.fromkeys(('claimed_at', 'proven_at'), timezone.now())
NOW |= {'email': make.ADA}
DOORS = [
    *('/privacy/request/{}/', '/privacy/case/{}/', '/privacy/me/{}/'),
    *('/privacy/case/{}/message/', '/privacy/case/{}/withdraw/'),
    '/privacy/case/{}/unlock/',
    *('/privacy/me/{}/copy/', '/privacy/me/{}/correct/'),
    *('/privacy/me/{}/stop/', '/privacy/me/{}/delete/'),
    '/newsletter/confirm/{}/',
    *('/newsletter/yours/{}/', '/newsletter/yours/{}/start/'),
    *('/newsletter/yours/{}/pause/', '/newsletter/yours/{}/move/'),
]


@pytest.fixture
def footer():
    """The token under a newsletter; other rows have the same number."""
    subscription = make.subscriber(pk=SAME)
    wish = {'kind': Kind.REQUESTED, 'number': 3}
    make.consent(pk=SAME, subscription=subscription, **wish)
    make.enquiry()
    dsr = make.open_case('complaint', pk=SAME)
    dsr.addresses.create(pk=SAME, **NOW)
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
