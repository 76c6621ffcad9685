"""The Article 30 record and the policy's tables: one source, two readers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.utils.text import capfirst

from privacy.declaration.personal_data import (
    Activity,
    Keep,
    PersonalData,
    Withhold,
)
from privacy.declaration.registry import declarations


@dataclass(frozen=True)
class Kind:
    """One kind of row, as the policy speaks of it."""

    name: str
    declared: PersonalData

    @property
    def words(self) -> list[str]:
        return list(dict.fromkeys(self.declared.fields.values()))

    @property
    def keep(self) -> tuple[Keep, ...]:
        return self.declared.keep

    @property
    def withheld(self) -> str:
        """The ground on which erasing may have to wait, if any."""
        erasure = self.declared.erasure
        return erasure.ground if isinstance(erasure, Withhold) else ''


@dataclass(frozen=True)
class Processing:
    """One activity and all that it holds: Article 30(1)(b) to (f)."""

    activity: Activity
    kinds: tuple[Kind, ...]


def record_of_processing() -> list[Processing]:
    kinds = defaultdict(list)
    for model, declared in declarations():
        name = capfirst(str(model._meta.verbose_name_plural))
        for activity in (declared.activity, *declared.also):
            kinds[activity].append(Kind(name, declared))
    return [
        Processing(activity, tuple(kinds[activity]))
        for activity in sorted(kinds, key=lambda activity: activity.name)
    ]
