"""Whoever sees little, hears a screen reader, or has no mouse, comes along."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.pages.test_pages import PAGES
from tests.walk.conftest import a_network


# A checkout shows its developers another 404 than the visitors'.
ERRORS = ['/newsletter/confirm/used-up/', '/?%00']
FORMS = ['/contact/', '/privacy/request/']


@pytest.fixture(params=['light', 'dark'])
def scheme(request):
    return request.param


@pytest.fixture(params=[390, 1280])
def seen(browser, running, request, scheme):
    """A page as it is seen; with JavaScript, because axe needs it."""
    context = browser.new_context(
        base_url=running.site,
        extra_http_headers=a_network(),
        viewport={'width': request.param, 'height': 900},
        color_scheme=scheme,
        reduced_motion='reduce',
    )
    yield context.new_page()
    context.close()


def problems(page):
    return [
        f'{found["id"]}: {node["target"]}'
        for found in Axe().run(page).response['violations']
        for node in found['nodes']
    ]


def test_axe_finds_nothing_on_any_page(seen):
    found = {}
    for path in [*PAGES, *ERRORS, '/contact/thanks/']:
        seen.goto(path)
        found[path] = problems(seen)

    assert not {path: what for path, what in found.items() if what}


def test_axe_finds_nothing_on_a_form_that_came_back(seen):
    for path in FORMS:
        seen.goto(path)
        seen.locator('main form .button').click()

        assert seen.get_by_role('alert').is_visible()
        assert not problems(seen)


def test_axe_finds_nothing_in_the_open_menu(seen):
    if seen.viewport_size['width'] > 1000:
        pytest.skip('there is room for the menu: it does not open')
    seen.goto('/')
    seen.get_by_role('button', name='Menu').click()

    assert not problems(seen)


@pytest.mark.parametrize('width', [320, 768, 2560])
def test_nothing_sticks_out(browser, running, width):
    context = browser.new_context(
        base_url=running.site,
        extra_http_headers=a_network(),
        viewport={'width': width, 'height': 900},
    )
    page = context.new_page()
    for path in [*PAGES, *ERRORS]:
        page.goto(path)
        wide = page.evaluate('document.documentElement.scrollWidth')
        assert wide <= width, path
    context.close()


@pytest.fixture
def phone(browser, running):
    context = browser.new_context(
        base_url=running.site,
        extra_http_headers=a_network(),
        java_script_enabled=False,
        viewport={'width': 390, 'height': 844},
    )
    yield context.new_page()
    context.close()


def test_the_first_tab_skips_to_the_content(phone):
    phone.goto('/')
    phone.keyboard.press('Tab')
    phone.keyboard.press('Enter')

    phone.keyboard.press('Tab')

    focus = phone.locator(':focus')
    assert focus.inner_text() == 'Start one with us'


def test_the_menu_is_opened_used_and_closed_by_keys(phone):
    phone.goto('/')
    menu = phone.get_by_role('navigation', name='Main')
    for _ in range(3):
        phone.keyboard.press('Tab')
    assert not menu.is_visible()
    phone.keyboard.press('Enter')
    assert menu.is_visible()

    phone.keyboard.press('Escape')
    assert not menu.is_visible()

    phone.keyboard.press('Enter')
    phone.keyboard.press('Tab')
    phone.keyboard.press('Tab')
    phone.keyboard.press('Enter')
    phone.wait_for_url('**/services/')


def test_a_form_is_filled_and_sent_by_keys(phone):
    phone.goto('/contact/')
    phone.get_by_label('Your name').focus()
    for text in ('Ada', 'ada@example.org', 'An engine that weaves.'):
        phone.keyboard.type(text)
        phone.keyboard.press('Tab')
    phone.keyboard.press('Space')
    assert phone.get_by_label('Send me the ivelum newsletter').is_checked()
    phone.keyboard.press('Tab')
    phone.keyboard.press('Enter')

    phone.wait_for_url('**/contact/thanks/')


def test_a_form_that_came_back_puts_its_summary_first(phone):
    phone.goto('/contact/')
    phone.get_by_role('button', name='Send').click()

    summary = phone.get_by_role('alert')
    assert summary.evaluate('e => e === document.activeElement')
    summary.get_by_role('link').first.click()
    field = phone.locator(':focus, :target').first
    assert field.get_attribute('name') == 'email'


def test_every_question_opens_by_keys(phone):
    phone.goto('/services/fractional-cto/')
    question = phone.locator('summary').first
    question.focus()
    phone.keyboard.press('Enter')

    assert phone.get_by_text('Nothing extra.').is_visible()


def test_nothing_is_stored_by_looking_around(browser, running):
    context = browser.new_context(
        base_url=running.site, extra_http_headers=a_network()
    )
    page, asked = context.new_page(), []
    page.on('request', lambda request: asked.append(request.url))
    for path in [*PAGES, *ERRORS]:
        page.goto(path)
        kept = 'localStorage.length + sessionStorage.length'
        assert page.evaluate(kept) == 0

    assert not context.cookies()
    assert all(url.startswith(running.site) for url in asked)
    context.close()
