"""Computes a chain again, as the database did, and says where it breaks.

The database links each row in migrations/sql/0004_chains.sql. This is another
hand: it trusts no hash that it has not computed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db import transaction

from privacy.models import AuditEvent, LedgerLine


Chain = type[AuditEvent] | type[LedgerLine]

BATCH = 2_000


class Mark(NamedTuple):
    """One place in a chain."""

    seq: int
    hash: str


@dataclass(frozen=True)
class Verdict:
    """How many rows were read, where they end, and the first false one."""

    count: int
    head: Mark
    broken_at: int | None = None

    @property
    def is_whole(self) -> bool:
        return self.broken_at is None


def link(prev_hash: str, said: list[Any]) -> str:
    text = json.dumps([_plain(value) for value in said], ensure_ascii=False)
    return hashlib.sha256(f'{prev_hash}{text}'.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        moment = value.astimezone(UTC).replace(tzinfo=None)
        return f'{moment.isoformat(timespec="microseconds")}Z'
    return value


@transaction.atomic
def verify(chain: Chain) -> Verdict:
    """Read the whole chain, however long, in little memory."""
    count, last = 0, None
    for mark, prev_hash, said in _rows(chain):
        # What came before the first row has expired, and is taken on trust.
        before = last or Mark(mark.seq - 1, prev_hash if mark.seq > 1 else '')
        if mark.seq != before.seq + 1:
            return Verdict(count, before, before.seq + 1)
        if prev_hash != before.hash or mark.hash != link(prev_hash, said):
            return Verdict(count, before, mark.seq)
        count, last = count + 1, mark
    return Verdict(count, last or Mark(0, ''))


def _rows(chain: Chain) -> Iterator[tuple[Mark, str, list[Any]]]:
    columns = ('hash', 'prev_hash', *chain.chained)
    rows = chain.objects.order_by('seq').values_list(*columns)
    for given, prev_hash, *said in rows.iterator(chunk_size=BATCH):
        yield Mark(said[0], given), prev_hash, said
