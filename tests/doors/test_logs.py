"""Something broke while Ada was here. The log says what, and not who."""

import contextvars
import io
import json
import logging
from pathlib import Path
from types import SimpleNamespace

import pytest

from ivelum_site import logs, supervise
from ivelum_site.logs import WithoutPaths, clean
from tests.doors.probes import QUOTES_A_ROW


JOB = SimpleNamespace(job=SimpleNamespace(id=7))
TOKEN = 'Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MGFiY2RlZmdoaWprbG1ub3A'


@pytest.fixture
def lines():
    """Whatever reaches the console, after the filter."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(WithoutPaths())
    root = logging.getLogger()
    root.addHandler(handler)
    stream.handler = handler
    yield stream
    root.removeHandler(handler)


@pytest.mark.parametrize(
    ('before', 'after'),
    [
        ('Nothing to hide', 'Nothing to hide'),
        ('sent to ada@example.org.', 'sent to [email]'),
        ('sent to <ada+tag@mail.example>', 'sent to <[email]>'),
        ('/confirm/?email=ada%40example.org', '/confirm/?…'),
        ('Not Found: /privacy/request/', 'Not Found: /privacy/request/'),
        (f'Gone: /privacy/case/{TOKEN}/', 'Gone: /privacy/case/…/'),
        ('/newsletter/stop/1a2b:3c/', '/newsletter/stop/…/'),
        ('"GET /a/?b=c HTTP/1.1" 200 5', '"GET /a/?… HTTP/1.1" 200 5'),
        ('got ?token=abc&x=1 there', 'got ?… there'),
        (f'the token {TOKEN} is old', 'the token [token] is old'),
        ('from 192.0.2.7 and 2001:db8::7', 'from [ip] and [ip]'),
        ('at 12:30:45', 'at 12:30:45'),
        ('fulfil[7](dsr_pk=12)', 'fulfil[7](dsr_pk=…)'),
        ('https://ivelum.com/x/Ab3/', 'https://ivelum.com/x/…/'),
    ],
)
def test_a_message_keeps_its_sense_and_loses_the_person(before, after):
    assert clean(before) == after


def test_an_argument_is_cleaned_like_the_text(lines):
    logging.getLogger('privacy').error('No luck with %s', 'ada@example.org')

    assert lines.getvalue() == 'No luck with [email]\n'


@pytest.mark.parametrize(
    'path', ['/desk/<Lovelace>/', '/desk/Ada Lovelace/', '/desk/?(Lovelace)']
)
def test_a_path_is_one_to_its_end_whatever_stands_in_it(lines, path):
    reason = 'Referer checking failed - no Referer.'
    logging.getLogger('privacy').warning('Forbidden (%s): %s', reason, path)

    assert '/desk/' in lines.getvalue()
    assert 'Lovelace' not in lines.getvalue()


def test_an_exception_keeps_its_place_and_loses_its_text(browser, lines):
    browser.get('/probe/fails/')

    assert 'probes.py' in lines.getvalue()
    assert 'ValueError' in lines.getvalue()
    assert 'ada@' not in lines.getvalue()
    assert 'Lovelace' not in lines.getvalue()


def test_an_exception_behind_another_is_told_as_well(lines):
    try:
        try:
            raise KeyError(QUOTES_A_ROW)
        except KeyError as error:
            raise ValueError(QUOTES_A_ROW) from error
    except ValueError:
        logging.getLogger('privacy').exception('Broken')

    assert 'KeyError\n\nand then:' in lines.getvalue()
    assert 'Lovelace' not in lines.getvalue()


def test_an_error_about_code_may_speak(lines):
    try:
        None.nothing  # noqa: B018
    except AttributeError:
        logging.getLogger('privacy').exception('Broken')

    assert "has no attribute 'nothing'" in lines.getvalue()


def test_a_token_in_the_path_of_a_broken_page_is_gone(browser, lines):
    browser.get(f'/probe/fails/{TOKEN}/')

    assert '/probe/fails/…/' in lines.getvalue()
    assert TOKEN not in lines.getvalue()


def test_a_form_is_never_logged(browser, lines):
    browser.post('/probe/fails/', {'name': 'Ada Lovelace'})

    assert 'Lovelace' not in lines.getvalue()


def test_a_record_that_cannot_be_put_into_words_is_not_printed(lines):
    logging.getLogger('privacy').error('%d', 'ada@example.org')

    assert lines.getvalue().startswith('Unreadable log record from privacy')


def test_a_server_writes_one_json_object_a_line(lines):
    lines.handler.setFormatter(logs.OneJson())
    number = logs.request.set('0123456789abcdef')

    try:
        raise ValueError(QUOTES_A_ROW)
    except ValueError:
        logging.getLogger('privacy').exception(
            'Broken\nfor %s', 'ada@example.org', extra={'user': 'ada'}
        )

    logs.request.reset(number)
    written = lines.getvalue()
    told = json.loads(written)
    assert written.count('\n') == 1
    assert set(told) == {*logs.KEYS} - {'job'}
    assert told['request'] == '0123456789abcdef'
    assert told['message'] == 'Broken\nfor [email]'
    assert told['exception'].endswith('builtins.ValueError')
    assert 'ada' not in written.lower()


def test_a_line_of_the_worker_says_which_job_it_was(lines):
    lines.handler.setFormatter(logs.OneJson())

    async def work():
        logging.getLogger('privacy').error('Broken')

    # By hand: where Playwright was before us, a loop is running already.
    step = logs.name_job(work, JOB, None).send
    with pytest.raises(StopIteration):
        contextvars.copy_context().run(step, None)

    assert json.loads(lines.getvalue())['job'] == '7'
    assert not logs.job.get()


def test_a_server_writes_for_machines_and_a_checkout_for_people():
    server = logs.logging_of('INFO', for_people=False)
    checkout = logs.logging_of('INFO', for_people=True)

    assert server['handlers']['console']['formatter'] == 'json'
    assert checkout['handlers']['console']['formatter'] == 'line'


def test_the_web_server_keeps_no_log_of_its_own():
    dockerfile = Path(supervise.ROOT, 'Dockerfile').read_text()

    assert '"gunicorn"' in dockerfile
    assert 'gunicorn' in supervise.WEB
    assert not [flag for flag in supervise.WEB if 'access' in flag]
    assert '--access' not in dockerfile


def test_the_settings_put_the_filter_on_every_way_out(settings):
    for handler in settings.LOGGING['handlers'].values():
        assert 'no_paths' in handler['filters']


@pytest.mark.parametrize('name', ['django', 'django.server', 'django.request'])
def test_django_has_no_way_out_of_its_own(name):
    assert not logging.getLogger(name).handlers
    assert logging.getLogger(name).propagate
