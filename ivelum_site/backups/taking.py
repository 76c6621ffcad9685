"""Makes a backup, and takes away those that are kept long enough."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from psycopg import sql

from ivelum_site.backups import manifest, programs
from ivelum_site.backups.keys import keys
from ivelum_site.backups.manifest import FORM, Manifest
from ivelum_site.backups.places import Place
from ivelum_site.backups.sealing import as_file, seal
from ivelum_site.backups.tally import Tally
from privacy.models import LedgerLine


HERE = Path(__file__).parent
MOMENT = (HERE / 'moment.sql').read_text()
COUNT = (HERE / 'count.sql').read_text()
LOGGED = (HERE / 'logged.sql').read_text()


def take(place: Place, now: datetime) -> Manifest:
    """Seal the database as it is at one moment, and put it there."""
    known = keys()
    name = f'{now:{FORM}}-{secrets.token_hex(3)}'
    tally = Tally()
    with _one_moment() as snapshot:
        ledger = LedgerLine.objects.last()
        rows, migrations = count_rows(), _migrations()
        sealed = seal(as_file(programs.dump(snapshot)), known, name)
        place.write(manifest.file_of(name), tally.of(sealed))
    made = Manifest(
        name=name,
        made_at=now.isoformat(timespec='seconds'),
        key=next(iter(known)),
        size=tally.size,
        sha256=tally.hash.hexdigest(),
        ledger_seq=ledger.seq if ledger else 0,
        ledger_hash=ledger.hash if ledger else '',
        postgres=connection.connection.info.server_version,
        migrations=migrations,
        runtime_role=settings.RUNTIME_ROLE,
        rows=rows,
    )
    made.write(place)
    return made


@contextmanager
def _one_moment() -> Iterator[str]:
    with (
        transaction.atomic(durable=True),
        connection.cursor() as cursor,
    ):
        cursor.execute(MOMENT)
        while cursor.nextset():
            pass
        yield cursor.fetchone()[0]


def count_rows() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(LOGGED)
        names = [name for (name,) in cursor.fetchall()]
        return {name: _count(cursor, name) for name in names}


def _count(cursor: Any, table: str) -> int:
    query = sql.SQL(COUNT).format(table=sql.Identifier(table))
    cursor.execute(query.as_string(cursor.connection))
    return cursor.fetchone()[0]


def _migrations() -> dict[str, str]:
    """The newest migration of each app."""
    return dict(sorted(MigrationRecorder(connection).applied_migrations()))
