"""index.html: everything, for people. One file that needs nothing else.

It is read from a disk, years later, perhaps printed: its style is inside, it
has no script and loads nothing. Its own security policy says so too, should a
value ever slip past the escaping.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from privacy.declaration.parties import CONTROLLER
from privacy.declaration.personal_data import Activity, Blank
from privacy.subjects.package import about
from privacy.subjects.package.archive import File
from privacy.subjects.package.contents import Contents
from privacy.subjects.package.looks import Looks
from privacy.subjects.package.plain import plain
from privacy.subjects.package.rows import Column, Kind, Row, ends_on
from privacy.text import INVISIBLE


CSS = Path(__file__).with_name('page.css').read_text()
STYLE = SafeString(f'<style>{CSS}</style>')
STYLE_HASH = b64encode(hashlib.sha256(CSS.encode()).digest()).decode()
# Where the rows go: a template is rendered in one piece, a million rows not.
HERE = SafeString('<!-- here -->')
SLOT = re.compile('<!-- (\\w+) -->')
UNTIL = 'kept_until'
# No code points of HTML: surrogates cannot be, these can (HTML, 13.2.3.5).
NO_CHARACTER = re.compile('[\ufdd0-\ufdef\ufffe\uffff]')


@dataclass(frozen=True)
class Chapter:
    """One activity: what we hold for it, and what must be said of it."""

    anchor: str
    activity: Activity
    kinds: list[tuple[Kind, str]]
    points: list[about.Point]


def parts(contents: Contents, files: list[File]) -> Iterator[str]:
    chapters = _chapters(contents)
    head, foot = _around(
        'copy/index.html',
        {
            'contents': contents,
            'controller': CONTROLLER,
            'style': STYLE,
            'style_hash': STYLE_HASH,
            'chapters': chapters,
            'points': list(about.of_everything(contents)),
            'problems': [file for file in files if file.problem],
        },
    )
    yield head
    for chapter in chapters:
        yield from _chapter(chapter, contents)
    yield foot


def _chapters(contents: Contents) -> list[Chapter]:
    return [
        Chapter(
            f'activity-{number}',
            activity,
            [(kind, counted(contents, kind)) for kind in kinds],
            list(about.of_activity(activity, kinds)),
        )
        for number, (activity, kinds) in enumerate(
            about.by_activity(contents.filled), start=1
        )
    ]


def counted(contents: Contents, kind: Kind) -> str:
    """3 enquiries."""
    count = contents.counts[kind.label]
    return f'{count} {kind.words if count != 1 else kind.word}'


def _chapter(chapter: Chapter, contents: Contents) -> Iterator[str]:
    today = timezone.localdate(contents.now)
    before, after = _around('copy/chapter.html', {'chapter': chapter})
    yield before
    for kind, heading in chapter.kinds:
        context = {'kind': kind, 'heading': heading}
        opening, closing = _around('copy/kind.html', context)
        yield opening
        if isinstance(kind, Looks):
            yield from _steps(kind)
        else:
            yield from _cards(kind, today)
        yield closing
    yield after


def _around(template: str, context: dict[str, Any]) -> tuple[str, str]:
    page = render_to_string(template, {**context, 'here': HERE})
    before, _, after = page.partition(HERE)
    return before, after


def _cards(kind: Kind, today: date) -> Iterator[str]:
    """A template takes long for a row, so it is filled in once for all rows
    that have the same fields empty, with a slot for each value.
    """
    moulds: dict[tuple[bool, ...], str] = {}
    for row in kind.rows():
        shape = tuple(is_empty(value) for value in row.values())
        if shape not in moulds:
            moulds[shape] = _mould(kind, shape)
        yield moulds[shape] % _values(kind, row, today)


def _steps(looks: Looks) -> Iterator[str]:
    """A line each: there are many, and all of one shape."""
    yield '<ol class="steps">'
    for row in looks.rows():
        when, what = shown(looks.columns[1], row['at']), looks.says(row)
        yield format_html('<li><time>{}</time> {}</li>\n', when, what)
    yield '</ol>'


def _mould(kind: Kind, shape: tuple[bool, ...]) -> str:
    columns = list(zip(kind.columns, shape, strict=True))[1:]
    context = {
        'kind': kind,
        'number': _slot(kind.columns[0].name),
        'told': [(c.words, _slot(c.name)) for c, empty in columns if not empty],
        'empty': [c.words for c, empty in columns if empty],
        'until': _slot(UNTIL),
        'then_blank': isinstance(kind.declared.at_the_end, Blank),
    }
    page = render_to_string('copy/card.html', context)
    return SLOT.sub(r'%(\1)s', page.replace('%', '%%'))


def _slot(name: str) -> SafeString:
    return SafeString(f'<!-- {name} -->')


def _values(kind: Kind, row: Row, today: date) -> dict[str, str]:
    values = {
        column.name: escape(shown(column, row[column.name]))
        for column in kind.columns
    }
    # What is overdue goes with the next sweep, which runs every night.
    until = max(ends_on(kind.declared.keep, row), today)
    return values | {UNTIL: day(until)}


def is_empty(value: Any) -> bool:
    return value is None or value in ('', [])


def shown(column: Column, value: Any) -> str:
    """A value as people read it."""
    if label := column.label(value):
        return label
    match value:
        case bool():
            return 'yes' if value else 'no'
        case datetime():
            moment = timezone.localtime(value)
            return f'{day(moment)}, {moment:%H:%M}'
        case date():
            return day(value)
        case int() if column.refers_to:
            return f'{column.refers_to} {value}'
        case _:
            return readable(str(plain(value)))


def day(moment: date) -> str:
    return f'{moment.day} {moment:%B %Y}'


def readable(text: str) -> str:
    """What no eye sees, made visible; the exact text is in data.json."""
    text = text.replace('\r\n', '\n').replace('\r', '\n')
    return NO_CHARACTER.sub('\ufffd', INVISIBLE.sub('\ufffd', text))
