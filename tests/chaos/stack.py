"""All processes of a site, and somebody who starts again what died."""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from ivelum_site import supervise
from ivelum_site.postgres import PostgresError
from tests.bench.ports import free_port, status_of


FAKETIME = next(Path('/usr/lib').glob('*/faketime/libfaketimeMT.so.1'), None)
WORKERS = ('worker 1', 'worker 2')
CLOCK = 'clock of worker 2'


class Stack:
    """The web server, two workers and PostgreSQL; started again by `keep`."""

    def __init__(self, port):
        self.var = Path(settings.VAR_DIR)
        web = (*supervise.WEB, '--bind', f'127.0.0.1:{port}')
        self.commands = {'web': web} | dict.fromkeys(WORKERS, supervise.WORKER)
        self.port, self.running, self.starts = port, {}, 0
        self.server = settings.EMBEDDED_POSTGRES
        self.lock, self.ends = threading.Lock(), threading.Event()
        self.keeper = threading.Thread(target=self.keep)

    def __enter__(self):
        self.clock.write_text('+0')
        self.keeper.start()
        for _ in range(1200):
            if status_of(self.port) == 200:
                return self
            time.sleep(0.1)
        raise RuntimeError(self.said())

    def __exit__(self, *_):
        self.ends.set()
        self.keeper.join()
        for process in self.running.values():
            kill_group(process, signal.SIGTERM)
        for process in self.running.values():
            process.wait()

    def keep(self):
        """What systemd or a container service does."""
        while not self.ends.wait(0.3):
            with self.lock, suppress(PostgresError):
                self.server.ensure()
            for name in self.commands:
                process = self.running.get(name)
                if process is None or process.poll() is not None:
                    self.start(name)

    def start(self, name):
        self.starts += 1
        if name in self.running:
            # A gunicorn that was killed has left its workers to us.
            kill_group(self.running[name], signal.SIGKILL)
        with self.log(name).open('a') as said:
            self.running[name] = subprocess.Popen(
                [sys.executable, *self.commands[name]],
                cwd=settings.BASE_DIR,
                env=os.environ | self.time_of(name),
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def clock(self):
        return self.var / CLOCK

    def time_of(self, name):
        """The second worker believes what stands in a file of ours."""
        if name != WORKERS[1] or FAKETIME is None:
            return {}
        return {
            'LD_PRELOAD': str(FAKETIME),
            'FAKETIME_TIMESTAMP_FILE': str(self.clock),
            'FAKETIME_CACHE_DURATION': '1',
            'DONT_FAKE_MONOTONIC': '1',
        }

    def log(self, name):
        folder = self.var.parent / f'{self.var.name}-logs'
        folder.mkdir(exist_ok=True)
        return folder / name

    def said(self):
        logs = self.log('web').parent.iterdir()
        return ''.join(path.read_text(errors='replace') for path in logs)

    def pid(self, name):
        process = self.running[name]
        if process.poll() is not None:
            raise ProcessLookupError(name)  # a second kill would not count
        return process.pid

    def web_workers(self):
        return children_of(self.pid('web'))

    def postmaster(self):
        file = self.server.home / 'data' / 'postmaster.pid'
        return int(file.read_text().split()[0])

    def all_of_ours(self):
        return [*map(self.pid, self.running), *self.web_workers()]

    def all_of_postgres(self):
        with suppress(OSError):
            return [self.postmaster(), *children_of(self.postmaster())]
        return []

    def backends(self):
        """Those who serve somebody, not PostgreSQL's own helpers."""
        return [
            pid
            for pid in children_of(self.postmaster())
            if b' site' in Path(f'/proc/{pid}/cmdline').read_bytes()
        ]


class S3:
    """A bucket over HTTP, by a process of its own that can be frozen."""

    def __init__(self):
        self.port = free_port()
        self.url = f'http://127.0.0.1:{self.port}'
        self.process = None

    def start(self):
        self.process = subprocess.Popen(
            [sys.executable, '-m', 'moto.server', '-p', str(self.port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while status_of(self.port) is None:
            time.sleep(0.1)

    def stop(self):
        if self.process:
            self.process.kill()
            self.process.wait()


def children_of(pid):
    found = Path(f'/proc/{pid}/task/{pid}/children').read_text()
    return [int(child) for child in found.split()]


def kill_group(process, number):
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)
