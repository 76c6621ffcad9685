"""Many web servers and workers, which come and go, are one site."""

import io
import re
import signal
import tempfile
import zipfile
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import psycopg
import pytest

from tests.many.machines import Machines, get, post, wait_until


ADA = 'ada@example.org'
BOB = 'b@example.org'
# A table locked like this is read by nobody, and so whoever needs it waits.
LOCK = 'lock table {} in access exclusive mode'
WAITING = (
    "select count(*) from pg_locks where not granted and relation = '{}'"
    '::regclass'
)


@pytest.fixture(scope='module')
def machines():
    with tempfile.TemporaryDirectory(dir='/tmp') as folder:
        Path(folder).chmod(0o755)
        with Machines(Path(folder)) as machines:
            yield machines


def owner(machines):
    return psycopg.connect(
        host=str(machines.server.sockets), dbname='site', user='site_owner'
    )


def is_waited_for(machines, table):
    with owner(machines) as connection:
        query = WAITING.format(table)
        return connection.execute(query).fetchone()[0] > 0


def stop(process):
    process.send_signal(signal.SIGTERM)
    return process.wait(60)


def test_each_step_of_a_request_may_be_on_another_machine(machines):
    _, one = machines.web()
    _, two = machines.web()
    first = machines.worker()

    post(f'{one}/contact/', email=ADA, message='Written on the first one.')
    asked, _ = post(f'{two}/privacy/request/', right='access', email=ADA)
    link = machines.letter('Please confirm your request', ADA)
    # The worker that began it goes; whatever it knew is in the database.
    assert stop(first) == 0, machines.log_of(first)
    case, _ = post(f'{one}{link}')
    second = machines.worker()
    form = wait_until(
        lambda: re.search(rb'action="([^"]+/copy/)"', get(f'{two}{case}'))
    )
    _, package = post(f'{one}{form[1].decode()}')

    assert asked == '/privacy/request/sent/'
    copy = zipfile.ZipFile(io.BytesIO(package)).read('index.html').decode()
    assert 'Written on the first one.' in copy
    assert stop(second) == 0, machines.log_of(second)
    # None of the machines keeps anything that another would need.
    kept = {*machines.folder.glob('machine-*/**/*')}
    assert not {path.name for path in kept if path.is_file()}


def test_every_machine_names_the_same_static_files(machines):
    _, one = machines.web()
    _, two = machines.web()

    names = re.findall(rb'/static/[\w./-]+', get(f'{one}/'))

    assert names
    assert names == re.findall(rb'/static/[\w./-]+', get(f'{two}/'))
    for name in {*names}:
        path = name.decode()
        assert get(f'{one}{path}') == get(f'{two}{path}')


def test_a_web_server_that_is_stopped_answers_first(machines):
    web, site = machines.web('--log-level', 'info')
    body = urlencode({'email': ADA, 'message': 'In the middle.'}).encode()
    visitor = HTTPConnection(urlsplit(site).netloc, timeout=60)
    visitor.putrequest('POST', '/contact/')
    visitor.putheader('Content-Type', 'application/x-www-form-urlencoded')
    visitor.putheader('Content-Length', len(body))
    visitor.putheader('Expect', '100-continue')
    visitor.endheaders()

    # From this word on, somebody is working on it.
    assert visitor.sock.recv(25) == b'HTTP/1.1 100 Continue\r\n\r\n'
    web.send_signal(signal.SIGTERM)
    wait_until(lambda: 'Handling signal: term' in machines.log_of(web), web)
    visitor.send(body)
    answer = visitor.getresponse()
    answer.read()
    visitor.close()

    assert (answer.status, answer.headers['Location']) == (
        302,
        '/contact/thanks/',
    )
    assert web.wait(60) == 0


def test_a_worker_that_is_stopped_finishes_first(machines):
    _, site = machines.web()
    post(f'{site}/privacy/request/', right='access', email=BOB)
    with owner(machines) as lock:
        lock.execute(LOCK.format('privacy_claimedaddress'))
        worker = machines.worker()
        wait_until(lambda: is_waited_for(machines, 'privacy_claimedaddress'))
        worker.send_signal(signal.SIGTERM)
        assert worker.poll() is None
    assert worker.wait(60) == 0

    with owner(machines) as connection:
        left = connection.execute(
            "select count(*) from procrastinate_jobs where status = 'doing'"
        ).fetchone()
    assert left == (0,)
    machines.letter('Please confirm your request', BOB)


def test_a_page_waits_for_no_lock_for_ever(machines):
    _, site = machines.web()

    with owner(machines) as lock:
        lock.execute(LOCK.format('contact_enquiry'))
        with pytest.raises(OSError, match='503'):
            post(f'{site}/contact/', email=ADA, message='Nobody lets me in.')
