"""A colleague writes a post; people and feed readers read it."""

import os
import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings

from pages import markdown, posts


ATOM = '{http://www.w3.org/2005/Atom}'
POST = """---
title: On engines
summary: They weave.
date: {day}
{more}---

## A heading

Some *words*.
"""


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Put a file into an empty blog."""
    monkeypatch.setattr(posts, 'FOLDER', tmp_path)

    def put(slug, day='2024-05-01', more=''):
        file = tmp_path / f'{slug}.md'
        file.write_text(POST.format(day=day, more=more))
        return f'/blog/{slug}/'

    return put


def test_a_file_is_a_post(client, write):
    page = client.get(write('engines')).content.decode()

    assert '<h1>On engines</h1>' in page
    assert '<h2 id="a-heading">A heading</h2>' in page
    assert '1 May 2024' in page
    assert '/blog/engines/' in client.get('/blog/').content.decode()


@pytest.mark.parametrize(
    'unready', [{'more': 'draft: true\n'}, {'day': '2999-01-01'}]
)
def test_what_is_not_published_is_nowhere(client, write, unready):
    address = write('later', **unready)

    assert client.get(address).status_code == 404
    for place in ('/blog/', '/blog/atom.xml', '/blog/rss.xml', '/sitemap.xml'):
        assert 'later' not in client.get(place).content.decode()


def test_its_author_sees_a_draft_at_home(client, write, settings):
    settings.DEBUG = True

    page = client.get(write('later', more='draft: true\n')).content.decode()

    assert 'Draft' in page


def test_an_empty_blog_says_so(client, write):
    assert 'Nothing is published yet' in client.get('/blog/').content.decode()


def test_a_changed_file_is_a_changed_post(client, write, tmp_path):
    address = write('engines')
    client.get(address)

    file = tmp_path / 'engines.md'
    file.write_text(file.read_text().replace('words', 'looms'))
    os.utime(file, (1, 1))

    assert 'looms' in client.get(address).content.decode()


def test_neighbours_lead_back_and_forth(client, write):
    write('first', day='2024-01-01')
    second = write('second', day='2024-02-01')
    write('third', day='2024-03-01')

    page = client.get(second).content.decode()

    assert '/blog/first/" rel="prev"' in page
    assert '/blog/third/" rel="next"' in page


def test_a_feed_reader_gets_whole_posts(client, write):
    write('engines')

    feed = ElementTree.fromstring(client.get('/blog/atom.xml').content)
    entry = feed.find(f'{ATOM}entry')
    rss = ElementTree.fromstring(client.get('/blog/rss.xml').content)

    assert entry.find(f'{ATOM}title').text == 'On engines'
    assert 'Some <em>words</em>' in entry.find(f'{ATOM}summary').text
    assert entry.find(f'{ATOM}link').get('href').endswith('/blog/engines/')
    date_of_rss = rss.find('channel/item/pubDate').text
    assert re.match(r'Wed, 01 May 2024 09:00:00 \+0300', date_of_rss)


def test_every_page_shows_the_way_to_the_feed(client, write):
    page = client.get(write('engines')).content.decode()

    assert 'type="application/atom+xml"' in page


def test_html_in_a_post_stays_text():
    html = markdown.render('<iframe src="https://example.org"></iframe>')

    assert '<iframe' not in html
    assert '&lt;iframe' in html


def test_code_has_its_colours_by_class():
    html = markdown.render('```python contact/models.py\nx = "<b>"\n```')

    assert '<span class="s2">"&lt;b&gt;"</span>' in html
    assert '<figcaption>contact/models.py</figcaption>' in html
    assert 'style=' not in html


def test_a_reader_of_220_words_a_minute_needs_as_long_as_we_say(tmp_path):
    file = tmp_path / 'long.md'
    file.write_text(POST.format(day='2024-01-01', more='') + 'word ' * 1100)

    assert posts.read(file, 0).minutes == 5


REAL = sorted(posts.FOLDER.glob('*.md'))
EXCERPT = re.compile(r'^```\w+ (\S+)\n(.*?)^```', re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize('file', REAL, ids=lambda file: file.stem)
def test_what_a_post_quotes_is_in_our_code(file):
    quoted = EXCERPT.findall(file.read_text())

    assert quoted
    for source, code in quoted:
        assert code in Path(settings.BASE_DIR, source).read_text(), source


def test_the_real_posts_are_dated_and_short_of_title():
    for post in posts.written():
        assert isinstance(post.date, date)
        assert len(post.title) <= 70
        assert len(post.summary) <= 180
