"""What stands for an address where no address may be.

A keyed hash: whoever is given an address again recognises it, and nobody can
read the address from it. Without the key not even guessing helps. The key
must never change, or all that was erased is forgotten with it.
"""

from __future__ import annotations

from django.conf import settings
from django.utils.crypto import salted_hmac


PATTERN = r'^[0-9a-f]{64}$'


def mac(email: str) -> str:
    """HMAC-SHA256 of an address in canonical form, in 64 hex digits."""
    return salted_hmac(
        'privacy.pseudonyms',
        email,
        secret=settings.PSEUDONYM_KEY,
        algorithm='sha256',
    ).hexdigest()
