"""How much went by, and its check sum."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator


class Tally:
    def __init__(self) -> None:
        self.size, self.hash = 0, hashlib.sha256()

    def of(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            self.size += len(piece)
            self.hash.update(piece)
            yield piece
