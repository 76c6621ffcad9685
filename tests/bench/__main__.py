"""How fast the site is, side by side with the least it could be.

    ./dev bench                 every room, under four minutes
    ./dev bench pages people    only these
    ./dev bench people --full   with a million people

Runs what a server runs (gunicorn, the worker, no DEBUG) in a directory of its
own, with a PostgreSQL of its own, and deletes both. Nothing here passes or
fails: machines differ, so read the ratios and not the seconds.
"""

import argparse
import importlib
import os
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

import django

from tests.bench import table
from tests.bench.ports import free_port
from tests.post_office import PostOffice


ROOMS = (
    *('start', 'pages', 'posts', 'jobs', 'letters', 'answers'),
    *('people', 'packing', 'sweep', 'desk', 'scale', 'timing'),
    *('light', 'lighthouse'),
)


def main():
    arguments = parse()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit('Stopped.'))
    var = Path(tempfile.mkdtemp(prefix='bench-'))
    began = time.perf_counter()
    try:
        with PostOffice() as office:
            prepare(var, office.url)
            for name in arguments.rooms or ROOMS:
                room = importlib.import_module(f'tests.bench.{name}')
                table.title(room.__doc__)
                room.measure(arguments.full, office)
    finally:
        clean(var)
    table.line(f'\n{time.perf_counter() - began:.0f} s in all')


def parse():
    parser = argparse.ArgumentParser('./dev bench', description=__doc__)
    parser.add_argument('rooms', nargs='*', metavar='room', help=str(ROOMS))
    parser.add_argument('--full', action='store_true')
    arguments = parser.parse_args()
    if unknown := set(arguments.rooms) - set(ROOMS):
        parser.error(f'no such room: {", ".join(unknown)}')
    return arguments


def prepare(var, email_url):
    """Say everything, so that nobody's .env is asked and nobody's data met."""
    port = free_port()
    os.environ |= {
        'VAR_DIR': str(var),
        'PORT': str(port),
        'SITE_URL': f'http://127.0.0.1:{port}',
        'SECRET_KEY': 'bench' * 10,
        'PSEUDONYM_KEY': 'bench' * 10,
        'EMAIL_URL': email_url,
        'PROXIES': '1',
        'LOG_LEVEL': 'ERROR',
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


main()
