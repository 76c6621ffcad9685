"""The whole database as text: to see what an act changed, or still holds."""

from django.db import connection


EVE = 'eve@example.com'


def whole(*, but=()):
    """Every row of every table, each table in the order of its texts."""
    with connection.cursor() as cursor:
        names = set(connection.introspection.table_names(cursor))
        return {name: _rows(cursor, name) for name in sorted(names - set(but))}


def _rows(cursor, name):
    cursor.execute(f'select t::text from {connection.ops.quote_name(name)} t')
    return sorted(text for (text,) in cursor.fetchall())


def tables_with(word):
    """Where a word stands, in any column of any table."""
    word = word.lower()
    return [
        name
        for name, rows in whole().items()
        if any(word in row.lower() for row in rows)
    ]
