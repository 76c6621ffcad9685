"""The chat, the calendar and the film are other people's: a click away."""

from datetime import datetime

import html5lib
import pytest

from pages import hours
from pages.outside import BY_NAME
from privacy.clock import VILNIUS
from tests.pages.test_pages import PAGES, every, text_of


pytestmark = pytest.mark.django_db


def page_of(client, path):
    html = client.get(path).content.decode()
    return html5lib.parse(html, namespaceHTMLElements=True)


@pytest.mark.parametrize('outside', BY_NAME.values(), ids=lambda o: o.company)
def test_what_a_click_means_is_said_beside_it(client, outside):
    path = '/technology/' if outside.company == 'YouTube' else '/contact/'
    page = page_of(client, path)

    links = [
        a
        for a in every(page, 'a')
        if a.get('href') == outside.address and not a.get('aria-hidden')
    ]
    beside = [text_of(p) for p in every(page, 'p')]

    assert len(links) == 1
    assert outside.company in text_of(links[0])
    assert outside.what_happens in beside
    assert outside.company in outside.what_happens


@pytest.mark.parametrize('path', PAGES)
def test_a_new_tab_knows_nothing_of_us(client, path):
    for a in every(page_of(client, path), 'a'):
        if a.get('target'):
            assert a.get('rel') == 'noopener noreferrer'
            assert a.get('aria-hidden') or 'in a new tab' in text_of(a)


def test_no_page_plays_a_film_itself(client):
    for path in PAGES:
        page = page_of(client, path)
        for player in ('iframe', 'object', 'embed', 'video', 'audio'):
            assert not every(page, player)


def vilnius(*moment):
    return datetime(*moment, tzinfo=VILNIUS)


@pytest.mark.parametrize(
    ('moment', 'is_open'),
    [
        (vilnius(2026, 11, 23, 9, 59), False),
        (vilnius(2026, 11, 23, 10, 0), True),  # a Monday
        (vilnius(2026, 11, 23, 19, 59), True),
        (vilnius(2026, 11, 23, 20, 0), False),
        (vilnius(2026, 11, 22, 12, 0), False),  # a Sunday
        (vilnius(2026, 12, 24, 12, 0), False),  # Kūčios
        (vilnius(2026, 7, 6, 12, 0), False),  # Statehood Day, a Monday
        (vilnius(2026, 7, 7, 12, 0), True),  # summer time
    ],
)
def test_the_chat_keeps_the_hours_of_vilnius(moment, is_open):
    assert hours.is_open(moment) == is_open


@pytest.mark.parametrize(
    ('now', 'then'),
    [
        (vilnius(2026, 11, 23, 8, 0), vilnius(2026, 11, 23, 10, 0)),
        (vilnius(2026, 11, 23, 21, 0), vilnius(2026, 11, 24, 10, 0)),
        (vilnius(2026, 11, 20, 20, 0), vilnius(2026, 11, 23, 10, 0)),
        # Kūčios and Christmas, a Saturday, a Sunday: all of them free.
        (vilnius(2026, 12, 23, 20, 0), vilnius(2026, 12, 28, 10, 0)),
        # The night in which the clocks go back.
        (vilnius(2026, 10, 24, 23, 0), vilnius(2026, 10, 26, 10, 0)),
    ],
)
def test_the_page_says_when_somebody_is_back(now, then):
    assert hours.opens_next(now) == then
    assert hours.opens_next(now).hour == 10
