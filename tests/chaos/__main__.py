"""Breaks the whole site, again and again, and counts what was lost.

    ./dev chaos                 100 kills with the ledger in S3, then 100 with
                                it in a folder whose disk gets full
    ./dev chaos --ledger s3 --kills 30 --seed 7

Runs what a server runs (gunicorn, two workers, a PostgreSQL that syncs), under
the load of people who browse, write, sign up and use their rights, while a
letter goes to all. Ends with an error if anything was lost.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import django

from tests.bench import table
from tests.bench.ports import free_port
from tests.chaos.post_office import MoodyOffice
from tests.chaos.stack import FAKETIME, S3


def main():
    arguments = parse()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit('Stopped.'))
    if arguments.ledger:
        sys.exit(run(arguments))
    command = [sys.executable, '-m', 'tests.chaos', *sys.argv[1:], '--ledger']
    codes = [
        subprocess.run([*command, place], check=False).returncode
        for place in ('s3', 'folder')
    ]
    sys.exit(max(codes))


def parse():
    parser = argparse.ArgumentParser('./dev chaos', description=__doc__)
    parser.add_argument('--ledger', choices=('s3', 'folder'))
    parser.add_argument('--kills', type=int, default=100)
    parser.add_argument('--seed', type=int, default=random.randrange(10**6))
    parser.add_argument('--minutes', type=float, default=60)
    parser.add_argument('--pace', type=float, default=2.0, metavar='SECONDS')
    return parser.parse_args()


def run(arguments):
    var = Path(tempfile.mkdtemp(prefix='chaos-'))
    var.chmod(0o755)
    with ExitStack() as stack:
        stack.callback(clean, var)
        office = stack.enter_context(MoodyOffice())
        s3 = S3() if arguments.ledger == 's3' else None
        prepare(var, office.url, s3)
        if s3:
            stack.callback(s3.stop)
            s3.start()
        from tests.chaos import storm

        table.title(
            f'CHAOS, ledger in {arguments.ledger}: {arguments.kills} kills, '
            f'seed {arguments.seed}'
        )
        if not FAKETIME:
            table.line('  libfaketime is not here: no clock jumps.')
        return storm.blow(arguments, office, s3)


def prepare(var, email_url, s3):
    """Say everything, so that nobody's .env is asked and nobody's data met."""
    port = free_port()
    os.environ |= {
        'VAR_DIR': str(var / 'var'),
        'PORT': str(port),
        'SITE_URL': f'http://127.0.0.1:{port}',
        'SECRET_KEY': 'chaos' * 10,
        'PSEUDONYM_KEY': 'chaos' * 10,
        'EMAIL_URL': email_url,
        'LEDGER_URL': 's3://ledger/lines' if s3 else '',
        'LETTERS_PER_SECOND': '20',
        'PROXIES': '1',
        'LOG_LEVEL': 'INFO',
        'DEBUG': 'off',
        'TESTING': 'off',
        'DATABASE_URL': '',
        'MIGRATION_DATABASE_URL': '',
        'DJANGO_SETTINGS_MODULE': 'ivelum_site.settings',
        'AWS_ACCESS_KEY_ID': 'chaos',
        'AWS_SECRET_ACCESS_KEY': 'chaos',
        'AWS_ENDPOINT_URL': s3.url if s3 else '',
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
