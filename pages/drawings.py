"""Our drawings: rows of letters, each a tile of one square.

Triangles are named after the corner they keep, quarter circles after the
corner where their centre is:

    square  #  triangles  a ◣  b ◢  c ◤  d ◥  quarters  e ◣  f ◢  g ◤  h ◥
    dot  o  nothing  .

A capital letter (or * for a square, @ for a dot) is lit in orange; a second
drawing of the same size lies beneath in a softer tone.
"""

from __future__ import annotations

from collections import defaultdict


TILE = 60
SHAPES = {
    '#': 'M{x} {y}h60v60h-60z',
    'a': 'M{x} {y}v60h60z',
    'b': 'M{r} {y}v60h-60z',
    'c': 'M{x} {y}h60l-60 60z',
    'd': 'M{x} {y}h60v60z',
    'e': 'M{x} {y}v60h60a60 60 0 0 0-60-60z',
    'f': 'M{r} {y}v60h-60a60 60 0 0 1 60-60z',
    'g': 'M{x} {y}h60a60 60 0 0 1-60 60z',
    'h': 'M{r} {y}v60a60 60 0 0 1-60-60z',
    'o': 'M{x} {m}a30 30 0 0 1 60 0a30 30 0 0 1-60 0z',
}
LIT = {'*': '#', '@': 'o'}


def paths(rows: str) -> dict[str, str]:
    """Path data by tone: `fair`, and `lit` for what is orange."""
    found: dict[str, str] = defaultdict(str)
    for row, line in enumerate(rows.split()):
        for column, letter in enumerate(line):
            shape = LIT.get(letter, letter).lower()
            if shape in SHAPES:
                lit = letter in LIT or letter.isupper()
                found['lit' if lit else 'fair'] += tile(shape, column, row)
    return dict(found)


def tile(shape: str, column: int, row: int) -> str:
    x, y = column * TILE, row * TILE
    return SHAPES[shape].format(x=x, y=y, r=x + TILE, m=y + TILE // 2)


def size(rows: str) -> tuple[int, int]:
    lines = rows.split()
    return len(lines[0]) * TILE, len(lines) * TILE
