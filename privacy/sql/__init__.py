"""SQL that the ORM cannot say, one thing a file."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db.migrations import RunSQL


def read(name: str) -> str:
    return (Path(__file__).parent / f'{name}.sql').read_text()


def from_file(migration: str, name: str, undo: str = '') -> RunSQL:
    """What sql/<name>.sql beside a migration says.

    `{runtime}` in it stands for the role that the site works as.
    """
    text = (Path(migration).parent / 'sql' / f'{name}.sql').read_text()
    role = settings.RUNTIME_ROLE.replace('"', '""')
    return RunSQL(text.replace('{runtime}', f'"{role}"'), undo)
