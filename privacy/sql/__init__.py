"""SQL that the ORM cannot say, one thing a file."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db.migrations import RunSQL


def read(name: str) -> str:
    return (Path(__file__).parent / f'{name}.sql').read_text()


def from_file(migration: str, name: str, undo: str = '') -> RunSQL:
    """What sql/<name>.sql beside a migration says.

    `{runtime}` in it stands for the role that the site works as; it stands in
    statements of one line only.
    """
    text = (Path(migration).parent / 'sql' / f'{name}.sql').read_text()
    role = settings.RUNTIME_ROLE
    if role == settings.OWNER_LOGIN['USER']:
        # One login for both: an owner's foreign keys need an owner's rights,
        # so nothing is taken from it, and the triggers stand alone.
        lines = [line for line in text.split('\n') if '{runtime}' not in line]
        return RunSQL('\n'.join(lines), undo)
    quoted = role.replace('"', '""')
    return RunSQL(text.replace('{runtime}', f'"{quoted}"'), undo)
