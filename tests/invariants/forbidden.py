"""The words in which a forbidden write is told.

    @forbidden(trigger(Breach, 'clock_is_fixed'))
    def starting_the_72_hours_again():
        breach = make.breach()
        yield
        Breach.objects.filter(pk=breach.pk).update(aware_at=timezone.now())

What comes before the `yield` is allowed, what comes after it is not. The
decorator names what stands guard. Where there are several guards, each must
hold the write back alone.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError, connection, models, transaction

import tests.invariants


# What PostgreSQL calls a refusal. Anything else is a mistake in the story.
REFUSALS = {
    '23502': 'not null',
    '23503': 'foreign key',
    '23505': 'unique',
    '23514': 'check or trigger',
    '23P01': 'exclusion',
    '42501': 'no right',
    '428C9': 'generated',
}


Model = type[models.Model]


@dataclass(frozen=True)
class Guard:
    """What refuses a write, and the SQL that takes it away."""

    name: str
    without: str

    def __add__(self, other: 'Guard') -> 'Guard':
        """Two that are taken away together, being one layer."""
        return Guard(
            f'{self.name}, {other.name}', f'{self.without};{other.without}'
        )

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Forbidden:
    room: str
    story: Callable[[], Iterator[None]]
    guards: tuple[Guard, ...]

    def __str__(self) -> str:
        return f'{self.room}: {self.story.__name__.replace("_", " ")}'


class NotTakenError(Exception):
    """Told by a story whose write was taken, but came to nothing."""


ALL: list[Forbidden] = []


def forbidden(*guards: Guard):
    def tell(story):
        room = inspect.getmodule(story).__name__.rpartition('.')[2]
        ALL.append(Forbidden(room, story, guards))
        return story

    return tell


def every_story() -> list[Forbidden]:
    """All of them, from every module here."""
    for module in pkgutil.iter_modules(tests.invariants.__path__):
        if not module.name.startswith('test_'):
            importlib.import_module(f'tests.invariants.{module.name}')
    return ALL


def refusal_of(case: Forbidden) -> str | None:
    """How the database refuses the write; None if it takes it."""
    steps = case.story()
    next(steps)
    run('set constraints all immediate')
    try:
        with transaction.atomic():
            next(steps, None)
            run('set constraints all immediate')
    except NotTakenError as refused:
        return str(refused)
    except DatabaseError as refused:
        state = getattr(refused.__cause__, 'sqlstate', None)
        if state in REFUSALS:
            return f'{REFUSALS[state]}: {refused}'.splitlines()[0]
        raise  # Django's own refusal, or a slip in the story
    return None


def run(sql: str, inputs: list | None = None) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, inputs)
        return cursor.fetchall() if cursor.description else []


# --- The guards ---------------------------------------------------------------


def trigger(model: Model, name: str) -> Guard:
    table = model._meta.db_table
    return Guard(
        f'trigger {name} on {table}',
        f'alter table {table} disable trigger {name}',
    )


def constraint(model: Model, name: str) -> Guard:
    table = model._meta.db_table
    return Guard(
        f'constraint {name} on {table}',
        f'alter table {table} drop constraint {name}',
    )


def index(model: Model, name: str) -> Guard:
    """A rule for some of the rows is an index, and no constraint."""
    table = model._meta.db_table
    return Guard(f'index {name} on {table}', f'drop index {name}')


def not_null(model: Model, column: str) -> Guard:
    table = model._meta.db_table
    return Guard(
        f'not null of {table}.{column}',
        f'alter table {table} alter {column} drop not null',
    )


def generated(model: Model, column: str) -> Guard:
    table = model._meta.db_table
    return Guard(
        f'generation of {table}.{column}',
        f'alter table {table} alter {column} drop expression',
    )


def unnamed(model: Model, column: str, kind: str) -> Guard:
    """A constraint on one column to which Django gave a name of its own."""
    table = model._meta.db_table
    letter = {'check': 'c', 'foreign key': 'f', 'unique': 'u'}[kind]
    return Guard(
        f'{kind} of {table}.{column}',
        f"""do $$ declare its_name text; begin
            select conname into strict its_name from pg_constraint
            join pg_attribute on attrelid = conrelid and conkey = array[attnum]
            where conrelid = '{table}'::regclass and contype = '{letter}'
            and attname = '{column}';
            execute format('alter table {table} drop constraint %I', its_name);
        end $$""",
    )


def no_right(right: str, *models: Model) -> Guard:
    """The site's role lacks a right; to take the guard away is to give it."""
    tables = ', '.join(model._meta.db_table for model in models)
    return Guard(
        f'no right to {right} {tables}',
        f'grant {right} on {tables} to {settings.RUNTIME_ROLE}',
    )


def no_ownership(model: Model) -> Guard:
    """Only the owner of a table changes it, and only where it may create."""
    table, role = model._meta.db_table, settings.RUNTIME_ROLE
    return Guard(
        f'another owner of {table}',
        f'grant create on schema public to {role};'
        f'alter table {table} owner to {role}',
    )
