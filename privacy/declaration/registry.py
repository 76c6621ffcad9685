"""Finds every declaration. Django's own list of models is the register."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Model

from privacy.declaration.personal_data import NoPersonalData, PersonalData
from privacy.declaration.third_party import DECLARED


def declaration_of(
    model: type[Model],
) -> PersonalData | NoPersonalData | None:
    return getattr(model, 'personal_data', DECLARED.get(model._meta.label))


def declarations() -> Iterator[tuple[type[Model], PersonalData]]:
    """Every kind of row that is about somebody."""
    for model in apps.get_models():
        declared = declaration_of(model)
        if isinstance(declared, PersonalData):
            yield model, declared
