"""What changed between two versions, word by word, as a person reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from html.parser import HTMLParser


BLOCKS = {
    *('p', 'li', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'dt', 'dd', 'th', 'td'),
    *('caption', 'blockquote', 'pre', 'summary', 'div', 'section', 'tr', 'br'),
}
ALIKE = 0.4  # from here on a paragraph counts as rewritten, not replaced


@dataclass(frozen=True)
class Block:
    heading: bool
    text: str


@dataclass(frozen=True)
class Piece:
    """A run of words: '' for kept, 'ins' or 'del'."""

    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    chapter: str
    pieces: tuple[Piece, ...]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self.heading = False
        self.text = ''

    def flush(self) -> None:
        if words := ' '.join(self.text.split()):
            self.blocks.append(Block(self.heading, words))
        self.text, self.heading = '', False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in BLOCKS:
            self.flush()
            self.heading = tag in {'h1', 'h2', 'h3'}

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.flush()

    def handle_data(self, data: str) -> None:
        self.text += data


def blocks(html: str) -> list[Block]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.flush()
    return reader.blocks


def changes(old: str, new: str) -> list[Change]:
    """Every paragraph that differs, under the heading it stands below."""
    was, now = blocks(old), blocks(new)
    found = []
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    for kind, a1, a2, b1, b2 in matcher.get_opcodes():
        if kind != 'equal':
            chapter = _chapter(now, b1) or _chapter(was, a1)
            pairs = _pairs(was[a1:a2], now[b1:b2])
            found += [Change(chapter, pieces) for pieces in pairs]
    return found


def _chapter(blocks: list[Block], at: int) -> str:
    above = (block.text for block in reversed(blocks[:at]) if block.heading)
    return next(above, '')


def _pairs(was: list[Block], now: list[Block]) -> Iterator[tuple[Piece, ...]]:
    """Each new paragraph with the old one it was made from, if there is one."""
    left = list(was)
    for block in now:
        made_from = next((b for b in left if _alike(b, block)), None)
        while left and made_from:
            first = left.pop(0)
            if first is made_from:
                break
            yield (Piece('del', first.text),)
        old = made_from.text if made_from else ''
        yield tuple(_words(old, block.text))
    for block in left:
        yield (Piece('del', block.text),)


def _alike(old: Block, new: Block) -> bool:
    matcher = SequenceMatcher(
        None, old.text.split(), new.text.split(), autojunk=False
    )
    return matcher.ratio() >= ALIKE


def _words(old: str, new: str) -> Iterator[Piece]:
    was, now = old.split(), new.split()
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    for kind, a1, a2, b1, b2 in matcher.get_opcodes():
        if kind == 'equal':
            yield Piece('', ' '.join(now[b1:b2]))
            continue
        for tag, words in (('del', was[a1:a2]), ('ins', now[b1:b2])):
            if words:
                yield Piece(tag, ' '.join(words))
