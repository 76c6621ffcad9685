"""Every cookie there is. What is not listed here does not leave the site.

The names are those of a site on https, where the browser binds a cookie to
its host by the prefix. A test compares them with the settings.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Cookie:
    name: str
    whose: str  # who gets it, and when
    purpose: str
    lasts: str
    read_by: str


COOKIES = (
    Cookie(
        '__Host-sessionid',
        'Our team, on the staff desk',
        'knows which colleague signed in',
        'until the browser closes, 8 hours at most',
        'this site only',
    ),
    Cookie(
        '__Host-csrftoken',
        'Our team, on the staff desk',
        'shows that a form was sent from a page of ours',
        'a year',
        'this site only',
    ),
    Cookie(
        '__Host-device',
        'Our team, on the staff desk',
        'knows a browser again, so that a sign-in from another raises an alarm',
        'a year from the last sign-in',
        'this site only',
    ),
)


def bare(name: str) -> str:
    """Without the prefix, which a site without https cannot have."""
    return name.removeprefix('__Host-')
