"""What a text of the owner's may not carry, though nobody would be harmed.

Raw HTML would be shown as text, a picture would be left out, and a link to
anything but a page or a mailbox would lose its address: the page would not be
what was written. So it is said before it is published.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from privacy.policy.source import FRONT_MATTER, SCHEMES


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802
        """Every link is a link here; the usual parser makes some text."""
        return True


def refused(body: bytes) -> list[str]:
    """What stands in which line and will not be published."""
    text = body.decode('utf-8').replace('\r\n', '\n')
    found = FRONT_MATTER.match(text)
    before, markdown = (found.start(2), found[2]) if found else (0, text)
    above = text.count('\n', 0, before) + 1
    return [
        f'line {above + (block.map or [0])[0]}: {what}'
        for block in _Parser('commonmark').enable('table').parse(markdown)
        for what in _strange(block)
    ]


def _strange(block: Token) -> Iterator[str]:
    for token in (block, *(block.children or ())):
        if token.type in {'html_block', 'html_inline'}:
            yield f'HTML ({token.content.strip()[:40]})'
        elif token.type == 'image':
            yield f'a picture ({token.attrs["src"]})'
        elif token.type == 'link_open':
            address = str(token.attrs['href'])
            if urlsplit(address).scheme not in SCHEMES:
                yield f'a link to no page and no mailbox ({address[:40]})'
