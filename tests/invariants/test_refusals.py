"""Every forbidden write is refused by the database, whoever asks."""

import pytest
from django.conf import settings

from tests.invariants import catalogue
from tests.invariants.forbidden import every_story, refusal_of, run
from tests.invariants.sketch import SKETCH


pytestmark = pytest.mark.django_db


@pytest.mark.parametrize('case', every_story(), ids=str)
def test_the_database_refuses(case):
    assert refusal_of(case)


def test_it_refuses_a_role_that_owns_nothing_and_is_no_superuser():
    assert run(
        'select rolname, rolsuper, rolbypassrls, count(pg_class)'
        ' from pg_roles left join pg_class on relowner = pg_roles.oid'
        ' where rolname = current_user group by 1, 2, 3'
    ) == [(settings.RUNTIME_ROLE, False, False, 0)]


def test_every_guard_is_in_a_story():
    assert not catalogue.guards_in_no_story()


def test_every_guard_looks_in_our_schema_only():
    # pg_temp comes last, or a temporary table could pose as a register.
    elsewhere = [
        name
        for name, path in catalogue.trigger_functions()
        if path != 'public, pg_temp'
    ]

    assert not elsewhere


def test_what_only_grows_cannot_be_emptied_at_once():
    grow = catalogue.tables_that_only_grow(settings.RUNTIME_ROLE)

    assert {'contact_wording', 'privacy_policyversion'} <= grow
    assert grow <= catalogue.tables_that_refuse_truncate()


def test_no_extension_is_needed():
    assert run('select extname from pg_extension') == [('plpgsql',)]


def test_every_write_of_the_sketch_is_told_or_waits_for_its_issue():
    told = {str(case) for case in every_story()}
    waiting = {'issue 4', 'issue 5', 'issue 6'}

    assert len(SKETCH) == 48
    assert set(SKETCH.values()) - told <= waiting
