"""LETTERS: one newsletter to many, beside a bare loop with the same letters;
what it needs in memory; and what is missing after the worker was killed.
"""

import os
import random
import resource
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from contact import sending, tasks
from contact.models import Letter
from privacy import mail
from tests import make
from tests.bench import database, table


RATE, KILLED, KILLS = 1_000, 2_000, 20
BODY = '## News\n\n' + 'We built [an engine](https://ivelum.com/). ' * 40


def measure(full, office):
    os.environ['LETTERS_PER_SECOND'] = '1000000'
    speed(RATE, office)
    killing(20_000 if full else KILLED, office)
    memory(1_000_000 if full else 10_000)


def speed(many, office):
    database.fill(many)
    del office.letters[:], office.times[:]
    letter = make.letter(body=BODY, started_at=None)
    tasks.carry_on(letter.pk)
    work().wait()
    ours = per_second(office.times)
    letters = [m.as_bytes() for m in office.letters if m['List-Id']]
    bare = bare_loop(letters, office)
    table.row(f'{many:,} letters', f'{ours:.0f}/s', f'bare {bare:.0f}/s')
    table.row('ratio', f'{ours / bare:.2f}')


def per_second(times):
    return (len(times) - 1) / (times[-1] - times[0])


def bare_loop(letters, office):
    """In a process of its own, as the worker is."""
    del office.times[:]
    folder = Path(settings.VAR_DIR, 'bare')
    folder.mkdir()
    for number, letter in enumerate(letters):
        Path(folder, str(number)).write_bytes(letter)
    program = [sys.executable, '-m', 'tests.bench.bare_letters']
    port = str(office.server_address[1])
    subprocess.run([*program, str(folder), port], check=True)
    return per_second(office.times)


def work():
    program = [sys.executable, 'manage.py', 'procrastinate', 'worker']
    return subprocess.Popen(
        [*program, '--one-shot'],
        cwd=settings.BASE_DIR,
        env=os.environ,
        stderr=subprocess.DEVNULL,
    )


def killing(many, office):
    """Each new worker is told of the letter, as the clock does each minute."""
    database.fill(many)
    del office.letters[:], office.times[:]
    letter = make.letter(body=BODY, started_at=None)
    for kill in range(1, KILLS + 1):
        tasks.carry_on(letter.pk)
        worker = work()
        while len(office.times) < many * kill // (KILLS + 1):
            time.sleep(0.01)
        # Anywhere in a letter, not always right behind one.
        time.sleep(random.uniform(0, 0.2))
        worker.kill()
        worker.wait()
    tasks.carry_on(letter.pk)
    work().wait()
    letters = [m for m in office.letters if m['List-Id']]
    to = {str(m['To']) for m in letters}
    unsure = letter.deliveries.unsure().count()
    table.row(f'{many:,} letters, {KILLS} kills', f'{many - len(to)} missing')
    table.row('of which we say so', f'{unsure} unsure')
    table.row('twice on the wire', f'{len(letters) - len(to)}')


def memory(many):
    database.fill(many)
    letter = make.letter(body=BODY, started_at=None)
    before, began = used(), time.perf_counter()
    sending.mail.many, door = nowhere, mail.many
    try:
        settings.LETTERS_PER_SECOND = 10**9
        while again := sending.send(letter.pk):
            assert again <= timezone.now()
    finally:
        sending.mail.many = door
    assert Letter.objects.get().finished_at
    rate = many / (time.perf_counter() - began)
    table.row(f'{many:,} deliveries', f'{used() - before} MB more')
    table.row('of them', f'{rate:.0f}/s without a mail server')


@contextmanager
def nowhere():
    yield lambda letter: None


def used():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
