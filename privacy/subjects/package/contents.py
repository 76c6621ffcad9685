"""Whose copy it is, of which moment, and what there is to copy."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from privacy.subjects.package.rows import Kind


# A form of ours takes some thousand letters: fewer rows never make 2 GB.
MANY = 1_000


@dataclass(frozen=True)
class Contents:
    emails: list[str] = field(repr=False)
    now: datetime
    reference: str
    kinds: list[Kind]
    counts: dict[str, int]  # label of the kind -> rows of this person

    @property
    def filled(self) -> list[Kind]:
        return [kind for kind in self.kinds if self.counts[kind.label]]

    @property
    def is_huge(self) -> bool:
        return sum(self.counts.values()) > MANY

    @property
    def empty(self) -> list[Kind]:
        return [kind for kind in self.kinds if not self.counts[kind.label]]

    @classmethod
    def counted(
        cls, emails: list[str], now: datetime, reference: str, kinds: list[Kind]
    ) -> Contents:
        counts = {kind.label: kind.found.count() for kind in kinds}
        return cls(emails, now, reference, kinds, counts)
