"""Ada looks around and leaves with empty pockets."""

import logging

import pytest
from django.contrib import messages
from django.test import RequestFactory

from ivelum_site.visitors import set_no_cookie
from tests.doors import probes


PAGES = ['/probe/ok/', '/probe/csrf/', '/probe/window/', '/nowhere/']


@pytest.mark.parametrize('path', PAGES)
def test_no_page_sets_a_cookie_or_looks_at_one(browser, path):
    browser.cookies['sessionid'] = 'left-over'

    response = browser.get(path)

    assert not response.cookies
    assert 'Cookie' not in response.headers.get('Vary', '')


def test_a_cookie_set_by_mistake_is_dropped(browser):
    response = browser.get('/probe/bakes/')

    assert response.status_code == 200
    assert not response.cookies


def test_the_alarm_names_the_cookie_and_not_its_value(browser, caplog):
    browser.get('/probe/bakes/')

    alarm = caplog.records[-1]
    assert alarm.levelno == logging.ERROR
    assert 'tracker' in alarm.getMessage()
    assert 'ada-1815' not in alarm.getMessage()


def test_a_cookie_written_as_a_header_is_dropped_too():
    def bakes(request):
        response = probes.ok(request)
        response.headers['Set-Cookie'] = 'tracker=ada-1815'
        return response

    response = set_no_cookie(bakes)(RequestFactory().get('/'))

    assert 'Set-Cookie' not in response.headers


def test_the_staff_keep_their_cookies(browser):
    assert 'tracker' in browser.get('/admin/probe/bakes/').cookies


def test_visitors_have_no_session_and_no_account(browser):
    request = browser.get('/probe/ok/').wsgi_request

    assert not hasattr(request, 'session')
    assert not hasattr(request, 'user')
    with pytest.raises(messages.MessageFailure):
        messages.info(request, 'Hello')


def test_the_staff_have_both(browser):
    request = browser.get('/admin/probe/').wsgi_request

    assert hasattr(request, 'session')
    assert hasattr(request, 'user')
