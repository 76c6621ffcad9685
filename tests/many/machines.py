"""Several machines in one: processes that share a database, a ledger and a
mail server, and nothing else; each has a folder of its own for what it keeps.
"""

import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from ivelum_site.postgres.server import Server
from ivelum_site.supervise import WEB, WORKER, collect_static
from tests.post_office import PostOffice
from tests.walk.conftest import free_port


ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120


class Machines:
    def __init__(self, folder):
        self.folder = folder
        self.server = Server(folder / 'database', fast=True)
        self.post = PostOffice()
        self.running = []

    def __enter__(self):
        self.server.ensure()
        self.manage('migrate')
        collect_static()
        return self

    def __exit__(self, *_):
        for process in self.running:
            if process.poll() is None:
                process.kill()
            process.wait()
        self.server.remove()
        self.post.__exit__()

    def web(self, *more):
        """Another machine with a web server; gives its process and port."""
        port = free_port()
        web = self.start(*WEB, '--bind', f'127.0.0.1:{port}', *more)
        wait_until(lambda: answers(port), web)
        return web, f'http://localhost:{port}'

    def worker(self):
        return self.start(*WORKER)

    def start(self, *command):
        number = len(self.running)
        with (self.folder / f'log-{number}').open('w') as log:
            process = subprocess.Popen(
                [sys.executable, *command],
                cwd=ROOT,
                env=self.environment(f'machine-{number}'),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.running.append(process)
        return process

    def log_of(self, process):
        number = self.running.index(process)
        return (self.folder / f'log-{number}').read_text()

    def manage(self, *command):
        subprocess.run(
            [sys.executable, 'manage.py', *command],
            cwd=ROOT,
            env=self.environment('migrations'),
            check=True,
            capture_output=True,
        )

    def environment(self, machine):
        where = self.server.sockets
        return {
            'PATH': os.defpath,
            'VAR_DIR': str(self.folder / machine),
            'SECRET_KEY': 'the same on all of these machines, as it must be',
            'PSEUDONYM_KEY': 'the same on all of them, and never changed',
            'SITE_URL': 'http://localhost',
            'EMAIL_URL': self.post.url,
            'LEDGER_URL': str(self.folder / 'ledger'),
            'DATABASE_URL': f'postgres://site_web@/{where}/site',
            'MIGRATION_DATABASE_URL': f'postgres://site_owner@/{where}/site',
        }

    def letter(self, subject, to):
        """Wait for a letter; gives the path of the first link in it."""

        def found():
            letters = [m for m in [*self.post.letters] if m['To'] == to]
            return next((m for m in letters if subject in m['Subject']), None)

        wait_until(found, *self.running)
        text = found().get_content()
        return re.search(r'http://localhost(/privacy/\S+)', text)[1]


def wait_until(is_so, *processes):
    end = time.monotonic() + PATIENCE
    while not (so := is_so()):
        assert time.monotonic() < end, 'waited for too long'
        time.sleep(0.1)
    return so


def answers(port):
    try:
        with urllib.request.urlopen(f'http://localhost:{port}/healthz'):
            return True
    except OSError:
        return False


def get(url):
    with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
        return answer.read()


def post(url, **form):
    """Where it leads to, and what it says."""
    data = urllib.parse.urlencode(form).encode()
    with urllib.request.urlopen(url, data, timeout=PATIENCE) as answer:
        return urllib.parse.urlsplit(answer.url).path, answer.read()
