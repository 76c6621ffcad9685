"""JOBS: letters per second of one worker, to a mail server that is here."""

import os
import subprocess
import sys

from django.conf import settings

from contact import tasks
from contact.models import Enquiry
from tests.bench import database, table


MANY = 500


def measure(full, office):
    database.ready()
    for concurrency in (1, 2, 4):
        defer(MANY)
        del office.times[:]
        work(concurrency)
        # Between the first and the last letter: starting is not work.
        rate = (MANY - 1) / (office.times[-1] - office.times[0])
        table.row(f'--concurrency {concurrency}', f'{rate:.0f}/s')


def defer(many):
    rows = [
        Enquiry(name='Ada', email=f'ada{n}@example.org', message='Hello')
        for n in range(many)
    ]
    for enquiry in Enquiry.objects.bulk_create(rows):
        tasks.acknowledge.defer(enquiry_pk=enquiry.pk)


def work(concurrency):
    program = [sys.executable, 'manage.py', 'procrastinate', 'worker']
    subprocess.run(
        [*program, '--one-shot', '--concurrency', str(concurrency)],
        cwd=settings.BASE_DIR,
        env=os.environ,
        check=True,
        stderr=subprocess.DEVNULL,
    )
