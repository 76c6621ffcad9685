"""A colleague signs in for the first time and sees what waits."""

import time
from base64 import b32decode

import pytest
from django_otp.oath import TOTP

from privacy.declaration.cookies import COOKIES, bare
from tests.walk.conftest import a_network
from tests.walk.test_accessible import problems
from tests.walk.test_walk import ask_for, follow, open_letter


OWN = 'an engine that weaves'


@pytest.fixture(scope='session')
def first_sign_in(browser, running):
    """Once, with the password that the terminal showed; gives what it left."""
    context = a_context(browser, running)
    desk = context.new_page()
    desk.goto('/admin/')
    desk.fill('[name=username]', 'info@ivelum.com')
    desk.fill('[name=password]', running.password)
    desk.click('#content [type=submit]')
    asked_for = desk.url
    desk.goto('/admin/contact/enquiry/')
    closed = desk.url
    desk.fill('[name=old_password]', running.password)
    desk.fill('[name=new_password1]', OWN)
    desk.fill('[name=new_password2]', OWN)
    desk.click('#content [type=submit]')
    desk.wait_for_url('**/second-factor/')
    desk.fill('[name=code]', code_of(desk.locator('.key').inner_text()))
    desk.get_by_role('button', name='It works').click()
    desk.get_by_role('link', name='I have kept them').click()
    assert desk.url.endswith('/admin/')
    yield asked_for, closed, context.storage_state()
    context.close()


def code_of(key):
    """What an app shows that was given the key by hand."""
    totp = TOTP(b32decode(key.replace(' ', '').strip()))
    totp.time = time.time()
    return f'{totp.token():06}'


def a_context(browser, running, **more):
    return browser.new_context(
        base_url=running.site, extra_http_headers=a_network(), **more
    )


@pytest.fixture
def desk(browser, running, first_sign_in):
    context = a_context(browser, running, storage_state=first_sign_in[2])
    yield context.new_page()
    context.close()


def test_a_browser_finds_the_cookies_of_the_register_and_no_others(
    first_sign_in,
):
    left = first_sign_in[2]

    assert {cookie['name'] for cookie in left['cookies']} == {
        bare(cookie.name) for cookie in COOKIES
    }
    assert not [where for where in left['origins'] if where['localStorage']]


def test_a_newcomer_first_chooses_a_password(first_sign_in):
    asked_for, closed, _ = first_sign_in

    assert asked_for.endswith('/password_change/')
    assert closed.endswith('/password_change/')


def test_the_desk_shows_who_wrote(desk, page):
    person = f'caller{page.viewport_size["width"]}@example.org'
    write(page, person, 'anybody')

    desk.goto('/admin/contact/enquiry/')

    assert person in desk.content()


@pytest.mark.parametrize('scheme', ['light', 'dark'])
@pytest.mark.parametrize('width', [320, 390, 1280])
def test_axe_finds_nothing_at_the_door(
    browser, running, first_sign_in, width, scheme
):
    look = {
        'viewport': {'width': width, 'height': 900},
        'color_scheme': scheme,
    }
    outside = a_context(browser, running, **look)
    inside = a_context(browser, running, storage_state=first_sign_in[2], **look)
    door, desk = outside.new_page(), inside.new_page()

    found = {}
    for page, path in [
        (door, '/admin/'),
        (desk, '/admin/me/'),
        (desk, '/admin/second-factor/'),
        (desk, '/admin/password_change/'),
    ]:
        page.goto(path)
        wide = page.evaluate('document.documentElement.scrollWidth')
        found[path] = [*problems(page), *['it sticks out'] * (wide > width)]

    assert not {path: what for path, what in found.items() if what}
    outside.close()
    inside.close()


def open_case(desk, person):
    """By the exact address, which is posted."""
    desk.goto('/admin/privacy/datasubjectrequest/find/')
    desk.get_by_label('Address of the person').fill(person)
    desk.get_by_role('button', name='Find').click()
    assert person not in desk.url
    desk.locator('#content a[href$="/change/"]').first.click()


def close_case(desk, act, **typed):
    """The whole act: three clicks."""
    desk.locator('.next a.button').click()
    for label, text in typed.items():
        desk.locator(f'[name={label}]').fill(text)
    desk.get_by_role('button', name='Look at what will happen').click()
    desk.get_by_role('button', name=act).click()
    assert 'Done' in desk.locator('.messagelist').inner_text()


def write(page, person, name):
    page.goto('/contact/')
    page.get_by_label('Your message').fill(f'Greet {name} from me.')
    page.get_by_label('Your e-mail address').fill(person)
    page.get_by_role('button', name='Send').click()


def test_a_correction_takes_three_clicks(desk, page):
    person = f'corrected{page.viewport_size["width"]}@example.org'
    write(page, person, 'everybody')
    ask_for(page, person, 'A correction of my data', 1)
    page.get_by_role('link', name='Show me my data').click()
    page.get_by_text('Correct this').first.click()
    page.locator('[name=new_value]').first.fill('It reads like this.')
    page.locator('form:has([name=new_value]) button').first.click()

    open_case(desk, person)
    close_case(desk, 'Decide the corrections')

    open_letter(page, person, 'Your corrections are decided')


def test_a_deletion_takes_three_clicks(desk, page):
    person = f'deleted{page.viewport_size["width"]}@example.org'
    write(page, f'friend.of.{person}', person)
    ask_for(page, person, 'The deletion of my data', 1)
    open_letter(page, person, 'A colleague looks at your request')

    open_case(desk, person)
    ground = 'Article 17(3)(e): it is the letter of somebody else.'
    close_case(desk, 'Say why something stays', ground=ground)

    open_letter(page, person, 'Your data is deleted')


def test_a_complaint_takes_three_clicks(desk, page):
    person = f'complains{page.viewport_size["width"]}@example.org'
    ask_for(page, person, 'An answer to my complaint', 1)

    open_case(desk, person)
    close_case(desk, 'Answer, and close', what_next='We do it no more.')

    open_letter(page, person, 'News about your request')
    follow(page, '/privacy/case/')
    assert page.get_by_text('We do it no more.').first.is_visible()
