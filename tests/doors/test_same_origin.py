"""A form of ours is posted; then a stranger's page tries the same."""

import pytest
from django.test import Client


def post(browser, path='/probe/ok/', **headers):
    return browser.post(path, headers=headers).status_code


@pytest.mark.parametrize('site', ['same-origin', 'none'])
def test_the_browser_says_it_was_our_page(browser, site):
    assert post(browser, sec_fetch_site=site) == 200
    assert post(browser, '/admin/probe/', sec_fetch_site=site) == 200


@pytest.mark.parametrize('site', ['cross-site', 'same-site', 'nonsense'])
def test_the_browser_says_it_was_another_page(browser, site):
    assert post(browser, sec_fetch_site=site) == 403


def test_sec_fetch_site_outweighs_a_forged_origin(browser):
    origin = 'http://testserver'

    assert post(browser, sec_fetch_site='cross-site', origin=origin) == 403


def test_an_older_browser_sends_the_origin(browser):
    assert post(browser, origin='http://testserver') == 200
    assert post(browser, origin='https://testserver') == 403
    assert post(browser, origin='https://evil.example') == 403


def test_the_public_address_counts_behind_a_proxy(browser, settings):
    settings.SITE_URL = 'https://ivelum.example'

    assert post(browser, origin='https://ivelum.example') == 200


def test_a_still_older_browser_sends_the_referer(browser):
    assert post(browser, referer='http://testserver/contact/') == 200
    assert post(browser, referer='http://testserver.evil.example/') == 403
    assert post(browser, referer='http://[') == 403


def test_a_page_with_a_token_posts_from_nowhere(browser):
    assert post(browser, origin='null') == 200
    assert post(browser) == 200


def test_null_origin_does_not_hide_a_foreign_referer(browser):
    assert post(browser, origin='null', referer='https://evil.example') == 403


def test_the_staff_must_prove_where_they_post_from(browser):
    assert post(browser, '/admin/probe/') == 403
    assert post(browser, '/admin/probe/', origin='null') == 403
    assert post(browser, '/admin/probe/', origin='http://testserver') == 200


def test_reading_needs_no_proof(browser):
    headers = {'sec-fetch-site': 'cross-site'}

    assert browser.get('/probe/ok/', headers=headers).status_code == 200
    assert browser.head('/probe/ok/', headers=headers).status_code == 200


def test_mail_programs_post_from_anywhere(browser):
    origin = 'https://mail.example'

    assert post(browser, '/probe/one-click/', origin=origin) == 200


def test_the_staff_need_a_csrf_token_as_well():
    browser = Client(enforce_csrf_checks=True)
    origin = 'http://testserver'

    assert post(browser, '/admin/probe/', origin=origin) == 403
    assert post(browser, '/probe/ok/', origin=origin) == 200


def test_the_refusal_is_a_page(browser):
    headers = {'sec-fetch-site': 'cross-site'}

    response = browser.post('/probe/ok/', headers=headers)

    assert '<h1>' in response.content.decode()
