"""csv/<kind>.csv: one table a kind, for spreadsheets (RFC 4180).

The first row has the names of data.json, which never change; a column with
set values has a second one beside it that says them in words. The file begins
with a byte order mark: without it Excel reads "Vilniaus g. 5, Šiauliai" as
Western European, and everybody else skips it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import Any

from privacy.subjects.package.plain import plain
from privacy.subjects.package.rows import Kind, Row


BYTE_ORDER_MARK = '\ufeff'
# What makes a spreadsheet calculate (ASVS 5.0, V1.2.10), wide forms included.
FORMULA = '=+\\-@＝＋－＠'
# Where a cell may begin. Not only at our commas: in Lithuania a spreadsheet
# splits at semicolons, and may split inside our quotes.
DANGER = re.compile(rf'(?<![^,;"\t\r\n])(?=\'*[{FORMULA}])|\A(?=\'*[\t\r\n])')
GUARDED = re.compile(
    rf'(?<![^,;"\t\r\n])\'(?=\'*[{FORMULA}])|\A\'(?=\'*[\t\r\n])'
)


class _Echo:
    """Gives back what is written to it: a row at a time, nothing kept."""

    def write(self, line: str) -> str:
        return line


def parts(kind: Kind) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK
    yield writer.writerow(_heads(kind))
    for row in kind.rows():
        yield writer.writerow(_cells(kind, row))


def _heads(kind: Kind) -> Iterator[str]:
    for column in kind.columns:
        yield column.name
        if column.labels:
            yield f'{column.name}_in_words'


def _cells(kind: Kind, row: Row) -> Iterator[str]:
    for column in kind.columns:
        value = row[column.name]
        yield cell(value)
        if column.labels:
            yield harmless(column.label(value))


def cell(value: Any) -> str:
    """Empty if there is nothing; true and false as in JSON."""
    value = plain(value)
    if value is None:
        return ''
    if isinstance(value, bool):
        return str(value).lower()
    return harmless(value) if isinstance(value, str) else str(value)


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula; see `exact`."""
    return DANGER.sub("'", text)


def exact(text: str) -> str:
    """The text as it was before `harmless`."""
    return GUARDED.sub('', text)
