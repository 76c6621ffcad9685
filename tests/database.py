"""The test database: the owner makes it, and the tests use it as the site does.

tests/conftest.py imports `django_db_setup` from here, in place of
pytest-django's own, which would need one login that may do everything.
"""

from collections.abc import Collection, Iterator

import pytest
from django.db import connection, transaction
from django.test import TransactionTestCase
from django.test.utils import setup_databases, teardown_databases

from ivelum_site.postgres.roles import as_owner


# What migrations put into the database, and no test may empty.
SEEDED = {
    'auth_permission',
    'django_content_type',
    'django_migrations',
    'privacy_may',
    'privacy_step',
}


@pytest.fixture(scope='session')
def django_db_setup(
    django_test_environment,
    django_db_blocker,
    django_db_createdb,
    django_db_keepdb,
    django_db_modify_db_settings,
) -> Iterator[None]:
    reuse = django_db_keepdb and not django_db_createdb
    with django_db_blocker.unblock(), as_owner():
        made = setup_databases(
            verbosity=0, interactive=False, serialized_aliases=(), keepdb=reuse
        )
    with pytest.MonkeyPatch.context() as patch:
        # Django would empty the tables after a test that commits, but as the
        # runtime role, which may not.
        patch.setattr(
            TransactionTestCase,
            '_fixture_teardown',
            lambda self: reset_database(),
        )
        yield
    if not django_db_keepdb:
        with django_db_blocker.unblock(), as_owner():
            teardown_databases(made, verbosity=0)


def reset_database(keep: Collection[str] = ()) -> None:
    """Empty every table but the seeded ones, even what may only grow."""
    kept = SEEDED.union(keep)
    with as_owner(), transaction.atomic(), connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        tables = [
            connection.ops.quote_name(name)
            for name in names
            if name not in kept
        ]
        # Rather fail than wait for a connection that a test forgot.
        cursor.execute("set local lock_timeout = '10s'")
        _switch_triggers(cursor, tables, 'disable')
        cursor.execute(f'truncate {", ".join(tables)}')
        _switch_triggers(cursor, tables, 'enable')


def _switch_triggers(cursor, tables: Collection[str], switch: str) -> None:
    for table in tables:
        cursor.execute(f'alter table {table} {switch} trigger user')
