"""A link opens one door. The doors are read from the site's own addresses."""

import re

import pytest
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from contact.models import Kind
from privacy import tokens
from privacy.models import Right
from tests import make
from tests.defects.whole import whole


pytestmark = pytest.mark.django_db

SAME = 1_815  # the number of every row that a token could mean
# Which token belongs to the doors whose address begins like this.
OWN = {
    '/privacy/request/': 'proof',
    '/privacy/case/': 'case',
    '/privacy/me/': 'me',
    '/privacy/recipient/': 'recipient',
    '/newsletter/confirm/': 'subscribe',
    '/newsletter/stop/': 'stop',
    '/newsletter/yours/': 'preferences',
}
# RFC 8058: the same page for every token, and nothing done.
SAYS_NOTHING = '/newsletter/stop/'


def patterns(resolver, before=''):
    for found in resolver.url_patterns:
        if isinstance(found, URLPattern):
            names = found.pattern.regex.groupindex
            if 'token' in names:
                yield f'{before}{found.pattern}'
        else:
            yield from patterns(found, f'{before}{found.pattern}')


def doors():
    return [
        '/' + re.sub(r'<(\w+:)?token>', '{}', door)
        for door in patterns(get_resolver())
        if 'admin' not in door
    ]


DOORS = doors()


def own(door):
    return next(kind for at, kind in OWN.items() if door.startswith(at))


@pytest.fixture
def ada():
    """Everything that a token can mean has the same number."""
    now = timezone.now()
    subscription = make.subscriber(pk=SAME)
    wish = {'kind': Kind.REQUESTED, 'number': 3}
    make.consent(pk=SAME, subscription=subscription, **wish)
    make.enquiry()
    dsr = make.open_case(Right.COMPLAINT, pk=SAME)
    dsr.addresses.create(pk=SAME, email=make.ADA, claimed_at=now, proven_at=now)


def test_every_door_has_its_kind():
    assert len(DOORS) >= 17
    assert {own(door) for door in DOORS} == set(OWN.values())


@pytest.mark.parametrize('door', DOORS)
@pytest.mark.parametrize('kind', [*OWN.values(), 'nothing'])
@pytest.mark.parametrize('method', ['get', 'head', 'post'])
def test_no_token_opens_another_door(client, ada, door, kind, method):
    if kind == own(door):
        kind = 'its own, forged'
    token = tokens.make(kind, SAME)
    before = whole()

    answer = getattr(client, method)(door.format(token))

    expected = (200,) if door.startswith(SAYS_NOTHING) else (405, 410)
    assert answer.status_code in expected
    assert 'ada@example.org' not in answer.content.decode()
    assert whole() == before


@pytest.mark.parametrize('door', DOORS)
def test_a_page_behind_a_link_is_not_kept_or_passed_on(client, ada, door):
    """By a cache, a search engine, or the next site's log."""
    answer = client.get(door.format(tokens.make(own(door), SAME)))

    assert answer.headers['Cache-Control'] == 'no-store'
    assert answer.headers['Referrer-Policy'] == 'no-referrer'
    assert answer.headers['X-Robots-Tag'] == 'noindex'
    page = answer.content.decode(errors='replace')
    assert not re.search(r'rel="?(prefetch|prerender)', page)
