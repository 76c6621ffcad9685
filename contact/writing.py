"""A letter's Markdown, as HTML and as text that reads well without it.

No HTML of the author, no pictures: nothing in a letter is fetched from
anywhere, so nobody learns that it was opened.
"""

from __future__ import annotations

import textwrap
from functools import cache
from urllib.parse import urlsplit

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token


WIDTH = 72
SCHEMES = ('https', 'http', 'mailto')


@cache
def _markdown() -> MarkdownIt:
    reader = MarkdownIt('commonmark', {'html': False, 'typographer': True})
    reader.disable(['image', 'code', 'html_block', 'html_inline'])
    reader.enable(['replacements', 'smartquotes'])
    reader.validateLink = is_safe  # type: ignore[method-assign]
    return reader


def is_safe(url: str) -> bool:
    return urlsplit(url.strip().lower()).scheme in SCHEMES


def html(markdown: str) -> SafeString:
    # The author's own tags were escaped above.
    return mark_safe(_markdown().render(markdown))  # noqa: S308


def text(markdown: str) -> str:
    """Paragraph by paragraph; addresses stand where they are linked."""
    page = Page()
    for token in _markdown().parse(markdown):
        if write := getattr(page, token.type, None):
            write(token)
    return '\n\n'.join(page.blocks) + '\n'


class Page:
    """A method for each token of the reader that shows on paper."""

    def __init__(self) -> None:
        self.blocks: list[str] = []
        self.quotes = self.lead = ''
        self.in_list = False
        self.numbers: list[int] = []  # of the lists around, 0 for bullets

    def ordered_list_open(self, token: Token) -> None:
        self.numbers.append(int(token.attrGet('start') or 1))

    def bullet_list_open(self, token: Token) -> None:
        self.numbers.append(0)

    def ordered_list_close(self, token: Token) -> None:
        self.numbers.pop()
        self.in_list = bool(self.numbers)

    bullet_list_close = ordered_list_close

    def list_item_open(self, token: Token) -> None:
        if number := self.numbers[-1]:
            self.lead = f'{number}. '
            self.numbers[-1] += 1
        else:
            self.lead = '- '

    def blockquote_open(self, token: Token) -> None:
        self.quotes += '> '

    def blockquote_close(self, token: Token) -> None:
        self.quotes = self.quotes[:-2]

    def inline(self, token: Token) -> None:
        width = sum(3 if number else 2 for number in self.numbers)
        block = _block(_words(token), self.quotes + ' ' * width, self.lead)
        if self.lead and self.in_list:
            self.blocks[-1] += f'\n{block}'
        else:
            self.blocks.append(block)
        self.in_list, self.lead = bool(self.numbers), ''

    def heading_close(self, token: Token) -> None:
        words = self.blocks[-1]
        self.blocks[-1] += '\n' + '-' * min(WIDTH, len(words))

    def fence(self, token: Token) -> None:
        self.blocks.append(textwrap.indent(token.content.rstrip(), '    '))

    def hr(self, token: Token) -> None:
        self.blocks.append('* * *')


def _block(words: str, indent: str, lead: str) -> str:
    first = indent[: len(indent) - len(lead)] + lead if lead else indent
    return '\n'.join(
        textwrap.fill(
            line,
            WIDTH,
            initial_indent=first,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in words.split('\n')
    )


def _words(token: Token) -> str:
    said: list[str] = []
    links: list[tuple[str, int]] = []
    for piece in token.children or []:
        if piece.type == 'link_open':
            links.append((str(piece.attrGet('href')), len(said)))
        elif piece.type == 'link_close':
            url, start = links.pop()
            shown = ''.join(said[start:])
            url = url.removeprefix('mailto:')
            said.append('' if url in (shown, f'{shown}/') else f' <{url}>')
        elif piece.type == 'softbreak':
            said.append(' ')
        elif piece.type == 'hardbreak':
            said.append('\n')
        else:
            said.append(piece.content)
    return ''.join(said)
