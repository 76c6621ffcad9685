"""What stands above every page: what everybody has to hear of in time."""

from __future__ import annotations

import time
from functools import lru_cache
from typing import NamedTuple

from privacy.models import OwnershipChange
from privacy.policy import ownership, versions
from privacy.policy.versions import Version


A_MINUTE = 60


class Announcements(NamedTuple):
    notices: list[OwnershipChange]
    announced: list[Version]


def standing() -> Announcements:
    """Every page asks, so each process looks once a minute."""
    return look(int(time.monotonic() // A_MINUTE))


@lru_cache(maxsize=1)
def look(minute: int) -> Announcements:
    return Announcements(ownership.standing(), versions.announced())
