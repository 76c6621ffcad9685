"""The copy that a person takes home (Articles 15 and 20): one ZIP.

index.html is for reading, data.json for machines (schema.json describes it),
csv/ for spreadsheets. about.json has what Article 15(1) wants said beside the
data, manifest.json the checksums. All are read from one moment of the
database, while the person downloads; nothing is kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime
from functools import partial
from typing import Any

from privacy.subjects.package import about, data, page, table
from privacy.subjects.package.archive import Archive
from privacy.subjects.package.contents import Contents
from privacy.subjects.package.looks import looks_at
from privacy.subjects.package.manifest import manifest
from privacy.subjects.package.rows import Kind, Released, held, nothing
from privacy.subjects.package.schema import data_schema
from privacy.subjects.package.snapshot import snapshot


def stream(
    emails: Collection[str],
    *,
    now: datetime,
    reference: str = '',
    released: Released = nothing,
) -> Iterator[bytes]:
    """The package, piece by piece, for whoever proved these addresses.

    It must be read, or closed, by the thread that asked for it: its
    transaction is open until then.
    """
    kinds = held(emails, released)  # now, and not when the first byte is due
    everything = [*kinds, looks_at(kinds)]
    return _packed(sorted(set(emails)), now, reference, everything)


def _packed(
    emails: list[str], now: datetime, reference: str, kinds: list[Kind]
) -> Iterator[bytes]:
    with snapshot():
        found = Contents.counted(emails, now, reference, kinds)
        archive = Archive(now, huge=found.is_huge)
        for name, parts in _files(found):
            yield from archive.add(name, parts)
        # Last, because they tell how the others went.
        yield from archive.add('index.html', page.parts(found, archive.files))
        told = partial(manifest, found, archive.files[:])
        yield from archive.add('manifest.json', _document(told))
    yield archive.close()


def _files(found: Contents) -> Iterator[tuple[str, Iterable[str]]]:
    yield 'data.json', data.parts(found)
    yield 'schema.json', _document(data_schema)
    yield 'about.json', _document(partial(about.document, found))
    for kind in found.filled:
        yield f'csv/{kind.label}.csv', table.parts(kind)


def _document(make: Callable[[], dict[str, Any]]) -> Iterator[str]:
    # Made when its turn comes: if it fails, only this file does.
    yield json.dumps(make(), ensure_ascii=False, indent=2) + '\n'
