"""As whom PostgreSQL runs: it refuses root, so root lends it an account."""

from __future__ import annotations

import os
import pwd
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Account:
    """A uid and gid, and what they may reach."""

    uid: int
    gid: int

    @property
    def is_borrowed(self) -> bool:
        return self.uid != os.geteuid()

    @property
    def process(self) -> dict[str, Any]:
        """What makes subprocess run as this account."""
        if not self.is_borrowed:
            return {}
        return {'user': self.uid, 'group': self.gid, 'extra_groups': []}

    def may_enter(self, path: Path) -> bool:
        """Whether the path and all above it are open to this account.

        Read from the permissions, because settings ask it at every import.
        """
        return all(
            self._executes(part.stat()) for part in (path, *path.parents)
        )

    def _executes(self, info: os.stat_result) -> bool:
        if info.st_uid == self.uid:
            return bool(info.st_mode & 0o100)
        return bool(
            info.st_mode & (0o010 if info.st_gid == self.gid else 0o001)
        )


def choose() -> Account:
    """Ourselves, or as root somebody who exists on every machine."""
    if os.geteuid():
        return Account(os.geteuid(), os.getegid())
    for name in ('postgres', 'nobody'):
        with suppress(KeyError):
            entry = pwd.getpwnam(name)
            return Account(entry.pw_uid, entry.pw_gid)
    # PostgreSQL will refuse and say why, but only when it is really needed.
    return Account(0, 0)
