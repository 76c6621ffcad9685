"""Somebody on a train opens a page. Bytes do not vary, so they are a gate.

Counted is what a browser fetches for a first visit, compressed as the site
compresses it, with as many headers as our answers have.
"""

from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders

from ivelum_site.encodings import COMPRESS
from tests.pages.test_pages import PAGES, every, tree  # noqa: F401


pytestmark = pytest.mark.django_db

HEADERS = 1_200
TEXT_PAGE, HOME, POLICY = 35_000, 120_000, 30_000
SVG = '{http://www.w3.org/2000/svg}svg'
PACKED = ('.css', '.svg')


def on_the_wire(name):
    body = Path(finders.find(name)).read_bytes()
    packed = brotli.compress(body) if name.endswith(PACKED) else body
    return len(packed) + HEADERS


@pytest.fixture
def weigh(client, tree):  # noqa: F811
    """Bytes of the page, and of each file that comes with it."""

    def put_on_scales(path):
        fetched = {
            link.get('href')
            for link in every(tree(path), 'link')
            if link.get('rel') in ('stylesheet', 'preload', 'icon', 'manifest')
        } | {image.get('src') for image in every(tree(path), 'img')}
        html = COMPRESS['br'](client.get(path).content)
        return [
            len(html) + HEADERS,
            *(on_the_wire(a.removeprefix('/static/')) for a in fetched
              if a.startswith('/static/')),
        ]  # fmt: skip

    return put_on_scales


@pytest.mark.parametrize('path', PAGES)
def test_a_page_is_light(weigh, path):
    budget = {'/': HOME, '/privacy/': POLICY}.get(path, TEXT_PAGE)

    assert sum(weigh(path)) <= budget


def test_the_policy_comes_in_four_requests(weigh):
    assert len(weigh('/privacy/')) <= 4


@pytest.mark.parametrize('path', PAGES)
def test_a_picture_says_how_large_it_is_and_waits(tree, path):  # noqa: F811
    page = tree(path)

    images = every(page, 'img')
    for image in [*images, *page.iter(SVG)]:
        assert image.get('width')
        assert image.get('height')
    assert all(image.get('loading') == 'lazy' for image in images)
