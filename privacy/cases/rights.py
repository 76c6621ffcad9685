"""The nine rights in a sentence each: what will happen, and by when."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString

from privacy.models import Right


WHAT_HAPPENS = {
    Right.ACCESS: 'You get a page with everything, and why we have it. Within '
    'minutes.',
    Right.PORTABILITY: 'You get a file that people and programs can read. '
    'Within minutes.',
    Right.RECTIFICATION: 'You show us what is wrong, and a colleague checks '
    'it. Within a month at the latest.',
    Right.ERASURE: 'We stop using it at once, and delete all that the law lets '
    'us delete. Within minutes, with a receipt.',
    Right.RESTRICTION: 'We lock it: stored, but neither used nor changed. At '
    'once, until you say otherwise.',
    Right.OBJECTION: 'Our letters stop for good, and the rest is locked while '
    'a colleague looks at your reasons. Within a month.',
    Right.WITHDRAWAL: 'What you agreed to ends. At once.',
    Right.COMPLAINT: 'Somebody looks into it and answers. Within 30 days, '
    'never later.',
    Right.CHILD: 'For anybody who knows of it: say below whose data, and a '
    'colleague removes it. We ask for no papers.',
}


def choices() -> list[tuple[str, SafeString]]:
    """The rights as a form shows them."""
    return [
        (
            right.value,
            format_html(
                '{} <small>{}</small>',
                right.label[0].upper() + right.label[1:],
                WHAT_HAPPENS[right],
            ),
        )
        for right in Right
    ]
