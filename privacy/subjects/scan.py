"""Looks for what an erasure may have missed, by another way than it went.

The erasure follows the declarations. The scan knows none: it reads every text
of every table by raw SQL, and every file that this site writes. Whatever it
finds must be explained, or the case stays open.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

from privacy import sql
from privacy.subjects.plan import plan


SCAN = sql.read('scan')
# Not what the site writes, but what it runs on.
NOT_OURS = ('postgres', 'postgres-test', 'secret-key', 'run.lock')


@dataclass(frozen=True)
class Hit:
    """Somewhere that still names the person; how often, and if explained."""

    where: str
    hits: int
    explained: int = 0

    @property
    def unexplained(self) -> int:
        return max(0, self.hits - self.explained)


def scan(emails: Collection[str]) -> list[Hit]:
    """Every place that holds one of the addresses, whoever put it there.

    Explained are the rows that the plan keeps on a ground it names.
    """
    kept = {step.model._meta.db_table: len(step.stays) for step in plan(emails)}
    return [
        *(Hit(rel, hits, kept.get(rel, 0)) for rel, hits in _rows(emails)),
        *(Hit(str(path), 1) for path in _files(emails)),
    ]


def _rows(emails: Collection[str]) -> list[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(SCAN, [[email.lower() for email in emails]])
        return cursor.fetchall()


def _files(emails: Collection[str]) -> Iterator[Path]:
    words = [email.lower().encode() for email in emails]
    for path in _ours(settings.VAR_DIR):
        content = path.read_bytes().lower()
        if any(word in content for word in words):
            yield path.relative_to(settings.VAR_DIR)


def _ours(var: Path) -> Iterator[Path]:
    for top in var.iterdir() if var.is_dir() else ():
        if top.name not in NOT_OURS:
            inside = top.rglob('*') if top.is_dir() else [top]
            yield from (path for path in inside if path.is_file())
