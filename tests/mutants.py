"""Takes every guard of the database away, one at a time: ./dev mutants.

A test that a write is refused proves little: something else may have refused
it. So each story of tests/invariants is told again without its guard, and the
write must then succeed; the guard is the one that holds it back, and the test
would turn red without it. Where several guards stand, each must hold alone.
Whatever stands in the database and is in no story is listed: nobody knows
whether it works.

Everything happens in transactions that are rolled back, in a database of its
own, as PostgreSQL's superuser who becomes the site's role for the story.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import django


os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'ivelum_site.settings')
django.setup()

from django.conf import settings  # noqa: E402
from django.db import DatabaseError, connection, transaction  # noqa: E402
from django.test.utils import (  # noqa: E402
    override_settings,
    setup_databases,
    setup_test_environment,
    teardown_databases,
)

from ivelum_site.postgres.roles import as_owner  # noqa: E402
from tests.invariants.catalogue import guards_in_no_story  # noqa: E402
from tests.invariants.forbidden import (  # noqa: E402
    Forbidden,
    Guard,
    every_story,
    refusal_of,
    run,
)


SUPERUSER = {'USER': 'postgres', 'PASSWORD': ''}


def main() -> int:
    if not hasattr(settings, 'EMBEDDED_POSTGRES'):
        sys.exit('Mutants need the embedded PostgreSQL: unset DATABASE_URL.')
    setup_test_environment()
    connection.settings_dict['TEST']['NAME'] = 'test_mutants'
    with scratch_database(), as_superuser():
        survived = [*survivors()]
        untold = guards_in_no_story()
    for name in untold:
        say('IN NO STORY', name)
    return 1 if survived or untold else 0


@contextmanager
def scratch_database() -> Iterator[None]:
    with as_owner():
        made = setup_databases(
            verbosity=0, interactive=False, serialized_aliases=()
        )
    try:
        yield
    finally:
        with as_owner():
            teardown_databases(made, verbosity=0)


@contextmanager
def as_superuser() -> Iterator[None]:
    with override_settings(OWNER_LOGIN=SUPERUSER), as_owner():
        yield


def survivors() -> Iterator[Guard]:
    """The guards that could go unnoticed; prints them all, and the count."""
    stories = every_story()
    total = sum(len(case.guards) for case in stories)
    survived = 0
    for case in stories:
        for guard in case.guards:
            if why := why_it_survives(case, guard):
                survived += 1
                yield guard
            say('SURVIVED' if why else 'killed', f'{case} [{guard}] {why}')
    say('', f'{total - survived}/{total} killed')


def why_it_survives(case: Forbidden, guard: Guard) -> str:
    """Empty when this guard, and nothing else, holds the write back."""
    others = [other for other in case.guards if other != guard]
    try:
        if not told_without(others, case):
            return 'Alone it does not refuse the write.'
        if refused := told_without(case.guards, case):
            return f'Without it the write is refused too: {refused}'
    except DatabaseError as failed:
        return f'The story cannot be told: {failed}'
    return ''


def told_without(guards: Iterable[Guard], case: Forbidden) -> str | None:
    with transaction.atomic():
        for guard in guards:
            run(guard.without)
        run(f'set local role {settings.RUNTIME_ROLE}')
        refused = refusal_of(case)
        transaction.set_rollback(True)
    return refused


def say(verdict: str, words: str) -> None:
    sys.stdout.write(f'{verdict:12}{" ".join(words.split())}\n')


if __name__ == '__main__':
    sys.exit(main())
