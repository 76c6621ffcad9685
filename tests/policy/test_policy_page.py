"""Ada reads what we promise, all of it."""

import re

import pytest

from privacy.declaration import facts
from privacy.policy import living
from privacy.promises import BY_CLAUSE, PROMISES
from tests.policy.reading import Page


pytestmark = pytest.mark.django_db

MAIN = re.compile(r'<main.*</main>', re.DOTALL)


@pytest.fixture
def policy(client):
    return Page(MAIN.search(client.get('/privacy/').content.decode())[0])


def test_every_promise_stands_in_the_policy(policy):
    missing = [
        (code, clause)
        for code, promise in PROMISES.items()
        for clause in promise.clauses
        if clause not in policy.ids
    ]

    assert len(PROMISES) == 81
    assert not missing


def test_every_paragraph_of_the_policy_is_a_promise():
    text = Page(living.text().html)

    loose = [
        block['text']
        for block in text.blocks
        # What tables and lists of data say is made from the declarations.
        if not block['around'] & {'table', 'held', *BY_CLAUSE}
    ]

    assert not loose


def test_no_anchor_stands_twice(policy):
    assert len(policy.ids) == len(set(policy.ids))


def test_its_contents_lead_to_its_chapters(policy):
    inside = [
        link['href'][1:]
        for link in policy.links
        if link.get('href', '').startswith('#')
    ]

    assert len(inside) > 10
    assert set(inside) <= set(policy.ids)


def test_the_chapters_come_in_the_order_in_which_people_know_them(policy):
    chapters = [
        *('short', 'collect', 'children', 'sharing', 'control', 'cookies'),
        *('ask', 'letters', 'vendors', 'complaints', 'contact'),
    ]

    assert [name for name in policy.ids if name in chapters] == chapters


def test_the_whole_text_follows_the_short_version(client):
    page = client.get('/privacy/').content.decode()

    assert living.text().html in page
    assert '<details' not in living.text().html
    assert 'hidden' not in living.text().html


def test_it_has_the_title_and_description_of_its_version(client):
    page = client.get('/privacy/').content.decode()

    assert f'<title>{living.TITLE} · ivelum</title>' in page
    assert f'<meta name="description" content="{living.DESCRIPTION}">' in page


def test_search_engines_are_shown_the_current_version_only(client):
    listed = client.get('/sitemap.xml').content.decode()

    assert re.findall(r'<loc>[^<]*?(/privacy/[^<]*)</loc>', listed) == [
        '/privacy/',
        '/privacy/request/',
        '/privacy/authorities/',
        '/privacy/transparency/',
    ]
    assert 'X-Robots-Tag' not in client.get('/privacy/').headers
    for path in ('/privacy/versions/', '/privacy/promises/'):
        assert client.get(path).headers['X-Robots-Tag'] == 'noindex'


@pytest.mark.parametrize(
    'path', ['/', '/contact/', '/privacy/', '/privacy/request/', '/nowhere/']
)
def test_it_is_one_press_away_from_every_page(client, path):
    page = Page(client.get(path).content.decode())

    leading = [a for a in page.links if a.get('rel') == 'privacy-policy']
    assert leading
    assert {link['href'] for link in leading} == {'/privacy/'}


@pytest.mark.parametrize('clause', ['mail-choices', 'way', 'child-gone'])
def test_the_form_that_it_leads_to_asks_for_an_address(client, clause):
    text = re.search(rf'id="{clause}">(.*?)</p>', living.text().html)[1]
    forms = re.findall(r'href="(/[^"#]*)"', text.partition('class="pledge"')[0])

    assert forms
    for form in forms:
        page = client.get(form).content.decode()
        assert 'type="email"' in page
        assert 'name="reference"' not in page


def test_its_mailbox_is_the_one_that_the_team_reads(settings):
    text = living.text().html

    mailboxes = set(re.findall(r'mailto:([^"?]+)', text))
    assert mailboxes == {facts.MAILBOX.value} == {settings.TEAM_EMAIL}


def test_before_anything_is_published_it_says_that_it_is_a_draft(client):
    assert b'A draft.' in client.get('/privacy/').content
