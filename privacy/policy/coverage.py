"""Which promise each sentence of the owner's own text stands for.

The text itself is not ours and is not kept here: a sentence is known by its
fingerprint. So a sentence that was edited is no longer mapped, and somebody
looks at it again.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt

from privacy.policy.findings import FINDINGS, Finding
from privacy.policy.source import FRONT_MATTER
from privacy.promises import PROMISES


MAP = Path(__file__).with_name('coverage.json')
END = re.compile(r'(?<=[.!?])["”]?\s+(?=[A-Z"“])')
TITLE_TOO = 'P01'  # the front matter is a promise as well
NO_CLAIM = '–'  # of a sentence that promises nothing


@dataclass(frozen=True)
class Line:
    """One sentence, and the codes of the promises it makes."""

    text: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    lines: tuple[Line, ...]

    @property
    def unmapped(self) -> list[str]:
        return [line.text for line in self.lines if not line.codes]

    @property
    def made(self) -> set[str]:
        codes = {code for line in self.lines for code in line.codes}
        return codes - {NO_CLAIM}

    @property
    def dropped(self) -> list[str]:
        return sorted(set(PROMISES) - self.made - {TITLE_TOO})

    @property
    def findings(self) -> list[Finding]:
        return [f for f in FINDINGS if self.made.intersection(f.promises)]

    def __str__(self) -> str:
        return '\n'.join([*self._sentences(), '', *self._findings()])

    def _sentences(self) -> Iterator[str]:
        for line in self.lines:
            yield f'{" ".join(line.codes) or "UNMAPPED"}: {line.text}'
        made = len(self.made | {TITLE_TOO})
        missed = f'{len(self.unmapped)} of {len(self.lines)} sentences unmapped'
        yield f'\n{made} of {len(PROMISES)} promises; {missed}.'
        if self.dropped:
            yield f'Dropped: {", ".join(self.dropped)}.'

    def _findings(self) -> Iterator[str]:
        yield 'Findings, where the law or the site says otherwise:'
        for found in self.findings:
            yield f'{found.code} ({", ".join(found.promises)}): {found.says}'
            yield f'     Meanwhile: {found.meanwhile}'


def report(body: bytes) -> Report:
    known = mapped()
    return Report(
        tuple(
            Line(text, tuple(known.get(fingerprint(text), ())))
            for text in sentences(body)
        )
    )


def sentences(body: bytes) -> list[str]:
    """Every sentence and every point of a list; headings claim nothing."""
    text = body.decode('utf-8', errors='replace').replace('\r\n', '\n')
    found = FRONT_MATTER.match(text)
    tokens = MarkdownIt('commonmark', {'html': False}).parse(
        found[2] if found else text
    )
    blocks = [
        ' '.join(_words_of(token).split())
        for before, token in pairwise(tokens)
        if token.type == 'inline' and before.type != 'heading_open'
    ]
    return [part for block in blocks for part in END.split(block) if part]


def _words_of(token: object) -> str:
    return ''.join(
        ' ' if child.type == 'softbreak' else child.content
        for child in getattr(token, 'children', None) or ()
    )


def fingerprint(sentence: str) -> str:
    words = re.sub(r'\W+', ' ', sentence).strip().casefold()
    return hashlib.sha256(words.encode()).hexdigest()[:16]


@cache
def mapped() -> dict[str, list[str]]:
    """The map: fingerprint of a sentence, codes of its promises."""
    return json.loads(MAP.read_bytes())
