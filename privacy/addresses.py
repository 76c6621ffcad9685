"""One e-mail address, one form: what a person types, we keep and look up.

The canonical form is ASCII, lower case, with the domain as IDNA A-labels.
Then two addresses are the same exactly when they are `=`: the collisions of
upper(), lower() and citext (dotless i, long s, Kelvin sign; CVE-2019-19844)
cannot arise, and the database refuses every other form. Plus tags and dots
are kept, because only the provider knows whether they are one person.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from email_validator import EmailNotValidError, validate_email


LONGEST = 254  # RFC 5321, 4.5.3.1.3
LONGEST_LOCAL_PART = 64  # RFC 5321, 4.5.3.1.1
# A dot-atom of RFC 5322 in lower case, and a domain in A-labels.
ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
LABEL = r'[a-z0-9]([a-z0-9-]*[a-z0-9])?'
CANONICAL = rf'^{ATOM}(\.{ATOM})*@{LABEL}(\.{LABEL})+$'


def canonical(typed: str) -> str:
    """The one form of an address, or ValidationError that says what to do."""
    try:
        parsed = validate_email(
            typed.strip(),
            allow_smtputf8=False,
            check_deliverability=False,
            strict=True,  # or it would take a local part of any length
        )
    except (EmailNotValidError, UnicodeError):
        raise ValidationError(
            'This does not look like an e-mail address. It should look like '
            'name@example.com, with plain letters before the @.',
            code='invalid',
        ) from None
    address = f'{parsed.local_part}@{parsed.ascii_domain}'.lower()
    if len(address) > LONGEST:
        raise ValidationError(
            f'An e-mail address has at most {LONGEST} characters.',
            code='too_long',
        )
    return address


class AddressFormField(forms.EmailField):
    """Takes an address as people type it, gives the canonical form."""

    default_validators = []

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault('label', 'Your e-mail address')
        kwargs.setdefault('max_length', LONGEST)
        super().__init__(**kwargs)
        self.widget.attrs |= {
            'autocomplete': 'email',
            'autocapitalize': 'none',
            'spellcheck': 'false',
        }

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value)
        # The validators run on our answer, so length is judged here first.
        return canonical(typed[: LONGEST * 4]) if typed else ''


class AddressField(models.EmailField):
    """Holds an address in canonical form; the database refuses any other."""

    default_validators = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault('db_index', not kwargs.get('unique'))
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs['db_index'] = self.db_index  # type: ignore[attr-defined]
        return name, path, args, kwargs

    def db_check(self, connection: Any) -> str:
        column = connection.ops.quote_name(self.column)
        pattern = connection.ops.compose_sql('%s', [CANONICAL])
        return (
            f'{column} COLLATE "C" ~ {pattern} '
            f'AND length({column}) <= {LONGEST} '
            f"AND strpos({column}, '@') <= {LONGEST_LOCAL_PART + 1}"
        )

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(form_class=AddressFormField, **kwargs)
