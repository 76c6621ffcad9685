"""`manage.py check` fails until every field of every model is accounted for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateField, Field, JSONField, Model
from django.utils import timezone

from privacy import authorities
from privacy.addresses import AddressField
from privacy.declaration import facts
from privacy.declaration.personal_data import (
    Blank,
    Keep,
    PersonalData,
    Withhold,
)
from privacy.declaration.registry import declaration_of


@register
def every_model_is_declared(
    app_configs: Any, **kwargs: Any
) -> list[CheckMessage]:
    return [
        problem
        for model in apps.get_models()
        for problem in problems_with(model)
    ]


@register(Tags.security, deploy=True)
def every_fact_is_confirmed(
    app_configs: Any, **kwargs: Any
) -> list[CheckMessage]:
    return [
        checks.Warning(
            f'{fact.what}: the owner has not confirmed this.',
            hint='Confirm it in privacy/declaration/facts.py.',
            id='privacy.W001',
        )
        for fact in facts.unconfirmed()
    ]


@register(Tags.security, deploy=True)
def every_authority_was_looked_up(
    app_configs: Any, **kwargs: Any
) -> list[CheckMessage]:
    return [
        checks.Warning(
            f'The authority of {old.country} was looked up a year ago.',
            hint='Look again, and correct privacy/authorities.csv.',
            id='privacy.W002',
        )
        for old in authorities.unchecked(timezone.localdate())
    ]


def problems_with(model: type[Model]) -> Iterator[Error]:
    declared = declaration_of(model)
    if declared is None:
        yield Error(
            f'{model._meta.label} does not say what it knows about people.',
            hint='Give it a `personal_data` attribute.',
            obj=model,
            id='privacy.E001',
        )
    elif isinstance(declared, PersonalData):
        yield from _undescribed_fields(model, declared)
        yield from _subject_out_of_reach(model, declared)
        yield from _rows_without_a_clock(model, declared)
        yield from _impossible_acts(model, declared)
        yield from _opaque_columns(model)


def _fields(model: type[Model]) -> dict[str, Field]:
    return {f.name: f for f in model._meta.concrete_fields}


def _undescribed_fields(
    model: type[Model], declared: PersonalData
) -> Iterator[Error]:
    actual = {n for n, f in _fields(model).items() if not f.primary_key}
    for name in sorted(actual ^ set(declared.fields)):
        where = 'the declaration' if name in actual else 'the model'
        yield Error(
            f'{model._meta.label}.{name} is missing from {where}.',
            obj=model,
            id='privacy.E002',
        )


def _subject_out_of_reach(
    model: type[Model], declared: PersonalData
) -> Iterator[Error]:
    if not isinstance(_end_of(model, declared.subject), AddressField):
        yield Error(
            f'{model._meta.label}: {declared.subject!r} is no address.',
            hint='`subject` must lead to an AddressField.',
            obj=model,
            id='privacy.E003',
        )


def _end_of(model: type[Model], path: str) -> Any:
    """The field at the end of a lookup path, or None."""
    found: Any = None
    for name in path.split('__'):
        try:
            found = model._meta.get_field(name)
        except FieldDoesNotExist:
            return None
        model = found.related_model or model
    return found


def _rows_without_a_clock(
    model: type[Model], declared: PersonalData
) -> Iterator[Error]:
    if not _has_a_clock(_fields(model), declared.keep[-1:]):
        yield Error(
            f'Some rows of {model._meta.label} would never expire.',
            hint='End `keep` with a rule on a date that is never empty.',
            obj=model,
            id='privacy.E004',
        )


def _has_a_clock(fields: dict[str, Field], last: tuple[Keep, ...]) -> bool:
    clocks = [
        fields.get(rule.moments[-1]) for rule in last if not rule.if_empty
    ]
    return any(isinstance(c, DateField) and not c.null for c in clocks)


def _impossible_acts(
    model: type[Model], declared: PersonalData
) -> Iterator[Error]:
    fields = _fields(model)
    for name in sorted(_blanked(declared)):
        field = fields.get(name)
        if field is None or not _can_be_empty(field):
            yield _impossible(model, name, 'emptied')
    for name in sorted(declared.correctable | declared.required):
        if name not in fields:
            yield _impossible(model, name, 'corrected or required')


def _can_be_empty(field: Field) -> bool:
    takes_text = field.empty_strings_allowed
    return field.null or (takes_text and not isinstance(field, AddressField))


def _blanked(declared: PersonalData) -> set[str]:
    acts: list[Any] = [declared.erasure, declared.at_the_end]
    acts += [a.then for a in acts if isinstance(a, Withhold)]
    return {n for act in acts if isinstance(act, Blank) for n in act.fields}


def _impossible(model: type[Model], name: str, act: str) -> Error:
    return Error(
        f'{model._meta.label}.{name} cannot be {act}.',
        obj=model,
        id='privacy.E005',
    )


def _opaque_columns(model: type[Model]) -> Iterator[Error]:
    """Nobody can describe, correct or find what hides in a JSON column."""
    for name, field in _fields(model).items():
        if isinstance(field, JSONField):
            yield Error(
                f'{model._meta.label}.{name} hides personal data in JSON.',
                hint='Give each thing a column of its own.',
                obj=model,
                id='privacy.E006',
            )
