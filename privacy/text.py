"""Text as people type it: kept as it is, without what no eye can see.

Control characters (NUL included) and marks that turn the direction of what
follows are taken out, so that text reads the same on every screen, in a mail
header and in a CSV. Emoji and every script stay.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms


# C0 and C1 controls but tab and newline; bidi embeddings, overrides and
# isolates (Unicode TR 36, 3.1); line and paragraph separators; BOM.
INVISIBLE = re.compile(
    '[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]'
)

# More marks on one letter than any language has; NFC is quadratic in them.
MARKS = '[\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff]'
PILE = re.compile(f'({MARKS}{{30}}){MARKS}+')


def visible(text: str) -> str:
    """The text in NFC with newlines as \\n and nothing invisible in it."""
    text = text.replace('\r\n', '\n').replace('\r', '\n')
    text = PILE.sub(r'\1', text)
    return INVISIBLE.sub('', unicodedata.normalize('NFC', text))


class _Visible(forms.CharField):
    def to_python(self, value: Any) -> str:
        typed = super().to_python(value) or ''
        # Far too long is refused unread: to normalise it could take minutes.
        if self.max_length and len(typed) > 2 * self.max_length + 1_000:
            self.run_validators(typed)
        # A browser counts a line break as one character, and sends two.
        return visible(typed)


class TextField(_Visible):
    """Several lines."""

    widget = forms.Textarea


class LineField(_Visible):
    """One line: a line break in it becomes a space (RFC 5322 headers)."""

    def to_python(self, value: Any) -> str:
        return ' '.join(super().to_python(value).split())
