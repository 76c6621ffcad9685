"""pg_dump and pg_restore. They log in as Django's connection does.

The password is in their environment, which only we and root may read, and
never among their arguments, which anybody sees.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import IO, Any

from django.db import connection

from ivelum_site.backups import BackupError
from ivelum_site.postgres import PostgresError, binaries


# What libpq calls what Django calls so.
PLACE = {
    'HOST': 'PGHOST',
    'PORT': 'PGPORT',
    'NAME': 'PGDATABASE',
    'USER': 'PGUSER',
    'PASSWORD': 'PGPASSWORD',
}
TLS = {
    'sslmode': 'PGSSLMODE',
    'sslrootcert': 'PGSSLROOTCERT',
    'sslcert': 'PGSSLCERT',
    'sslkey': 'PGSSLKEY',
}
READ = 1 << 20


def dump(snapshot: str) -> Iterator[bytes]:
    """The database of that moment, in PostgreSQL's own archive form."""
    # What is unlogged is worth nothing after a crash, so nothing in a backup.
    arguments = (
        *('--format=custom', '--no-unlogged-table-data'),
        f'--snapshot={snapshot}',
    )
    with running('pg_dump', *arguments, stdout=subprocess.PIPE) as program:
        assert program.stdout  # noqa: S101
        while piece := program.stdout.read(READ):
            yield piece


def restore(pieces: Iterator[bytes], *options: str) -> None:
    """All of it or nothing: it is one transaction, and ends with the last
    piece. When one cannot be opened, the program is killed before that.
    """
    name = connection.settings_dict['NAME']
    whole = ('--single-transaction', '--exit-on-error', '--no-owner')
    with running(
        *('pg_restore', *whole, *options, f'--dbname={name}'),
        stdin=subprocess.PIPE,
    ) as program:
        assert program.stdin  # noqa: S101
        with suppress(BrokenPipeError):  # It says itself why it ended.
            for piece in pieces:
                program.stdin.write(piece)
            program.stdin.close()


@contextmanager
def running(
    program: str, *arguments: str, **streams: int
) -> Iterator[subprocess.Popen[bytes]]:
    """A program that has succeeded when this block is left, or that dies."""
    with tempfile.TemporaryFile() as complaints:
        started = subprocess.Popen(  # noqa: S603
            [_path_of(program), *arguments],
            env=_environment(connection.settings_dict),
            stderr=complaints,
            **streams,  # type: ignore[call-overload]
        )
        try:
            yield started
        except BaseException:
            started.kill()
            raise
        finally:
            started.wait()
            _close(started.stdin, started.stdout)
        if started.returncode:
            complaints.seek(0)
            raise BackupError(_first_line(program, complaints.readlines()))


def _path_of(program: str) -> str:
    try:
        return str(binaries.find() / program)
    except PostgresError as fault:
        raise BackupError(str(fault)) from fault


def _environment(login: Mapping[str, Any]) -> dict[str, str]:
    options = login.get('OPTIONS') or {}
    given = {PLACE[name]: str(login[name]) for name in PLACE if login[name]}
    given |= {TLS[name]: str(options[name]) for name in TLS if name in options}
    return {'PATH': os.environ.get('PATH', os.defpath), 'LC_ALL': 'C', **given}


def _close(*pipes: IO[bytes] | None) -> None:
    for pipe in pipes:
        with suppress(BrokenPipeError):
            if pipe:
                pipe.close()


def _first_line(program: str, lines: Sequence[bytes]) -> str:
    """Only that: the lines after it may quote a row, and so a person."""
    said = lines[0].decode(errors='replace').strip() if lines else 'no reason'
    return f'{program} failed: {said.removeprefix(f"{program}: error: ")}'
