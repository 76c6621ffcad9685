"""The shelf outside, and an owner who breaks the rules."""

from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from ivelum_site.postgres.roles import as_owner


@pytest.fixture
def outside(settings):
    """The directory of the shelf; nothing makes it before somebody writes."""
    path = Path(settings.LEDGER_URL)
    path.parent.mkdir(exist_ok=True)
    return path


@contextmanager
def without_triggers(table):
    """Log in as the owner, for whom no rule holds. Needs transactional_db."""
    with as_owner():
        run(f'alter table {table} disable trigger user')
        try:
            yield
        finally:
            run(f'alter table {table} enable trigger user')


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return cursor.fetchall() if cursor.description else None
