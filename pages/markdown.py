"""Markdown to HTML, on the server, with colours for code by class names.

HTML in a text stays text: nothing can be embedded that the policy does not
know of.
"""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import dedent
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.token import Token
from mdit_py_plugins.anchors import anchors_plugin
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name


FORMATTER = HtmlFormatter(nowrap=True)


def fence(
    renderer: RendererProtocol, tokens: Sequence[Token], at: int, *rest: Any
) -> SafeString:
    """Code in a language, and below it the file that it was taken from."""
    language, _, source = tokens[at].info.partition(' ')
    lexer = get_lexer_by_name(language or 'text')
    lines = highlight(dedent(tokens[at].content), lexer, FORMATTER)
    caption = format_html('<figcaption>{}</figcaption>', source)
    # Wide code scrolls, so the keyboard must be able to reach it.
    return format_html(
        '<figure class="code"><pre tabindex="0" role="region"'
        ' aria-label="{}"><code>{}</code></pre>{}</figure>',
        f'Code from {source}' if source else f'Code, {at}',
        mark_safe(lines),  # noqa: S308 - Pygments escaped it
        caption if source else '',
    )


MARKDOWN = MarkdownIt('commonmark', {'html': False, 'typographer': True})
MARKDOWN.enable(['table', 'strikethrough', 'smartquotes', 'replacements'])
MARKDOWN.use(anchors_plugin, max_level=3)
MARKDOWN.add_render_rule('fence', fence)


def render(text: str) -> SafeString:
    return mark_safe(MARKDOWN.render(text))  # noqa: S308 - html is off
