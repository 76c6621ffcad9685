"""One moment of the database, for as long as somebody reads from it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from privacy import sql


SNAPSHOT = sql.read('snapshot')


@contextmanager
def snapshot() -> Iterator[None]:
    """Whoever already works in a transaction keeps its isolation."""
    begins_here = not connection.in_atomic_block
    with transaction.atomic():
        if begins_here:
            with connection.cursor() as cursor:
                cursor.execute(SNAPSHOT)
        yield
