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
    blocks: list[str] = []
    lead, marks = '', ['']
    numbers: list[int] = []
    for token in _markdown().parse(markdown):
        if token.type == 'ordered_list_open':
            numbers.append(int(token.attrGet('start') or 1))
        elif token.type == 'bullet_list_open':
            numbers.append(0)
        elif token.type.endswith('list_close'):
            numbers.pop()
        elif token.type == 'list_item_open':
            lead, numbers[-1] = _mark(numbers[-1])
        elif token.type == 'blockquote_open':
            marks.append(marks[-1] + '> ')
        elif token.type == 'blockquote_close':
            marks.pop()
        elif token.type == 'inline':
            indent = '  ' * len(numbers)
            blocks.append(_block(_words(token), marks[-1] + indent, lead))
            lead = ''
        elif token.type == 'hr':
            blocks.append('-' * 8)
        elif token.type == 'fence':
            blocks.append(textwrap.indent(token.content.rstrip(), '    '))
        if token.type == 'heading_close' and token.tag in ('h1', 'h2'):
            blocks[-1] += '\n' + '-' * min(WIDTH, len(blocks[-1]))
    return '\n\n'.join(blocks) + '\n'


def _mark(number: int) -> tuple[str, int]:
    return (f'{number}. ', number + 1) if number else ('- ', 0)


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
