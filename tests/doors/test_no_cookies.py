"""Ada looks around and leaves with empty pockets."""

import logging

import pytest
from django.contrib import messages
from django.db import OperationalError
from django.test import RequestFactory

from ivelum_site.visitors import set_no_cookie
from privacy.declaration.cookies import COOKIES
from privacy.duties import strays
from privacy.models import StrayCookie
from tests.doors import probes


pytestmark = pytest.mark.django_db

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

    (alarm,) = caplog.records
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


@pytest.mark.parametrize('cookie', COOKIES, ids=lambda cookie: cookie.name)
def test_the_staff_keep_the_cookies_of_the_register(cookie):
    def bakes(request):
        response = probes.ok(request)
        response.set_cookie(cookie.name, 'ada-1815')
        return response

    answer = set_no_cookie(bakes)
    staff, visitor = (RequestFactory().get(path) for path in ('/admin/', '/'))

    assert cookie.name in answer(staff).cookies
    assert not answer(visitor).cookies


def test_the_desk_sets_no_cookie_that_is_in_no_register(browser):
    assert not browser.get('/admin/probe/bakes/').cookies


def test_a_cookie_from_nowhere_is_written_down_without_its_value(browser):
    browser.get('/probe/bakes/')
    browser.get('/probe/bakes/')

    (stray,) = StrayCookie.objects.all()
    assert (stray.name, stray.path, stray.times) == (
        'tracker',
        'probe/bakes/',
        2,
    )


@pytest.mark.parametrize('name', ['ada@example.org', 'a name', 'ä', ' '])
def test_a_name_that_may_hold_something_is_not_kept(name):
    def bakes(request):
        response = probes.ok(request)
        response.headers['Set-Cookie'] = f'{name}=1'
        return response

    set_no_cookie(bakes)(RequestFactory().get('/'))

    assert StrayCookie.objects.get().name == 'unreadable'


def test_the_page_is_shown_even_if_nothing_can_be_written_down(
    browser, monkeypatch
):
    def away(*args):
        raise OperationalError

    monkeypatch.setattr(strays, '_count', away)

    assert browser.get('/probe/bakes/').status_code == 200


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
