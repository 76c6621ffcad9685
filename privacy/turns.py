"""Whoever presses a button again before the first answer came waits for it.

To look whether something is there, and to make it if not, are two steps:
without turns, two presses at the same moment would both find nothing.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection

from privacy import sql


ONE_AT_A_TIME = sql.read('one_at_a_time')


def take_turns(addresses: Collection[str]) -> None:
    """Call it in a transaction: until its end, nobody else acts for them."""
    with connection.cursor() as cursor:
        # In one order, or two people could wait for each other.
        for address in sorted(set(addresses)):
            cursor.execute(ONE_AT_A_TIME, [address])
