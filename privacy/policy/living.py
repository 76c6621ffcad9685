"""The text as the code would publish it today: prose by hand, tables by tag."""

from __future__ import annotations

from django.template.loader import render_to_string

from privacy.policy import source
from privacy.policy.source import Source


TITLE = 'Privacy policy'
DESCRIPTION = (
    'What ivelum knows about you, why, for how long, who else handles it, and '
    'how to see, correct, take away or delete it.'
)


def text() -> Source:
    return source.read(body(), 'living.html')


def body() -> bytes:
    html = render_to_string('privacy/_policy.html')
    return source.write(TITLE, DESCRIPTION, html)
