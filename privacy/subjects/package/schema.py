"""What data.json looks like: a JSON Schema, made from the declarations.

It is published at a fixed address and lies beside data.json. A field that is
declared tomorrow is in it tomorrow. Dialect: JSON Schema 2020-12.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from privacy.declaration.registry import declarations
from privacy.subjects.package.looks import nobody_looked
from privacy.subjects.package.plain import plain
from privacy.subjects.package.rows import (
    ONE_OF_US,
    Column,
    Kind,
    nothing,
)


DIALECT = 'https://json-schema.org/draft/2020-12/schema'
# Raised when the shape of the file changes, not when a kind is added.
SCHEMA_VERSION = 1
# The first that fits: a field of ours may be of several of these classes.
TYPES: list[tuple[type[models.Field], dict[str, Any]]] = [
    (models.BooleanField, {'type': 'boolean'}),
    (models.IntegerField, {'type': 'integer'}),
    (models.FloatField, {'type': 'number'}),
    (models.DateTimeField, {'type': 'string', 'format': 'date-time'}),
    (models.DateField, {'type': 'string', 'format': 'date'}),
    (models.TimeField, {'type': 'string', 'format': 'time'}),
    (models.DurationField, {'type': 'string', 'format': 'duration'}),
    (models.UUIDField, {'type': 'string', 'format': 'uuid'}),
    (models.EmailField, {'type': 'string', 'format': 'email'}),
    (models.BinaryField, {'type': 'string', 'contentEncoding': 'base64'}),
]
TEXT = {'type': 'string'}


def address_of_schema() -> str:
    return settings.SITE_URL + reverse('privacy:schema')


def data_schema() -> dict[str, Any]:
    kinds = [_shape(kind) for kind in _every_kind()]
    return _object(
        {
            '$schema': {'const': address_of_schema()},
            'version': {'const': SCHEMA_VERSION},
            'generated_at': {'type': 'string', 'format': 'date-time'},
            'reference': TEXT,
            'addresses': {'type': 'array', 'items': TEXT},
            # Every kind, in this order, even one with no rows.
            'kinds': {'type': 'array', 'prefixItems': kinds, 'items': False}
            | {'minItems': len(kinds)},
        },
        **{'$schema': DIALECT, '$id': address_of_schema()},
        title='A copy of the personal data that ivelum holds',
    )


def _every_kind() -> Iterator[Kind]:
    for model, declared in declarations():
        yield Kind(model, declared, model._default_manager.none(), nothing)
    yield nobody_looked()


def _shape(kind: Kind) -> dict[str, Any]:
    columns = kind.columns
    return _object(
        {
            'kind': {'const': kind.label},
            'label': {'const': kind.name},
            'activity': {'const': kind.declared.activity.name},
            'words': _object({c.name: {'const': c.words} for c in columns}),
            'labels': _object(
                {c.name: _labels(c) for c in columns if c.labels}
            ),
            'rows': {'type': 'array', 'items': _row(columns)},
        },
        title=kind.name,
        description=kind.declared.activity.purpose,
    )


def _labels(column: Column) -> dict[str, Any]:
    return _object({str(v): {'const': w} for v, w in column.labels.items()})


def _row(columns: list[Column]) -> dict[str, Any]:
    return _object(
        {c.name: _type(c) | {'description': c.words} for c in columns}
    )


def _type(column: Column) -> dict[str, Any]:
    if column.is_staff:
        return _or_null({'const': ONE_OF_US}, column)
    if column.waits:
        return _or_null(TEXT, column)
    choices = [value for value, _ in getattr(column.field, 'flatchoices', ())]
    if choices:
        # Nothing chosen is an empty text, or null.
        empty = [''] if column.field.empty_strings_allowed else []
        chosen = dict.fromkeys(map(plain, [*choices, *empty]))
        return _or_null({'enum': list(chosen)}, column)
    return _or_null(_of_field(column.field), column)


def _of_field(field: models.Field) -> dict[str, Any]:
    if inner := getattr(field, 'base_field', None):
        return {'type': 'array', 'items': _of_field(inner)}
    fitting = (shape for of, shape in TYPES if isinstance(field, of))
    return next(fitting, TEXT)


def _or_null(shape: dict[str, Any], column: Column) -> dict[str, Any]:
    if not column.can_be_empty:
        return dict(shape)
    return {'anyOf': [shape, {'type': 'null'}]}


def _object(properties: dict[str, Any], **also: Any) -> dict[str, Any]:
    return {
        **also,
        'type': 'object',
        'properties': properties,
        'required': list(properties),
        'additionalProperties': False,
    }
