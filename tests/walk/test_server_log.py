"""The site as a server runs it: what web and worker write names nobody."""

import json
import re
import time
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest

from tests.post_office import PostOffice
from tests.walk.conftest import Running, free_port


# Said by procrastinate before it logs anything.
GREETING = 'Launching a worker on all queues'
CANARIES = ('ada', 'lovelace', 'canary', '203.0.113.77', 'example.org', '_pk=1')
SERVER = {
    'DEBUG': 'off',
    'SECRET_KEY': 'for a test' * 8,
    'PSEUDONYM_KEY': 'for a test' * 8,
}
HEADERS = {
    'X-Forwarded-For': '203.0.113.77',
    'User-Agent': 'Canary of ada@example.org',
    'Referer': 'https://canary@news.test/ada?token=canary',
    'Cookie': 'canary=ada',
}
ENQUIRY = {
    'name': 'Ada Lovelace',
    'email': 'ada@example.org',
    'message': 'A canary in the first line.',
}


@pytest.fixture(scope='module')
def office():
    with PostOffice() as office:
        yield office


@pytest.fixture(scope='module')
def server(tmp_path_factory, office):
    var = tmp_path_factory.mktemp('a server') / 'var'
    site = Running(var, free_port(), **SERVER, EMAIL_URL=office.url)
    yield site.wait()
    site.stop()


def ask(server, method, path, **form):
    port = int(server.site.rpartition(':')[2])
    connection = HTTPConnection('localhost', port)
    headers = HEADERS | {'Origin': server.site}
    headers['Content-Type'] = 'application/x-www-form-urlencoded'
    connection.request(method, path, urlencode(form), headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def lines_of(server):
    """All but the words with which the site greets who started it."""
    text = server.log.read_text().partition('Ctrl-C')[2]
    return [line for line in text.splitlines() if line.startswith('{')], text


def wait_for_the_worker(office):
    """One letter at least for each form that was sent."""
    for _ in range(900):
        if len(office.letters) >= 3:
            return
        time.sleep(0.1)
    raise AssertionError('The worker sent no letters.')


def test_a_whole_walk_leaves_lines_and_no_person(server, office):
    assert ask(server, 'GET', '/?email=ada@example.org') == 200
    assert ask(server, 'GET', '/caf%E9/canary?ada') == 404
    assert ask(server, 'GET', '/privacy/case/canary/?ada') in (404, 410)
    assert ask(server, 'POST', '/contact/', **ENQUIRY) == 302
    assert ask(server, 'POST', '/privacy/request/', right='access', **ENQUIRY)
    wait_for_the_worker(office)

    lines, text = lines_of(server)
    # A request's own number is hex, in which 'ada' may come up.
    words = re.sub(r'"[0-9a-f]{16}"', '', text.lower())

    assert not [canary for canary in CANARIES if canary in words]
    visits = [line for line in map(json.loads, lines) if 'path' in line]
    assert len(visits) >= 5
    assert {line['network'] for line in visits} == {'203.0.113.0/24'}
    rest = {line for line in text.splitlines() if line not in lines}
    assert rest <= {'', ' stops everything.', GREETING}
