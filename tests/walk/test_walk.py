"""A person's data goes all the way round, in a real browser."""

import time
import zipfile
from pathlib import Path

import pytest


@pytest.fixture
def person(page):
    """Everybody who walks has an address of their own."""
    return f'walker{page.viewport_size["width"]}@example.org'


def open_letter(page, person, subject, number=1):
    """Wait for the nth letter of a kind, and open the newest."""
    for _ in range(300):
        page.goto('/mailbox/')
        rows = page.get_by_role('row').filter(has_text=person)
        links = rows.filter(has_text=subject).get_by_role('link')
        if links.count() >= number:
            links.first.click()
            return
        time.sleep(0.2)
    raise AssertionError(f'no letter {subject!r}')


def follow(page, part):
    page.locator(f'a[href*="{part}"]').first.click()


def ask_for(page, person, right, number):
    page.goto('/privacy/request/')
    page.get_by_label(right).check()
    page.get_by_label('Your e-mail address').fill(person)
    page.get_by_label('Anything we should know').fill('It is about me.')
    page.get_by_role('button', name='Send me the link').click()
    open_letter(page, person, 'Please confirm your request', number)
    follow(page, '/privacy/request/')
    page.locator('main button').click()
    assert '/privacy/case/' in page.url


def wait_for(page, name):
    """Press reload until the worker has done its part."""
    for _ in range(300):
        if page.get_by_role('button', name=name).count():
            return
        time.sleep(0.2)
        page.reload()
    raise AssertionError(page.content())


def download(page, to: Path):
    wait_for(page, 'Download my copy')
    with page.expect_download() as started:
        page.get_by_role('button', name='Download my copy').click()
    started.value.save_as(to)
    return zipfile.ZipFile(to).read('index.html').decode()


def test_round_trip(page, person, tmp_path):
    page.goto('/')
    page.get_by_role('link', name='Contact').first.click()
    page.get_by_label('Your message').fill(f'I am {person}, hello.')
    page.get_by_label('Your e-mail address').fill(person)
    assert not page.get_by_label('Send me the ivelum newsletter').is_checked()
    page.get_by_role('button', name='Send').click()
    assert page.url.endswith('/contact/thanks/')
    open_letter(page, person, 'We have your message')

    ask_for(page, person, 'A copy of my data', 1)
    copy = download(page, tmp_path / 'copy.zip')
    assert f'I am {person}' in copy

    ask_for(page, person, 'The deletion of my data', 2)
    open_letter(page, person, 'Your data is deleted')
    assert 'enquiries: 1 deleted' in page.content()

    ask_for(page, person, 'A copy of my data', 3)
    after = download(page, tmp_path / 'after.zip')
    assert f'I am {person}' not in after


def test_the_forms_say_what_is_wrong(page):
    page.goto('/contact/')
    page.get_by_label('Your message').fill('Kept.')
    page.get_by_label('Your e-mail address').fill('nobody')
    page.get_by_role('button', name='Send').click()

    assert page.get_by_role('alert').is_visible()
    assert page.get_by_label('Your message').input_value() == 'Kept.'


ANSWERS = {
    'A look at all that you hold about me': 'Your data is ready to see',
    'A correction of my data': 'A colleague looks at your request',
    'A lock on my data': 'Your data is locked',
    'An end to your use of my data': 'A colleague looks at your request',
    'An end to what I agreed to': 'What you agreed to has ended',
    'An answer to my complaint': 'A colleague looks at your request',
    'The removal of a child’s data': 'A colleague looks at your request',
}


def test_the_other_rights(page):
    person = f'other{page.viewport_size["width"]}@example.org'
    for number, (right, subject) in enumerate(ANSWERS.items(), 1):
        ask_for(page, person, right, number)
        assert page.get_by_text('We answer by').is_visible()
        open_letter(page, person, subject)
        assert '/privacy/case/' in page.content()
