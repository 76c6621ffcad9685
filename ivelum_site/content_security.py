"""What a page may load: our own, and what the register of companies says."""

from __future__ import annotations

from csp.constants import NONE, SELF

from privacy.declaration.parties import loaded_from


OWN = {
    'default-src': [NONE],
    'style-src': [SELF],
    'img-src': [SELF],
    'font-src': [SELF],
    'manifest-src': [SELF],
    # Without scripts nothing connects; but audits read robots.txt by it.
    'connect-src': [SELF],
    'form-action': [SELF],
    'frame-ancestors': [NONE],
    'base-uri': [NONE],
}


def directives() -> dict[str, list[str]]:
    """For django-csp; today no company adds anything."""
    others = loaded_from()
    return {
        directive: [*OWN.get(directive, []), *others.get(directive, [])]
        for directive in dict.fromkeys([*OWN, *others])
    }
