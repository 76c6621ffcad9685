"""A shelf of its own for every test, and an owner who breaks the rules."""

from contextlib import contextmanager

import pytest
from django.db import connection

from ivelum_site.postgres.roles import as_owner


@pytest.fixture(autouse=True)
def outside(settings, tmp_path):
    """The directory outside; nothing makes it before somebody writes."""
    settings.LEDGER_URL = str(tmp_path / 'ledger')
    return tmp_path / 'ledger'


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
