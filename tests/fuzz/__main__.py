"""Asks the site everything that nobody should, and looks what it says.

    ./dev fuzz           5,000 requests
    ./dev fuzz 50000     many; one in ten over HTTP, the others within Python

Every address, method, header and form, as a visitor, behind a link, and at the
desk as each role. Ends with an error if an answer is a 500, shows a traceback
or data that is not for whoever asked, if reading changes the database, or if
the worker trips over what was typed.
"""

import argparse
import logging
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import django

from tests.bench import table
from tests.bench.ports import free_port
from tests.post_office import PostOffice


OVER_HTTP = 10


def main():
    parser = argparse.ArgumentParser('./dev fuzz', description=__doc__)
    parser.add_argument('requests', nargs='?', type=int, default=5_000)
    parser.add_argument('--seed', type=int, default=random.randrange(10**6))
    arguments = parser.parse_args()
    var = Path(tempfile.mkdtemp(prefix='fuzz-'))
    var.chmod(0o755)
    try:
        with PostOffice() as office:
            prepare(var, office.url)
            sys.exit(run(arguments))
    finally:
        clean(var)


def run(arguments):
    from tests.bench import site
    from tests.fuzz import calls, doors, town, walk

    table.title(f'FUZZ: {arguments.requests} requests, seed {arguments.seed}')
    logging.disable(logging.CRITICAL)
    known = town.settle()
    maker = calls.Maker(known, arguments.seed)
    over_http = arguments.requests // OVER_HTTP
    walk.stroll(doors.Python(), arguments.requests - over_http, maker)
    with site.gunicorn('ivelum_site.wsgi') as port:
        walk.stroll(doors.Http(port), over_http, maker)
    return walk.report(known, tripped())


def tripped():
    """Jobs that failed, of all that the requests gave to the worker."""
    from procrastinate.contrib.django.models import ProcrastinateJob

    program = [sys.executable, 'manage.py', 'procrastinate', 'worker']
    subprocess.run(
        [*program, '--one-shot', '--concurrency', '4'],
        env=os.environ,
        check=True,
        stderr=subprocess.DEVNULL,
    )
    failed = ProcrastinateJob.objects.filter(attempts__gt=0)
    return [*failed.values_list('task_name', 'args')]


def prepare(var, email_url):
    """Say everything, so that nobody's .env is asked and nobody's data met."""
    os.environ |= {
        'VAR_DIR': str(var / 'var'),
        'PORT': str(free_port()),
        'SITE_URL': 'http://127.0.0.1',
        'SECRET_KEY': 'fuzz' * 12,
        'PSEUDONYM_KEY': 'fuzz' * 12,
        'EMAIL_URL': email_url,
        'LEDGER_URL': '',
        'PROXIES': '1',
        'LOG_LEVEL': 'CRITICAL',
        'DEBUG': 'off',
        'TESTING': 'off',
        'DATABASE_URL': '',
        'MIGRATION_DATABASE_URL': '',
        'DJANGO_SETTINGS_MODULE': 'ivelum_site.settings',
    }
    django.setup()


def clean(var):
    from django.conf import settings
    from django.db import connections

    if settings.configured:
        connections.close_all()
        settings.EMBEDDED_POSTGRES.remove()
    shutil.rmtree(var, ignore_errors=True)


if __name__ == '__main__':
    main()
