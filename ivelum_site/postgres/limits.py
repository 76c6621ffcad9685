"""How long PostgreSQL works, waits and is kept waiting before it says stop.

A page that takes longer than a proxy waits helps nobody, and what it holds
keeps others out; a job may take its time. A migration may work for hours, but
it must not queue for a lock: behind it everybody else would queue as well.
"""

from __future__ import annotations


WEB = {
    'statement_timeout': '15s',
    'lock_timeout': '5s',
    'idle_in_transaction_session_timeout': '30s',
}
WORK = {
    'statement_timeout': '15min',
    'lock_timeout': '1min',
    'idle_in_transaction_session_timeout': '5min',
}
MIGRATION = {
    'statement_timeout': '0',
    'lock_timeout': '3s',
    'idle_in_transaction_session_timeout': '5min',
}


def options(limits: dict[str, str]) -> dict[str, str]:
    """As Django's OPTIONS: said while connecting, so it costs no round trip.

    They reach PostgreSQL through a pooler only if that passes `options` on.
    """
    said = (f'-c {name}={value}' for name, value in limits.items())
    return {'options': ' '.join(said)}
