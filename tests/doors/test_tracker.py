"""An error is reported to somebody else, who hears of code and of nobody."""

import gzip
import json
import logging
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import brotli
import pytest

from ivelum_site import logs, tracker
from privacy.declaration.parties import Party
from tests.doors.probes import QUOTES_A_ROW


UNPACK = {'br': brotli.decompress, 'gzip': gzip.decompress}


@pytest.fixture
def sink():
    """A service that takes reports, and keeps what it got, as it came."""
    got = []

    class Service(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers['Content-Length']))
            body = UNPACK[self.headers['Content-Encoding']](body)
            got.append(str(self.headers) + body.decode())
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = HTTPServer(('127.0.0.1', 0), Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.got = got
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def report(sink):
    """Call it to send off what was reported; gives the texts on the way."""
    handler = tracker.Tracker(f'http://key@127.0.0.1:{sink.server_port}/1')
    root = logging.getLogger()
    # As the settings have it: the console's filter takes the error away.
    root.handlers.insert(0, handler)
    yield lambda: handler.close() or sink.got
    root.removeHandler(handler)


def test_the_report_names_the_error_and_the_line_and_no_person(
    browser, report, settings
):
    number = logs.request.set('0123456789abcdef')
    browser.post(
        '/probe/fails/?email=ada@example.org',
        {'name': 'Ada Lovelace'},
        headers={'User-Agent': 'Ada', 'Cookie': 'tracker=ada-1815'},
        REMOTE_ADDR='192.0.2.77',
    )
    logs.request.reset(number)

    text = '\n'.join(report())

    assert '"ValueError"' in text
    assert 'probes.py' in text
    assert '0123456789abcdef' in text
    for canary in ('ada', 'lovelace', '192.0.2', 'email', QUOTES_A_ROW):
        assert canary.lower() not in text.lower()


def test_the_report_has_these_parts_and_no_others(browser, report):
    browser.get('/probe/fails/')

    event = json.loads(report()[0].rstrip().splitlines()[-1])

    assert set(event) <= {*tracker.OF_AN_EVENT, 'exception', 'tags'}
    for error in event['exception']['values']:
        assert set(error) == {'type', 'module', 'stacktrace'}
        for frame in error['stacktrace']['frames']:
            assert set(frame) <= {*tracker.OF_A_FRAME}


def test_without_a_dsn_nothing_is_reported_to_anybody(settings):
    assert not settings.SENTRY_DSN
    assert 'tracker' not in settings.LOGGING['handlers']


def test_with_a_dsn_errors_go_there_before_the_console_takes_them_apart():
    made = logs.logging_of('INFO', False, 'https://key@errors.example/1')

    assert made['root']['handlers'] == ['tracker', 'console']


def test_a_company_that_the_policy_does_not_name_hears_nothing(
    settings, monkeypatch
):
    settings.SENTRY_DSN = 'https://key@errors.example/1'
    assert [e.id for e in tracker.whoever_hears_of_errors_is_listed(None)] == [
        'ivelum_site.E001'
    ]

    named = Party('Errors', 'hears', 'Sweden', hosts=('errors.example',))
    monkeypatch.setattr(tracker.parties, 'PROCESSORS', (named,))

    assert not tracker.whoever_hears_of_errors_is_listed(None)
