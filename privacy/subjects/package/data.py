"""data.json: everything, for machines (Article 20). See schema.py."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from privacy.subjects.package.contents import Contents
from privacy.subjects.package.plain import plain
from privacy.subjects.package.rows import Kind
from privacy.subjects.package.schema import SCHEMA_VERSION, address_of_schema


def parts(contents: Contents) -> Iterator[str]:
    """One row a line, so that even a huge file can be read piece by piece."""
    head = {
        '$schema': address_of_schema(),
        'version': SCHEMA_VERSION,
        'generated_at': plain(contents.now),
        'reference': contents.reference,
        'addresses': contents.emails,
    }
    yield as_json(head)[:-1] + ',\n"kinds": ['
    for number, kind in enumerate(contents.kinds):
        yield ',\n' if number else '\n'
        yield from _kind(kind)
    yield '\n]}\n'


def _kind(kind: Kind) -> Iterator[str]:
    head = {
        'kind': kind.label,
        'label': kind.name,
        'activity': kind.declared.activity.name,
        'words': {column.name: column.words for column in kind.columns},
        'labels': {
            column.name: {str(v): label for v, label in column.labels.items()}
            for column in kind.columns
            if column.labels
        },
    }
    yield as_json(head)[:-1] + ',\n"rows": ['
    for number, row in enumerate(kind.rows()):
        values = {name: plain(value) for name, value in row.items()}
        yield (',\n' if number else '\n') + as_json(values)
    yield ']}'


def as_json(thing: Any) -> str:
    return json.dumps(thing, ensure_ascii=False)
