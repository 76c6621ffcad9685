"""A subscriber goes from signing up to one click, in a real browser."""

from tests.walk.test_walk import follow, open_letter


def sign_up(page, person):
    page.goto('/')
    page.get_by_role('link', name='Newsletter').first.click()
    assert page.get_by_text('With the button you say').is_visible()
    page.get_by_label('Your e-mail address').fill(person)
    page.get_by_role('button', name='Ask for the newsletter').click()

    open_letter(page, person, 'Please confirm that you want our letters')
    follow(page, '/newsletter/confirm/')
    page.get_by_role('button', name='Yes, send it to me').click()
    assert page.get_by_text('You are on the list.').is_visible()


def test_from_signing_up_to_stopping(page):
    person = f'reader{page.viewport_size["width"]}@example.org'
    sign_up(page, person)

    page.get_by_role('link', name='What you agreed to, in writing').click()
    page.get_by_label('Your e-mail address').fill(person)
    page.get_by_role('button', name='Send me the link').click()
    open_letter(page, person, 'The page of your letters')
    follow(page, '/newsletter/yours/')
    hers = page.get_by_role('region', name='The ivelum newsletter')
    assert hers.get_by_text('You get it, since').is_visible()

    page.get_by_role('button', name='Pause it for three months').click()
    assert hers.get_by_text('Paused until').is_visible()
    hers.get_by_role('button', name='Stop it').click()
    assert hers.get_by_text('You do not get it.').is_visible()
    page.go_back()
    page.reload()
    assert hers.get_by_text('You do not get it.').is_visible()
    page.get_by_role('button', name='Send it to me again').click()

    assert hers.get_by_text('You get it, since').is_visible()
    with page.expect_download() as started:
        page.get_by_role('link', name='Download this as a proof').click()
    assert started.value.suggested_filename.endswith('.jsonld')


def test_the_letters_move_to_an_address_that_says_yes_itself(page):
    person = f'mover{page.viewport_size["width"]}@example.org'
    new = f'new-{person}'
    sign_up(page, person)
    page.get_by_role('link', name='What you agreed to, in writing').click()
    page.get_by_label('Your e-mail address').fill(person)
    page.get_by_role('button', name='Send me the link').click()
    open_letter(page, person, 'The page of your letters')
    follow(page, '/newsletter/yours/')
    yours = page.url

    page.get_by_label('e-mail address').fill(new)
    page.get_by_role('button', name='Move my letters there').click()
    page.goto(yours)
    assert page.get_by_text('You get it, since').is_visible()

    open_letter(page, new, 'Please confirm that you want our letters')
    follow(page, '/newsletter/confirm/')
    page.get_by_role('button', name='Yes, send it to me').click()
    page.goto(yours)
    assert page.get_by_text('You do not get it.').first.is_visible()
