"""csv/<kind>.csv: one table a kind, for spreadsheets (RFC 4180).

The first row has the names of data.json, which never change; a column with
set values has a second one beside it that says them in words. The file begins
with a byte order mark: without it Excel reads "Vilniaus g. 5, Šiauliai" as
Western European, and everybody else skips it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

from privacy.subjects.package.plain import plain
from privacy.subjects.package.rows import CHUNK, Kind, Row


BYTE_ORDER_MARK = '\ufeff'
# What makes a spreadsheet calculate (ASVS 5.0, V1.2.10), wide forms included.
FORMULA = '=+\\-@＝＋－＠'
# Where a cell may begin. Not only at our commas: in Lithuania a spreadsheet
# splits at semicolons, and may split inside our quotes.
DANGER = re.compile(rf'(?<![^,;"\t\r\n])(?=\'*[{FORMULA}])|\A(?=\'*[\t\r\n])')
GUARDED = re.compile(
    rf'(?<![^,;"\t\r\n])\'(?=\'*[{FORMULA}])|\A\'(?=\'*[\t\r\n])'
)


def parts(kind: Kind) -> Iterator[str]:
    """Whole rows, some hundred at a time."""
    yield BYTE_ORDER_MARK
    page = io.StringIO(newline='')
    writer = csv.writer(page)
    writer.writerow(_heads(kind))
    for number, row in enumerate(kind.rows(), start=1):
        writer.writerow(_cells(kind, row))
        if number % CHUNK == 0:
            yield page.getvalue()
            page.seek(0)
            page.truncate()
    yield page.getvalue()


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
