"""Puts a backup into an empty database: all of it, or nothing.

The database is marked with the name of the backup: before it is filled, and
when its rows were counted. So after a crash the same command knows where it is.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import ProgrammingError, connection
from psycopg import sql

from ivelum_site.backups import BackupError, programs, taking
from ivelum_site.backups.keys import keys
from ivelum_site.backups.manifest import Manifest
from ivelum_site.backups.places import Place
from ivelum_site.backups.sealing import PIECE, as_file, unseal
from ivelum_site.backups.tally import Tally
from ivelum_site.postgres import roles
from ivelum_site.postgres.server import Server
from privacy.models import AuditEvent, LedgerLine
from privacy.proof import chain


HERE = Path(__file__).parent
MARK, MARKED, ROLE, DATABASE, MAKE = (
    (HERE / f'{name}.sql').read_text()
    for name in ('mark', 'marked', 'role', 'database', 'make')
)


def restore(place: Place, made: Manifest) -> bool:
    """Fill the database one is connected to; False if it was done before.

    Call it as the owner, who will own it all.
    """
    tables, mark = len(connection.introspection.table_names()), _marked()
    if mark == made.name:
        return False
    if not tables:
        _refuse_without(made.runtime_role)
        put_mark(f'filled by {made.name}')
        programs.restore(_opened(place, made))
    elif mark != f'filled by {made.name}':
        raise BackupError(
            f'The database {_name()} has {tables} tables, and a backup is '
            'restored into an empty one only. Restore into a new one: '
            f'manage.py restore {made.name} --into {_name()}_restored'
        )
    _compare(made)
    put_mark(made.name)
    return True


def check(place: Place, made: Manifest) -> int:
    """Restore it into a server of its own, look, and throw that away.

    Gives the number of rows. Raises PostgresError where no server can be.
    """
    with _scratch_server() as server:
        login = {**server.settings(), **server.owner_login()}
        with roles.as_owner(OPTIONS={}, **login):
            programs.restore(_opened(place, made), '--no-privileges')
            _compare(made)
            for name in (AuditEvent, LedgerLine):
                if not chain.verify(name).is_whole:
                    raise BackupError(
                        f'{made.name} opens, but a chain in it is broken: '
                        'manage.py verifyaudit says more.'
                    )
    return sum(made.rows.values())


@contextmanager
def as_owner_of(database: str) -> Iterator[None]:
    """Work as the owner, in that database, which is made if need be."""
    with roles.as_owner(NAME='postgres'):
        if not _there_is(DATABASE, database):
            _make(database)
    with roles.as_owner(NAME=database):
        yield


def put_mark(text: str) -> None:
    """Write on the database which backup it is; nothing when in order."""
    mark = sql.Literal(text) if text else sql.NULL
    _execute(MARK, database=sql.Identifier(_name()), mark=mark)


def _marked() -> str:
    with connection.cursor() as cursor:
        cursor.execute(MARKED)
        return cursor.fetchone()[0] or ''


def _make(database: str) -> None:
    try:
        _execute(MAKE, database=sql.Identifier(database))
    except ProgrammingError as fault:
        raise BackupError(
            f'The database {database} is not there, and its owner may not make '
            f'it. Let the administrator say: create database {database} owner '
            f'{settings.OWNER_LOGIN["USER"]};'
        ) from fault


def _execute(text: str, **parts: sql.Composable) -> None:
    with connection.cursor() as cursor:
        query = sql.SQL(text).format(**parts)  # type: ignore[arg-type]
        cursor.execute(query.as_string(cursor.connection))


def _refuse_without(role: str) -> None:
    if not _there_is(ROLE, role):
        raise BackupError(
            f'This server does not know the login {role}, to which the '
            'backup gives its rights. First make it: deploy/roles.sql'
        )


def _there_is(query: str, name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(query, [name])
        return cursor.fetchone() is not None


def _opened(place: Place, made: Manifest) -> Iterator[bytes]:
    """Raises at the end, at the latest, if it is not what the manifest says."""
    tally = Tally()
    with place.read(made.file) as file:
        sealed = tally.of(iter(partial(file.read, PIECE), b''))
        yield from unseal(as_file(sealed), keys(), made.name)
    if tally.hash.hexdigest() != made.sha256:
        raise BackupError(
            f'{made.name} is not the file that its manifest was written for.'
        )


def _compare(made: Manifest) -> None:
    found = taking.count_rows()
    other = sorted(
        name
        for name in found.keys() | made.rows.keys()
        if found.get(name) != made.rows.get(name)
    )
    if other:
        raise BackupError(
            f'{made.name} does not hold what its manifest says: {other}.'
        )


def _name() -> str:
    return connection.settings_dict['NAME']


@contextmanager
def _scratch_server() -> Iterator[Server]:
    home = Path(tempfile.mkdtemp(prefix='backup-check-'))
    server = Server(home / 'postgres', fast=True)
    try:
        server.ensure()
        yield server
    finally:
        server.remove()
        shutil.rmtree(home, ignore_errors=True)
