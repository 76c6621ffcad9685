"""A colleague signs in for the first time and sees what waits."""

import pytest

from tests.walk.conftest import a_network


@pytest.fixture
def desk(browser, running):
    context = browser.new_context(
        base_url=running.site, extra_http_headers=a_network()
    )
    yield context.new_page()
    context.close()


def test_the_first_sign_in(desk, running):
    desk.goto('/contact/')
    desk.get_by_label('Your message').fill('Is anybody there?')
    desk.get_by_label('Your e-mail address').fill('caller@example.org')
    desk.get_by_role('button', name='Send').click()

    desk.goto('/privacy/request/')
    desk.get_by_label('A correction of my data').check()
    desk.get_by_label('Your e-mail address').fill('caller@example.org')
    desk.get_by_role('button', name='Send me the link').click()

    desk.goto('/admin/')
    desk.fill('[name=username]', 'info@ivelum.com')
    desk.fill('[name=password]', running.password)
    desk.click('#content [type=submit]')

    assert desk.url.endswith('/password_change/')
    desk.goto('/admin/contact/enquiry/')
    assert desk.url.endswith('/password_change/')

    desk.fill('[name=old_password]', running.password)
    desk.fill('[name=new_password1]', 'an engine that weaves')
    desk.fill('[name=new_password2]', 'an engine that weaves')
    desk.click('#content [type=submit]')
    desk.wait_for_url('**/password_change/done/')
    desk.goto('/admin/contact/enquiry/')

    assert 'caller@example.org' in desk.content()
    desk.goto('/admin/privacy/datasubjectrequest/')
    assert 'a correction of my data' in desk.content()
