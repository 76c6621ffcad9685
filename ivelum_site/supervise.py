"""`./dev run`: the whole site from one terminal, until Ctrl-C.

Brings the database and the static files up to date, then runs the web server
and the job worker. When one of them ends, or this process does, all end.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import socket
import sys
import time
from pathlib import Path

import django
import environ
from django.conf import settings
from django.core.management import call_command

from ivelum_site import processes
from ivelum_site.postgres import PostgresError
from ivelum_site.postgres.server import Server


ROOT = Path(__file__).resolve().parent.parent
HOST = '127.0.0.1'
WEB = (
    *('-m', 'gunicorn', 'ivelum_site.wsgi', '--worker-class', 'gthread'),
    *('--workers', '2', '--threads', '8', '--no-control-socket'),
    # One import for both workers: half the time to start.
    '--preload',
    *('--log-level', 'warning'),
)
WORKER = ('manage.py', 'procrastinate', 'worker', '--concurrency', '2')
WELCOME = """
  The site          {site}/
  The staff desk    {site}{desk}   {entrance}
  Its mail          {mail}

  Ctrl-C stops everything.
"""


def main() -> None:
    processes.obey_signals()
    port = prepare()
    verb = sys.argv[1] if sys.argv[1:] else 'run'
    try:
        {'run': lambda: run(port), 'stop': stop, 'remove': remove}[verb]()
    except PostgresError as error:
        sys.exit(str(error))


def prepare() -> int:
    """Set Django up with a SITE_URL that has our port, and return the port."""
    environ.Env.read_env(ROOT / '.env')
    port = int(os.environ.get('PORT') or 8000)
    os.environ.setdefault('SITE_URL', f'http://localhost:{port}')
    os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'ivelum_site.settings')
    os.chdir(ROOT)
    django.setup()
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    return port


def run(port: int) -> None:
    with processes.only_one(lock()):
        refuse_taken(port)
        ensure_postgres()
        call_command('migrate', verbosity=0)
        collect_static()
        web = (*WEB, '--bind', f'{HOST}:{port}')
        commands = {'web server': web, 'job worker': WORKER}
        with processes.Children(commands) as children:
            welcome = welcome_text(port)
            while not answers(port):
                children.check()
                time.sleep(0.05)
            say(welcome)
            watch(children)


def watch(children: processes.Children) -> None:
    while True:
        children.check()
        # Only the web server would start a killed PostgreSQL again, and only
        # when somebody comes.
        ensure_postgres()
        time.sleep(0.5)


def ensure_postgres() -> None:
    if server := getattr(settings, 'EMBEDDED_POSTGRES', None):
        server.ensure()


def stop() -> None:
    """End a run in another terminal, and PostgreSQL whoever uses it."""
    processes.end_holder(lock())
    for server in embedded_servers():
        server.stop()


def remove() -> None:
    """Stop, and delete the databases."""
    stop()
    for server in embedded_servers():
        server.remove()


def lock() -> Path:
    return settings.VAR_DIR / 'run.lock'


def embedded_servers() -> list[Server]:
    names = ('postgres', 'postgres-test')
    return [Server(settings.VAR_DIR / name) for name in names]


def refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            sys.exit(
                f'Port {port} cannot be used ({error.strerror}). '
                f'Choose another one: PORT={port + 1} ./dev run'
            )


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


def collect_static() -> None:
    """Collect the static files when one of them changed: it takes a while.

    One process at a time: others may be serving what is there.
    """
    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)
    with Path(settings.STATIC_ROOT, '.collected').open('a+') as stamp:
        fcntl.flock(stamp, fcntl.LOCK_EX)
        stamp.seek(0)
        if stamp.read() != (state := state_of_static_files()):
            call_command('collectstatic', interactive=False, verbosity=0)
            stamp.truncate(0)
            stamp.write(state)


def state_of_static_files() -> str:
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            info = Path(storage.path(path)).stat()
            digest.update(f'{path} {info.st_mtime_ns} {info.st_size}'.encode())
    return digest.hexdigest()


def welcome_text(port: int) -> str:
    from privacy.staff import one_time_password

    site = f'http://localhost:{port}'
    password = one_time_password(settings.TEAM_EMAIL)
    entrance = f'as {settings.TEAM_EMAIL}, with your own password'
    if password:
        entrance = f'as {settings.TEAM_EMAIL}, once with {password}'
    kept_here = settings.EMAIL_BACKEND.startswith('ivelum_site.')
    mail = f'{site}/mailbox/' if kept_here else 'goes out by EMAIL_URL'
    return WELCOME.format(
        site=site, desk=settings.STAFF_PREFIX, entrance=entrance, mail=mail
    )


def say(text: str) -> None:
    sys.stdout.write(f'{text}\n')
    sys.stdout.flush()


if __name__ == '__main__':
    main()
