"""What every answer says to the browser, whatever the view forgot."""

import pytest


CSP = 'Content-Security-Policy'
EVERYWHERE = ['/probe/ok/', '/probe/gone/', '/probe/fails/', '/nowhere/']


@pytest.mark.parametrize('path', EVERYWHERE)
def test_every_answer_closes_what_we_do_not_use(browser, path):
    headers = browser.get(path).headers

    assert 'camera=()' in headers['Permissions-Policy']
    assert headers['Cross-Origin-Resource-Policy'] == 'same-origin'
    assert headers['X-Content-Type-Options'] == 'nosniff'
    assert headers['X-Frame-Options'] == 'DENY'
    assert "default-src 'none'" in headers[CSP]


def test_an_early_refusal_has_the_same_headers(browser):
    headers = browser.get('/probe/ok/?a=%00').headers

    assert headers[CSP]
    assert headers['X-Content-Type-Options'] == 'nosniff'


@pytest.mark.parametrize('path', [*EVERYWHERE, '/admin/probe/'])
def test_nobody_keeps_what_nobody_called_public(browser, path):
    assert browser.get(path).headers['Cache-Control'] == 'no-store'


@pytest.mark.parametrize('path', ['/probe/fails/t0ken/', '/probe/nope/t0ken/'])
def test_an_address_that_failed_is_not_passed_on(browser, path):
    assert browser.get(path).headers['Referrer-Policy'] == 'no-referrer'


def test_a_private_page_is_not_kept_listed_or_passed_on(browser):
    headers = browser.get('/probe/letter/t0ken/').headers

    assert headers['Cache-Control'] == 'no-store'
    assert headers['Referrer-Policy'] == 'no-referrer'
    assert headers['X-Robots-Tag'] == 'noindex'


def test_the_staff_area_keeps_its_referrer(browser):
    # Without one, browsers post with `Origin: null`, and Django refuses.
    headers = browser.get('/admin/probe/').headers

    assert headers['Referrer-Policy'] == 'same-origin'


@pytest.mark.parametrize('path', ['/probe/window/', '/probe/late/'])
def test_a_public_page_may_be_kept(browser, path):
    headers = browser.get(path).headers

    assert headers['Cache-Control'].startswith('public, max-age=60')
    assert headers['ETag'].startswith('"')
    assert 'Vary' not in headers


def test_a_public_page_is_sent_once(browser):
    etag = browser.get('/probe/window/').headers['ETag']

    headers = {'if-none-match': etag}
    again = browser.get('/probe/window/', headers=headers)

    assert again.status_code == 304
    assert again.headers['ETag'] == etag
    assert not again.content


@pytest.mark.parametrize('path', ['/probe/failing-window/', '/probe/late/'])
def test_only_success_is_public(browser, path):
    answer = browser.post if 'late' in path else browser.get

    assert answer(path).headers['Cache-Control'] == 'no-store'


def test_head_has_the_headers_of_get_and_no_body(browser):
    get, head = browser.get('/probe/window/'), browser.head('/probe/window/')

    assert not head.content
    assert head.headers['Content-Length'] == str(len(get.content))
    assert head.headers['ETag'] == get.headers['ETag']


def test_head_of_a_stream_has_no_body_either(browser):
    assert b''.join(browser.head('/probe/stream/').streaming_content) == b''
