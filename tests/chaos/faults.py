"""What goes wrong, and when. The same seed has the same plan."""

import os
import random
import signal
import subprocess
import time
from collections import Counter
from contextlib import contextmanager, suppress

from django.db import Error

from ivelum_site.postgres import PostgresError
from ivelum_site.postgres.account import choose
from tests.chaos import post_office
from tests.chaos.stack import FAKETIME, WORKERS


NOTHING_TO_KILL = (
    *(OSError, IndexError, ValueError, KeyError),
    *(PostgresError, Error),
)


class Faults:
    def __init__(self, stack, office, s3, again, seed):
        self.stack, self.office, self.s3 = stack, office, s3
        self.again, self.done = again, Counter()
        self.random = random.Random(seed)

    def plan(self, kills):
        """Kills in a random order, each third with another fault before it."""
        for _ in range(kills):
            if self.random.random() < 0.3:
                yield self.random.choice(self.others())
            yield self.random.choices([*KILLS], [*KILLS.values()])[0]

    def others(self):
        fitting = [*OTHERS, s3_away if self.s3 else full_folder]
        return [*fitting, clock_jumps] if FAKETIME else fitting

    def inject(self, kills, pace, ends):
        """Until so many were killed: what was not there does not count."""
        killed = 0
        while killed < kills and time.monotonic() < ends:
            for fault in self.plan(min(5, kills - killed)):
                time.sleep(self.random.expovariate(1 / pace))
                with suppress(*NOTHING_TO_KILL):
                    fault(self)
                    self.done[fault.__doc__] += 1
                    killed += fault in KILLS


# --- kill -9 ------------------------------------------------------------------


def web_worker(f):
    """kill -9 of a web process"""
    os.kill(f.random.choice(f.stack.web_workers()), signal.SIGKILL)


def web_master(f):
    """kill -9 of the web server"""
    os.kill(f.stack.pid('web'), signal.SIGKILL)


def worker(f):
    """kill -9 of a worker"""
    os.kill(f.stack.pid(f.random.choice(WORKERS)), signal.SIGKILL)


def backend(f):
    """kill -9 of a PostgreSQL backend"""
    os.kill(f.random.choice(f.stack.backends()), signal.SIGKILL)


def postmaster(f):
    """kill -9 of PostgreSQL"""
    os.kill(f.stack.postmaster(), signal.SIGKILL)


KILLS = {web_worker: 7, web_master: 2, worker: 7, backend: 4, postmaster: 3}


# --- What else there is -------------------------------------------------------


def restart(f):
    """PostgreSQL restarted"""
    with f.stack.lock:
        f.stack.server.cluster.stop()
        f.stack.server.ensure()


def deploy(f):
    """a worker told to stop"""
    os.kill(f.stack.pid(f.random.choice(WORKERS)), signal.SIGTERM)


def twice(f):
    """one job given to two workers"""
    f.again(f.random)


def smtp_refuses(f):
    """mail server refuses"""
    with mood(f, post_office.REFUSING):
        time.sleep(f.random.uniform(2, 5))


def smtp_is_slow(f):
    """mail server is slow"""
    with mood(f, post_office.SLOW):
        time.sleep(f.random.uniform(2, 6))


def smtp_drops(f):
    """mail server hangs up"""
    with mood(f, post_office.DROPPING):
        time.sleep(f.random.uniform(2, 5))


@contextmanager
def mood(f, name):
    f.office.mood = name
    try:
        yield
    finally:
        f.office.mood = post_office.OPEN


def full_database(f):
    """disk of PostgreSQL full"""
    with full_for(f.stack.all_of_postgres, f.stack.server.account):
        time.sleep(f.random.uniform(0.5, 2))


def full_folder(f):
    """disk of the ledger full"""
    with full_for(f.stack.all_of_ours, choose()):
        time.sleep(f.random.uniform(1, 4))


@contextmanager
def full_for(find, account):
    """None of them can make a file longer (EFBIG, as ENOSPC would be)."""
    limit_files(find(), 0, account)
    try:
        yield
    finally:
        # Found again: who was born meanwhile inherited the limit.
        limit_files(find(), 'unlimited', account)


def limit_files(pids, size, account):
    for pid in pids:
        subprocess.run(
            ['prlimit', f'--pid={pid}', f'--fsize={size}:unlimited'],
            check=False,
            stderr=subprocess.DEVNULL,
            **account.process,
        )


def s3_away(f):
    """S3 away"""
    os.kill(f.s3.process.pid, signal.SIGSTOP)
    try:
        time.sleep(f.random.uniform(2, 8))
    finally:
        os.kill(f.s3.process.pid, signal.SIGCONT)


def clock_jumps(f):
    """clock of a worker jumps"""
    minutes = f.random.choice([-90, -20, 20, 90])
    f.stack.clock.write_text(f'{minutes * 60:+d}')
    try:
        time.sleep(f.random.uniform(2, 6))
    finally:
        f.stack.clock.write_text('+0')


OTHERS = (
    *(restart, deploy, twice, full_database),
    *(smtp_refuses, smtp_is_slow, smtp_drops),
)
