"""What of a mail was not kept, as its writer hears of it.

The names of files are typed by whoever wrote, and a sender can be forged: a
name in our receipt would be their words in our letter to a third person. So
it says how many there were, and of what kind, in words of ours.
"""

from __future__ import annotations

import re


LONGEST = 5_000
CUT = f'Everything after the first {LONGEST:,} characters'
TOO_DEEP = 'All of it: there was too much inside one another.'
OURS = (CUT, TOO_DEEP)
KINDS = {
    'application/pdf': 'PDF',
    'audio': 'sound',
    'image': 'picture',
    'message': 'mail',
    'text': 'text',
    'video': 'film',
}
KIND = re.compile(r'(?:^|\()((\w+)/[^\s()]*)\)?$')


def in_short(refused: str) -> str:
    """Of `Enquiry.refused`, a line each: our sentences, and a count."""
    lines = refused.splitlines()
    files = [line for line in lines if line not in OURS]
    return '\n'.join(
        [*([_count(files)] if files else []), *(x for x in lines if x in OURS)]
    )


def _count(files: list[str]) -> str:
    many = f'{len(files)} file{"s" * (len(files) > 1)}'
    return f'{many} ({", ".join(sorted({_kind(line) for line in files}))})'


def _kind(line: str) -> str:
    found = KIND.search(line)
    whole, first = found.groups() if found else ('', '')
    return KINDS.get(whole) or KINDS.get(first, 'another kind')
