"""The two logins: the owner makes the tables, the runtime role uses them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from psycopg import sql


RIGHTS = Path(__file__).with_name('rights.sql')


@contextmanager
def as_owner(alias: str = DEFAULT_DB_ALIAS, **changes: Any) -> Iterator[None]:
    """Let this thread's connection log in as the owner for a while.

    With changes (NAME, OPTIONS) to another database, or in another way.
    """
    connection = connections[alias]
    connection.validate_no_atomic_block()
    runtime = connection.settings_dict
    connection.close()
    # A copy: other threads read the same dictionary when they connect.
    connection.settings_dict = {
        **runtime,
        **settings.OWNER_LOGIN,
        **changes,
    }
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict = runtime


def with_options(alias: str, options: dict[str, str]) -> dict[str, Any]:
    """A change of `as_owner`: how to connect, besides what is said already."""
    said = connections[alias].settings_dict['OPTIONS']
    return {'OPTIONS': said | options}


def give_rights(alias: str = DEFAULT_DB_ALIAS) -> None:
    """As the owner, let the runtime role use the tables made from now on."""
    runtime = settings.RUNTIME_ROLE
    with connections[alias].cursor() as cursor:
        cursor.execute('select current_user')
        # One login for both owns its tables, and needs no rights from itself.
        if runtime and cursor.fetchone() != (runtime,):
            rights = sql.SQL(RIGHTS.read_text())  # type: ignore[arg-type]
            grant = rights.format(runtime=sql.Identifier(runtime))
            cursor.execute(grant.as_string(cursor.connection))
