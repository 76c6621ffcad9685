"""Remembers for a few seconds what somebody saw, so that asking is cheap."""

from __future__ import annotations

import time
from collections.abc import Callable


class Watch:
    """What `look` says, asked anew when its word has grown old.

    While one thread looks, the others go on with the word before; only at the
    very first time all of them look.
    """

    def __init__(
        self,
        look: Callable[[str], str],
        good_for: Callable[[str], float],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.look, self.good_for, self.clock = look, good_for, clock
        self.seen: dict[str, tuple[float, str]] = {}

    def word(self, about: str) -> str:
        until, word = self.seen.get(about, (self.clock(), ''))
        if self.clock() < until:
            return word
        if about in self.seen:
            self._keep(about, word)
        word = self.look(about)
        self._keep(about, word)
        return word

    def _keep(self, about: str, word: str) -> None:
        self.seen[about] = (self.clock() + self.good_for(word), word)
