"""Ctrl-C ends everything, and the next run finds what was there."""

import contextlib
import urllib.parse
import urllib.request

import psutil

from ivelum_site.postgres.server import Server
from tests.walk.conftest import Running, free_port


def processes_of(var):
    """Whatever runs for this folder: by its environment, or its database."""
    home = str(Server(var / 'postgres').home)
    found = []
    for process in psutil.process_iter(['cmdline']):
        with contextlib.suppress(psutil.Error):
            here = process.environ().get('VAR_DIR') == str(var)
            if here or home in ' '.join(process.info['cmdline'] or ()):
                found.append(process.info['cmdline'])
    return found


def post(site, path, **form):
    data = urllib.parse.urlencode(form).encode()
    with urllib.request.urlopen(f'{site}{path}', data, timeout=30) as answer:
        return answer.url


def test_nothing_is_left_running_and_nothing_is_lost(tmp_path):
    var = tmp_path / 'var with spaces'
    port = free_port()

    first = Running(var, port).wait()
    thanks = post(
        first.site, '/contact/', email='ada@example.org', message='Hello'
    )
    assert thanks.endswith('/contact/thanks/')
    assert len(processes_of(var)) >= 4
    assert first.stop() == 0
    assert processes_of(var) == []

    second = Running(var, port).wait()
    # The same message again is the second press of one button.
    post(second.site, '/contact/', email='ada@example.org', message='Hello')
    with urllib.request.urlopen(f'{second.site}/mailbox/') as page:
        letters = page.read().decode().count('We have your message')
    second.stop()
    assert letters == 1
