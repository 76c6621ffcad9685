"""Everything goes wrong once, and each time there is a page to read."""

import logging

import pytest
from django.db import InterfaceError, OperationalError
from django.test import RequestFactory
from psycopg.errors import InternalError_

from ivelum_site import errors
from ivelum_site.wsgi import Handler, Request


MULTIPART = 'multipart/form-data; boundary=x'


def is_a_page(response):
    return '<h1>' in response.content.decode()


@pytest.mark.parametrize(
    ('path', 'status'),
    [
        ('/probe/forbids/', 403),
        ('/nowhere/', 404),
        ('/probe/post-only/', 405),
        ('/probe/gone/', 410),
        ('/probe/busy/', 429),
        ('/probe/fails/', 500),
        ('/probe/away/', 503),
    ],
)
def test_every_error_is_a_page(browser, path, status):
    response = browser.get(path)

    assert response.status_code == status
    assert is_a_page(response)
    assert response.headers['Content-Type'] == 'text/html; charset=utf-8'


def test_a_dressed_answer_keeps_its_headers(browser):
    assert browser.get('/probe/post-only/').headers['Allow'] == 'POST'
    assert browser.get('/probe/busy/').headers['Retry-After'] == '60'


def test_an_answer_that_explains_itself_is_left_alone(browser):
    assert browser.get('/probe/explains/').content == b'queue stale'


def test_too_large_a_body_is_refused_unread(browser, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    response = browser.post('/probe/reads/', {'name': 'a' * 1001})

    assert response.status_code == 413
    assert is_a_page(response)


def test_the_rest_of_a_large_body_is_read_so_that_the_answer_arrives():
    request = RequestFactory().generic('POST', '/', b'a' * 100_000)

    errors.drain(request)

    assert request.read(1) == b''


def test_a_flood_is_read_only_so_far(monkeypatch):
    monkeypatch.setattr(errors, 'MAX_DRAINED', 10)
    request = RequestFactory().generic('POST', '/', b'a' * 100)

    errors.drain(request)

    assert len(request.read()) == 90


def test_a_line_cut_while_draining_is_nobodys_error():
    request = RequestFactory().generic('POST', '/', b'a' * 100)
    request.read = lambda size: (_ for _ in ()).throw(OSError)

    errors.drain(request)


@pytest.mark.parametrize(
    ('content_type', 'body'),
    [
        ('multipart/form-data', b'no boundary'),
        (MULTIPART, b'--x\r\nContent-Disposition: form-data; name="n'),
        (
            MULTIPART,
            b'--x\r\nContent-Disposition: form-data; '
            b"name*=klingon''n\r\n\r\n1\r\n--x--\r\n",
        ),
        (MULTIPART, b''),
        ('application/x-www-form-urlencoded; charset=utf-16', b'name=a'),
        ('application/x-www-form-urlencoded', b'&'.join([b'a=1'] * 2000)),
    ],
)
def test_an_unreadable_form_is_refused(browser, content_type, body):
    response = browser.generic('POST', '/probe/reads/', body, content_type)

    assert response.status_code in (200, 400)
    assert response.status_code == 400 or response.content == b'nobody'


def test_a_content_type_that_is_none_is_refused_by_us_not_the_server(rf):
    broken = "multipart/form-data; boundary*=klingon''x"
    environ = rf.post('/probe/reads/').environ | {'CONTENT_TYPE': broken}

    response = Handler().get_response(Request(environ))

    assert response.status_code == 400
    assert is_a_page(response)


@pytest.mark.parametrize('path', ['/probe/%00/', '/probe/ok/?a=b%00'])
def test_nul_is_refused_before_postgresql_meets_it(browser, path):
    assert browser.get(path).status_code == 400


@pytest.mark.parametrize('path', ['/probe/%ff/', '/probe/ok/?a=%ff'])
def test_bytes_that_are_no_text_are_no_error_of_ours(browser, path):
    assert browser.get(path).status_code in (200, 404)


def test_a_made_up_host_is_refused(browser):
    response = browser.get('/probe/ok/', headers={'host': 'evil.example'})

    assert response.status_code == 400


def test_a_host_that_is_no_name_is_refused_with_a_page(browser):
    response = browser.get('/probe/ok/', headers={'host': 'a b'})

    assert response.status_code == 400
    assert is_a_page(response)


def test_without_a_database_we_say_when_to_come_back(browser, caplog):
    response = browser.get('/probe/away/')

    assert response.headers['Retry-After'] == '30'
    assert len(caplog.records) == 1
    assert caplog.records[0].levelno == logging.ERROR
    assert 'ada' not in caplog.text


@pytest.mark.parametrize(
    ('kind', 'status'), [(OperationalError, 503), (ValueError, 500)]
)
def test_a_file_that_cannot_begin_is_a_page(rf, kind, status):
    told = []
    environ = rf.get('/probe/stream-fails/').environ | {'probe.raises': kind}

    answer = Handler()(environ, lambda *said: told.extend(said))

    assert told[0].startswith(str(status))
    assert b'<h1' in b''.join(answer)
    headers = dict(told[1])
    assert headers['Content-Type'] == 'text/html; charset=utf-8'
    assert headers['Cache-Control'] == 'no-store'
    assert 'Content-Disposition' not in headers


def test_a_file_that_begins_is_sent_whole(rf):
    told = []
    environ = rf.get('/probe/stream/').environ

    answer = Handler()(environ, lambda *said: told.extend(said))

    assert told[0] == '200 OK'
    assert b''.join(answer) == b'onetwo'


@pytest.mark.parametrize(
    'kind', [OperationalError, InterfaceError, InternalError_]
)
def test_a_wrapped_database_error_counts(kind):
    wrapped = RuntimeError('the queue')
    wrapped.__cause__ = kind('the database')

    assert errors.is_database_away(wrapped)
    assert not errors.is_database_away(RuntimeError('something else'))


def test_a_middleware_may_meet_the_missing_database_too(rf):
    try:
        raise OperationalError
    except OperationalError:
        response = errors.handler500(rf.get('/'))

    assert response.status_code == 503


def test_the_error_page_needs_no_database(browser):
    # This test has no database: pytest-django would refuse the query.
    assert is_a_page(browser.get('/probe/fails/'))


def test_when_even_the_template_fails_there_is_a_page(rf, settings):
    settings.TEMPLATES = [
        {'BACKEND': 'django.template.backends.django.DjangoTemplates'}
    ]

    response = errors.handler500(rf.get('/'))

    assert response.status_code == 500
    assert is_a_page(response)
