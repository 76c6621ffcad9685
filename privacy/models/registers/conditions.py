"""The conditions that several registers share, in PostgreSQL's own terms.

A check lets NULL pass. So the columns they look at are never NULL, or the
condition says what an empty one means.
"""

from __future__ import annotations

from django.db.models import CheckConstraint, F, Func, Q, TextChoices, Value


# Regulation (EU) 2016/679 holds in the whole European Economic Area.
EEA = [
    *('AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GR'),
    *('HR', 'HU', 'IE', 'IS', 'IT', 'LI', 'LT', 'LU', 'LV', 'MT', 'NL', 'NO'),
    *('PL', 'PT', 'RO', 'SE', 'SI', 'SK'),
]
COUNTRY = '^[A-Z]{2}$'
SHA256 = '^[0-9a-f]{64}$'
PROMISE = '^P[0-9]{2}$'
SOMETHING = r'\S'


def words(least: int) -> str:
    """A text of so many characters; blanks around it are not counted."""
    return rf'^\s*\S.{{{least - 2},}}\S\s*$'


def check(name: str, condition: Q) -> CheckConstraint:
    return CheckConstraint(condition=condition, name=name)


def reads(name: str, /, **patterns: str) -> CheckConstraint:
    """Every field named here looks like its pattern."""
    looks = {f'{field}__regex': like for field, like in patterns.items()}
    return check(name, Q(**looks))


def one_of(
    name: str, field: str, choices: type[TextChoices]
) -> CheckConstraint:
    """The choices of a form, closed for scripts and shells too."""
    return check(name, Q(**{f'{field}__in': choices.values}))


def same(field: str) -> tuple[Func, str]:
    """Equality of a text as a GiST index can compare it.

    Without the extension btree_gist it cannot compare texts, but ranges; a
    range from a text to itself equals another when the texts are equal.
    """
    ends = (F(field), F(field), Value('[]'))
    return Func(*ends, function='privacy_textrange'), '='
