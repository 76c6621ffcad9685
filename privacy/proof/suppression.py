"""Addresses that only their owner may bring back to us.

Erased or not, whoever left is not signed up again by an import or by somebody
else. A fresh double opt-in, which only the owner can give, lifts it.
"""

from __future__ import annotations

from privacy import pseudonyms
from privacy.models import Suppressed, Suppression


def suppress(email: str, reason: Suppressed) -> None:
    """From now on, or as before: the first reason and date stay."""
    suppress_mac(pseudonyms.mac(email), reason)


def suppress_mac(mac: str, reason: Suppressed) -> None:
    Suppression.objects.get_or_create(mac=mac, defaults={'reason': reason})


def is_suppressed(email: str) -> bool:
    return Suppression.objects.filter(mac=pseudonyms.mac(email)).exists()


def lift(email: str) -> None:
    """The owner came back and said so by the link in our letter."""
    Suppression.objects.filter(mac=pseudonyms.mac(email)).delete()
