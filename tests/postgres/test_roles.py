"""The owner makes the tables; the site uses them and can do no more."""

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction

from ivelum_site.postgres import roles
from tests.database import reset_database


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone() if cursor.description else None


@pytest.fixture
def register(transactional_db):
    """A table that may only grow, as a migration would make it."""
    with roles.as_owner():
        run('create table register (number int)')
        run(f'revoke update, delete on register from {settings.RUNTIME_ROLE}')
        run(
            'create function refuse() returns trigger language plpgsql as'
            " $$ begin raise exception 'only grows'; end $$"
        )
        run(
            'create trigger only_grows before truncate on register'
            ' execute function refuse()'
        )
    yield
    with roles.as_owner():
        run('drop table register')
        run('drop function refuse')


def test_the_site_may_read_and_write_what_the_owner_makes(register):
    run('insert into register values (7)')
    assert run('select number from register') == (7,)


@pytest.mark.parametrize(
    'sql',
    [
        'delete from register',
        'truncate register',
        'drop table register',
        'alter table register disable trigger all',
        'alter table register owner to site_web',
        'alter role site_web superuser',
        'set role site_owner',
        "set session_replication_role = 'replica'",
        'create table mine ()',
    ],
)
def test_the_site_may_do_no_more(register, sql):
    with pytest.raises(ProgrammingError, match=r'must be owner|permission'):
        run(sql)


def test_the_site_is_nobody_but_itself(db):
    assert run(
        'select rolsuper or rolcreaterole or rolcreatedb or rolbypassrls'
        ' from pg_roles where rolname = current_user'
    ) == (False,)
    assert run(
        'select count(*) from pg_auth_members'
        ' where member = current_user::regrole'
    ) == (0,)


def test_the_site_owns_nothing_in_any_database(db):
    assert run(
        "select count(*) from pg_shdepend where deptype = 'o'"
        " and refclassid = 'pg_authid'::regclass"
        ' and refobjid = current_user::regrole'
    ) == (0,)


def test_migrating_again_gives_nothing_back(register):
    call_command('migrate', verbosity=0)
    with pytest.raises(ProgrammingError, match='permission'):
        run('delete from register')


def test_the_owner_leaves_when_done_and_when_it_fails(transactional_db):
    with roles.as_owner():
        assert run('select current_user') == (settings.OWNER_LOGIN['USER'],)
    assert run('select current_user') == (settings.RUNTIME_ROLE,)
    with pytest.raises(ProgrammingError), roles.as_owner():
        run('select nothing')
    assert run('select current_user') == (settings.RUNTIME_ROLE,)


def test_nobody_becomes_the_owner_within_a_transaction(db):
    with (
        pytest.raises(transaction.TransactionManagementError),
        roles.as_owner(),
    ):
        raise AssertionError('must not come here')


def test_one_login_for_both_needs_no_rights(transactional_db, settings):
    settings.RUNTIME_ROLE = settings.OWNER_LOGIN['USER']
    before = run('select array_agg(defaclacl::text) from pg_default_acl')
    call_command('migrate', verbosity=0)
    after = run('select array_agg(defaclacl::text) from pg_default_acl')
    assert after == before


def test_a_reset_empties_even_what_may_only_grow(register):
    run('insert into register values (7)')
    reset_database()
    assert run('select count(*) from register') == (0,)
    assert ContentType.objects.exists()
    with roles.as_owner(), pytest.raises(Exception, match='only grows'):
        run('truncate register')
