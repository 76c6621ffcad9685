"""A version as it was written: front matter, then HTML of ours or Markdown.

Markdown is the owner's: it is kept byte for byte, and only what it turns into
is cleaned, so that no text can bring a script or a picture from elsewhere.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from pathlib import PurePath

import nh3
import yaml
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt


LONGEST = 500_000
# Those of ASCII but for tab and the ends of lines.
CONTROL = re.compile('[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]')
FRONT_MATTER = re.compile(r'\A---\n(.*?)\n---\n(.*)\Z', re.DOTALL)
HEADING = re.compile(r'<h([1-6])>(.*?)</h\1>', re.DOTALL)
TOP = re.compile(r'<h1[^>]*>(.*?)</h1>\s*', re.DOTALL)
CHAPTER = re.compile(r'<h2 id="([^"]+)"[^>]*>(.*?)</h2>', re.DOTALL)
SCHEMES = {'https', 'http', 'mailto', ''}  # none: a page of ours
TAGS = {
    *(
        'h1',
        'h2',
        'h3',
        'h4',
        'h5',
        'h6',
        'p',
        'ul',
        'ol',
        'li',
        'a',
        'strong',
        'em',
    ),
    *('blockquote', 'code', 'pre', 'hr', 'br'),
    *('table', 'thead', 'tbody', 'tr', 'th', 'td'),
}


class UnreadableError(Exception):
    """This is no text that can be published; says why, for who wrote it."""


@dataclass(frozen=True)
class Source:
    """`html` begins below the heading."""

    title: str
    description: str
    heading: str
    html: SafeString

    @property
    def contents(self) -> list[tuple[str, str]]:
        """Every chapter: its anchor and its heading."""
        found = CHAPTER.findall(self.html)
        return [(anchor, unescape(strip_tags(h))) for anchor, h in found]


def read(body: bytes, file: str) -> Source:
    found = FRONT_MATTER.match(_text(body).replace('\r\n', '\n'))
    if not found:
        raise UnreadableError(
            'It does not begin with front matter between two lines of "---".'
        )
    title, description = _facts(found[1])
    turn = RENDERERS.get(PurePath(file).suffix)
    if turn is None:
        raise UnreadableError('Only .md and .html can be published.')
    html = turn(found[2])
    heading = TOP.search(html)
    return Source(
        title,
        description,
        unescape(strip_tags(heading[1])) if heading else title,
        mark_safe(TOP.sub('', html, count=1)),  # noqa: S308
    )


def _text(body: bytes) -> str:
    if not body:
        raise UnreadableError('It is empty.')
    if len(body) > LONGEST:
        raise UnreadableError(
            f'It has {len(body):,} bytes. Nobody reads a policy of more than '
            f'{LONGEST:,}.'
        )
    if body.startswith(BOM_UTF8):
        raise UnreadableError(
            'It begins with a byte order mark. Save it as UTF-8 without one.'
        )
    try:
        text = body.decode('utf-8')
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f'It is not UTF-8 (at byte {error.start}).'
        ) from error
    if found := CONTROL.search(text):
        line = text.count('\n', 0, found.start()) + 1
        raise UnreadableError(
            f'There is a character in line {line} that no text has.'
        )
    return text


def _facts(front_matter: str) -> tuple[str, str]:
    try:
        facts = yaml.safe_load(front_matter)
    except yaml.YAMLError as error:
        raise UnreadableError('Its front matter is no YAML.') from error
    said = facts if isinstance(facts, dict) else {}
    title, description = said.get('title'), said.get('description')
    if not (isinstance(title, str) and isinstance(description, str)):
        raise UnreadableError('Its front matter lacks a title or description.')
    return title, description


def write(title: str, description: str, html: str) -> bytes:
    """A version of ours, for `read`."""
    facts = {'title': title, 'description': description}
    front_matter = yaml.safe_dump(
        facts, allow_unicode=True, sort_keys=False, width=80
    )
    return f'---\n{front_matter}---\n{html}'.encode()


def _from_markdown(text: str) -> str:
    # Raw HTML in it is shown as text: a policy needs none.
    rendered = MarkdownIt('commonmark', {'html': False}).enable('table')
    clean = nh3.clean(
        rendered.render(text),
        tags=TAGS,
        attributes={'a': {'href'}},
        url_schemes=SCHEMES - {''},
    )
    return _with_anchors(clean)


def _with_anchors(html: str) -> str:
    """Each heading gets an id of its own, and no level is skipped."""
    used = sorted({int(level) for level, _ in HEADING.findall(html)} - {1})
    levels = {str(level): n for n, level in enumerate(used, start=2)}
    taken: set[str] = set()

    def with_anchor(heading: re.Match[str]) -> str:
        level, words = levels.get(heading[1], 1), heading[2]
        name = slugify(strip_tags(words)) or 'chapter'
        while name in taken:
            name += '-'
        taken.add(name)
        return f'<h{level} id="{name}">{words}</h{level}>'

    return HEADING.sub(with_anchor, html)


RENDERERS: dict[str, Callable[[str], str]] = {
    '.md': _from_markdown,
    '.html': str,
}
