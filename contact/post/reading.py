"""A mail as far as it can be read. Nothing in it can make this fail.

Python parses headers by their whole grammar only if asked to, and then fails
on some that are broken. So it is not asked: we take a header as it stands.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from itertools import islice

import nh3
from django.core.exceptions import ValidationError

from contact.refused import TOO_DEEP
from privacy import text
from privacy.addresses import canonical


LONGEST_HEADER = 2_000
LONGEST_NAME = 100
LONGEST_TEXT = 20_000
# More parts in one another than any program writes; each costs a look at
# every line, so we do not open them.
MOST_LEVELS = 30
MOST_PARTS = 200
MOST_REFUSED = 20
LEVEL = re.compile(rb'boundary\s*\*?[\d*]*=|message/rfc822', re.IGNORECASE)
ID = re.compile(r'<[!-;=?-~]{1,240}>')  # printable ASCII without < and >
ENDS_LINE = re.compile(r'<(br|/p|/div|/li|/tr|/h\d)\b[^>]*>', re.IGNORECASE)
BLANK_LINES = re.compile(r'\n\s*\n\s*\n+')


@dataclass(frozen=True)
class Mail:
    """What a mail says. Whoever wrote it chose every word."""

    headers: dict[str, str]  # the first of each name, in lower case
    email: str  # empty if there is none that could be answered
    name: str
    subject: str
    text: str
    refused: tuple[str, ...]  # what we do not keep, by name and kind

    @property
    def message_id(self) -> str:
        found = ID.search(self.headers.get('message-id', ''))
        return found[0] if found else ''

    @property
    def answers(self) -> set[str]:
        """The ids of the letters that it goes on from."""
        names = ('in-reply-to', 'references')
        told = ' '.join(self.headers.get(name, '') for name in names)
        return set(ID.findall(told))


def read(raw: bytes) -> Mail:
    message, is_whole = _parsed(raw)
    headers = _headers(message)
    name, email = _sender(headers.get('from', ''))
    words, refused = _content(message) if is_whole else ('', [TOO_DEEP])
    return Mail(
        headers,
        _address(email),
        _line(_decoded(name))[:LONGEST_NAME].strip(),
        _line(_decoded(headers.get('subject', ''))),
        words,
        tuple(refused[:MOST_REFUSED]),
    )


def _parsed(raw: bytes) -> tuple[Message, bool]:
    """The message; its headers alone where the rest is a trap."""
    if len(LEVEL.findall(raw)) <= MOST_LEVELS:
        try:
            return message_from_bytes(raw), True
        except Exception:  # noqa: S110 - whatever it is, the headers are left
            pass
    head = re.split(rb'\r?\n\r?\n', raw, maxsplit=1)[0]
    plain = re.sub(rb'(?im)^content-type:', b'X-Was:', head)
    return message_from_bytes(plain + b'\n\n'), False


def _headers(message: Message) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in message.raw_items():
        found.setdefault(name.lower(), _plain(value))
    return found


def _plain(value: object) -> str:
    """Without the folds; what is no text in any charset is a question mark."""
    whole = ' '.join(str(value)[:LONGEST_HEADER].split())
    return whole.encode('utf-8', 'replace').decode()


def _sender(words: str) -> tuple[str, str]:
    try:
        return parseaddr(words)
    except RecursionError:  # by a bracket in a bracket in a bracket
        return '', ''


def _decoded(words: str) -> str:
    """Encoded words (RFC 2047) as text, or as they stand."""
    try:
        return str(make_header(decode_header(words)))
    except Exception:  # by an unknown charset, or nonsense in one
        return words


def _line(words: str) -> str:
    return ' '.join(_visible(words).split())


def _visible(words: str) -> str:
    whole = words[:LONGEST_TEXT].encode('utf-8', 'replace').decode()
    return text.visible(whole)


def _address(email: str) -> str:
    try:
        return canonical(email)
    except ValidationError:
        return ''


# --- The body -----------------------------------------------------------------


def _content(message: Message) -> tuple[str, list[str]]:
    """The words of a mail, and what else was in it."""
    plain: list[str] = []
    rich: list[str] = []
    refused = []
    for part in _parts(message):
        kind = part.get_content_type()
        if kind in ('text/plain', 'text/html') and not _is_file(part):
            (plain if kind == 'text/plain' else rich).append(_text(part))
        else:
            refused.append(_called(part, kind))
    words = '\n\n'.join(plain).strip() or '\n\n'.join(map(_unmarked, rich))
    return _visible(words).strip(), refused


def _parts(message: Message) -> Iterator[Message]:
    try:
        everything = list(islice(message.walk(), MOST_PARTS))
    except Exception:
        everything = []
    return (part for part in everything if not part.is_multipart())


def _is_file(part: Message) -> bool:
    try:
        disposed = part.get_content_disposition()
        return disposed == 'attachment' or bool(part.get_filename())
    except Exception:  # a header that nobody can read
        return True


def _called(part: Message, kind: str) -> str:
    try:
        name = _line(_decoded(part.get_filename() or ''))[:80]
    except Exception:
        name = ''
    return f'{name} ({_line(kind)[:80]})' if name else _line(kind)[:80]


def _text(part: Message) -> str:
    try:
        content = part.get_payload(decode=True) or b''
        charset = part.get_content_charset('utf-8')
        assert isinstance(content, bytes)  # noqa: S101
        return _in(charset, content[: LONGEST_TEXT * 10])
    except Exception:
        return ''


def _in(charset: str, content: bytes) -> str:
    """In the charset that it names, or the one that most would mean."""
    try:
        return content.decode(charset, 'replace')
    except (LookupError, ValueError):
        return content.decode('utf-8', 'replace')


def _unmarked(rich: str) -> str:
    """The words of a page of HTML, and nothing that they were dressed in."""
    lines = ENDS_LINE.sub('\n', rich)
    bare = nh3.clean(
        lines, tags=set(), clean_content_tags={'script', 'style', 'title'}
    )
    return BLANK_LINES.sub('\n\n', html.unescape(bare))
