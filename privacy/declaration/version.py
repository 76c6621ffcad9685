"""One number for all that we declare: it changes when a declaration does."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from django.apps import apps

from privacy.declaration.elsewhere import ELSEWHERE
from privacy.declaration.registry import declaration_of


def version() -> str:
    return hashlib.sha256(rendering().encode()).hexdigest()


def rendering() -> str:
    """Every declaration as text, the same in every process."""
    said: dict[str, Any] = {
        model._meta.label: canonical(declaration_of(model))
        for model in apps.get_models()
    }
    said['elsewhere'] = canonical(ELSEWHERE)
    return json.dumps(said, sort_keys=True, ensure_ascii=False)


def canonical(thing: Any) -> Any:
    if isinstance(thing, Enum):
        return canonical(thing.value)
    if is_dataclass(thing) and not isinstance(thing, type):
        parts = {
            f.name: canonical(getattr(thing, f.name)) for f in fields(thing)
        }
        return {type(thing).__name__: parts}
    if isinstance(thing, Mapping):
        # As pairs: the order of the fields is the order in which we show them.
        return [[key, canonical(value)] for key, value in thing.items()]
    if isinstance(thing, list | tuple):
        return [canonical(part) for part in thing]
    if isinstance(thing, set | frozenset):
        return sorted(map(str, thing))  # a set has an order of its own per run
    return thing if isinstance(thing, int | None) else str(thing)
