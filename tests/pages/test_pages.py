"""Somebody walks through every public page of the site, and so does a robot."""

import json
import re
from itertools import pairwise
from pathlib import Path

import html5lib
import pytest
from django.contrib.staticfiles import finders

from pages import posts
from pages.site_map import NAMES, REDIRECTS
from tests import pictures


pytestmark = pytest.mark.django_db

POSTS = [post.get_absolute_url() for post in posts.published()]
PAGES = [*(f'/{page}' for page in NAMES), *POSTS]
ERRORS = ['/nowhere/']
XHTML = '{http://www.w3.org/1999/xhtml}'


@pytest.fixture
def tree(client):
    """A page as a browser's parser sees it; a mistake in it is an error."""

    def parse(path):
        parser = html5lib.HTMLParser(strict=True)
        return parser.parse(client.get(path).content.decode())

    return parse


def every(tree, name):
    return [*tree.iter(XHTML + name)]


def ids_of(page):
    return [e.get('id') for e in page.iter() if e.get('id')]


def text_of(element):
    return ' '.join(''.join(element.itertext()).split())


@pytest.mark.parametrize('path', [*PAGES, *ERRORS])
def test_a_page_is_valid_and_in_order(tree, path):
    page = tree(path)

    headings = [
        int(element.tag[-1])
        for element in page.iter()
        if re.fullmatch(rf'{XHTML}h[1-6]', str(element.tag))
    ]
    assert headings.count(1) == 1
    assert headings[0] == 1
    assert all(low <= high + 1 for high, low in pairwise(headings))
    for landmark in ('main', 'header', 'footer'):
        assert every(page, landmark)


@pytest.mark.parametrize('path', [*PAGES, *ERRORS])
def test_an_id_is_there_once(tree, path):
    ids = ids_of(tree(path))

    assert len(ids) == len(set(ids))


def test_no_two_pages_have_the_same_title_or_description(tree):
    titles, descriptions = set(), set()
    for path in PAGES:
        page = tree(path)
        titles.add(text_of(every(page, 'title')[0]))
        descriptions |= {
            meta.get('content')
            for meta in every(page, 'meta')
            if meta.get('name') == 'description'
        }

    assert len(titles) == len(descriptions) == len(PAGES)
    assert all(len(title) <= 70 for title in titles)
    assert all(60 <= len(text) <= 180 for text in descriptions)


@pytest.mark.parametrize('path', [*PAGES, *ERRORS])
def test_the_policy_and_the_contact_are_one_click_away(tree, path):
    footer = every(tree(path), 'footer')[-1]

    there = {a.get('href') for a in every(footer, 'a')}
    assert {'/privacy/', '/privacy/request/', '/contact/'} <= there


@pytest.mark.parametrize('path', PAGES)
def test_the_menu_says_where_we_are(tree, path):
    marked = [
        a.get('href')
        for nav in every(tree(path), 'nav')
        if nav.get('id') == 'menu'
        for a in every(nav, 'a')
        if a.get('aria-current')
    ]

    assert len(marked) <= 1
    assert all(path.startswith(address) for address in marked)


@pytest.mark.parametrize('path', [*PAGES, *ERRORS])
def test_every_link_leads_somewhere(client, tree, path):
    addresses = {a.get('href') for a in every(tree(path), 'a')}

    for address in addresses:
        if not address.startswith(('/', '#')):
            assert re.match('https://|mailto:|tel:', address)
            continue
        target, _, part = address.partition('#')
        if target:
            assert client.get(target).status_code == 200, address
        if part:
            assert part in ids_of(tree(target or path)), address


@pytest.mark.parametrize('path', [*PAGES, *ERRORS])
def test_nothing_comes_from_anybody_else(tree, path):
    page = tree(path)
    loaded = [e.get('src') for e in page.iter() if e.get('src')]
    loaded += [
        link.get('href')
        for link in every(page, 'link')
        if link.get('rel') not in ('canonical', 'alternate')
    ]

    assert loaded
    assert all(re.match('/[^/]', address) for address in loaded)
    assert not every(page, 'iframe')
    scripts = {script.get('type') for script in every(page, 'script')}
    assert scripts <= {'application/ld+json'}


@pytest.mark.parametrize('path', PAGES)
def test_who_shows_a_link_to_us_has_a_picture_for_it(client, tree, path):
    said = {
        meta.get('property'): meta.get('content')
        for meta in every(tree(path), 'meta')
    }

    assert said['og:url'].endswith(path)
    assert said['og:title']
    picture = said['og:image'].partition('/static/')[2]
    assert Path(finders.find(picture)).read_bytes()[16:24] == bytes.fromhex(
        '000004b000000276'  # 1200 x 630
    )


def test_the_pictures_are_of_today():
    drawn = json.loads(pictures.DRAWN.read_text())

    assert drawn == pictures.digests(), 'Draw them again: ./dev pictures'


@pytest.mark.parametrize(('old', 'new'), REDIRECTS.items())
def test_an_old_address_leads_to_the_new_page(client, old, new):
    response = client.get(f'/{old}')

    assert response.status_code == 301
    assert response.url == f'/{new}'
    assert client.get(f'/{new}').status_code == 200


def test_an_address_without_its_slash_leads_to_the_one_with_it(client):
    response = client.get('/industries/media')

    assert response.status_code == 301
    assert response.url == '/industries/media/'


def test_robots_find_every_page(client):
    robots = client.get('/robots.txt').content.decode()
    sitemap = re.search('^Sitemap: .*(/sitemap.xml)$', robots, re.MULTILINE)[1]

    listed = client.get(sitemap).content.decode()

    found = re.findall('<loc>https?://[^/]+(/[^<]*)</loc>', listed)
    assert sorted(found) == sorted(PAGES)


def test_a_browser_finds_the_icon_that_it_asks_for_unasked(client):
    assert client.get('/favicon.ico').url == '/static/favicon.ico'
    assert Path(finders.find('favicon.ico')).read_bytes()[:4] == b'\0\0\1\0'


def test_the_manifest_names_icons_that_are_there(client):
    response = client.get('/site.webmanifest')
    manifest = json.loads(response.content)

    assert response.headers['Content-Type'] == 'application/manifest+json'
    assert manifest['name'] == 'ivelum'
    for icon in manifest['icons']:
        assert finders.find(icon['src'].removeprefix('/static/'))
