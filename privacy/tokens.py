"""Links that prove a person reads the address they gave us.

A token is signed, belongs to one purpose and one row, and grows old. That it
works once is the row's business: whoever reads a token also looks whether the
row still waits for it. Nothing is stored, so nothing can be stolen.
"""

from __future__ import annotations

from datetime import timedelta

from django.core import signing


def make(purpose: str, pk: int) -> str:
    return signing.dumps(pk, salt=f'privacy.{purpose}')


NOBODY = 0  # no row has this number


def read(purpose: str, token: str, *, good_for: timedelta) -> int:
    """The row number in the token, or NOBODY if it is forged or too old."""
    try:
        pk = signing.loads(token, salt=f'privacy.{purpose}', max_age=good_for)
    except signing.BadSignature:
        return NOBODY
    return pk if isinstance(pk, int) else NOBODY
