"""The version before goes on working while a migration runs, and after it.

django-migration-linter knows what breaks it: a column or table that goes or
gets another name, a new column that has to be filled, an index that locks its
table. To take something away, release first what no longer uses it; then name
the migration below, with the reason.
"""

import time

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django_migration_linter import MigrationLinter
from django_migration_linter.sql_analyser import (
    PostgresqlAnalyser,
    analyse_sql_statements,
)
from psycopg.errors import LockNotAvailable

from ivelum_site.management.commands import migrate


# When servers began to run. What came before had no version before it.
BASELINE = {'contact': 10, 'privacy': 12}
AGREED: dict[str, str] = {}
LOCKING = {'CREATE_INDEX', 'CREATE_INDEX_EXCLUSIVE', 'DROP_INDEX', 'REINDEX'}


def is_later(migration):
    before = BASELINE.get(migration.app_label)
    return before and int(migration.name.partition('_')[0]) > before


def test_the_version_before_survives_each_migration(transactional_db):
    linter = MigrationLinter(
        no_cache=True, no_output=True, warnings_as_errors_tests=[*LOCKING]
    )

    for migration in MigrationLoader(connection).disk_migrations.values():
        if is_later(migration) and str(migration) not in AGREED:
            linter.lint_migration(migration)

    assert not linter.has_errors


BEFORE = migrations.CreateModel(
    'Thing',
    [('id', models.AutoField(primary_key=True)), ('old', models.TextField())],
)
SAFE = [
    migrations.AddField('Thing', 'new', models.TextField(null=True)),
    migrations.AddField('Thing', 'new', models.TextField(db_default='')),
    migrations.CreateModel(
        'Other', [('id', models.AutoField(primary_key=True))]
    ),
]
UNSAFE = {
    'DROP_COLUMN': migrations.RemoveField('Thing', 'old'),
    'RENAME_COLUMN': migrations.RenameField('Thing', 'old', 'new'),
    'DROP_TABLE': migrations.DeleteModel('Thing'),
    'RENAME_TABLE': migrations.RenameModel('Thing', 'Other'),
    'NOT_NULL': migrations.AddField(
        'Thing', 'new', models.TextField(default='')
    ),
    'CREATE_INDEX': migrations.AddIndex(
        'Thing', models.Index(fields=['old'], name='slow')
    ),
}


def complaints_about(operation):
    before = ProjectState()
    BEFORE.state_forwards('sample', before)
    after = before.clone()
    operation.state_forwards('sample', after)
    with connection.schema_editor(collect_sql=True) as editor:
        operation.database_forwards('sample', editor, before, after)
    errors, _, warnings = analyse_sql_statements(
        PostgresqlAnalyser, editor.collected_sql
    )
    return {found.code for found in (*errors, *warnings)}


@pytest.mark.parametrize('operation', SAFE, ids=str)
def test_what_only_adds_is_let_through(db, operation):
    assert complaints_about(operation) == set()


@pytest.mark.parametrize('code', UNSAFE)
def test_what_breaks_the_version_before_is_found(db, code):
    assert code in complaints_about(UNSAFE[code])


# --- Locks ------------------------------------------------------------------


@pytest.fixture
def busy(monkeypatch):
    """A table that somebody holds, as often as one asks."""
    refusals, pauses = [], []

    def refuse(self, *args, **options):
        if refusals:
            refusals.pop()
            raise OperationalError from LockNotAvailable()

    monkeypatch.setattr(migrate.migrate.Command, 'handle', refuse)
    monkeypatch.setattr(time, 'sleep', pauses.append)
    return refusals, pauses


def test_a_migration_lets_others_pass_and_tries_again(transactional_db, busy):
    refusals, pauses = busy
    refusals += [1, 2]

    call_command('migrate', verbosity=0)

    assert pauses == [1, 2]


def test_a_migration_gives_up_in_the_end_and_says_why(transactional_db, busy):
    refusals, _ = busy
    refusals += range(100)

    with pytest.raises(CommandError, match='in use all the time'):
        call_command('migrate', verbosity=0)
