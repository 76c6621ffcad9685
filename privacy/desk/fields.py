"""What a colleague types into: texts, reasons, days and pasted addresses."""

from __future__ import annotations

from datetime import date, timedelta
from email.utils import parseaddr
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from privacy import clock
from privacy.addresses import AddressFormField
from privacy.text import TextField


A_YEAR = timedelta(days=366)
LEAST = 20  # characters of a reason, as the database has it
LONG_AGO = 'That is more than a year back: look at the year.'
A_REASON = 'The reason needs at least 20 characters.'


class Words(TextField):
    """A text of a colleague, without blanks around it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault('max_length', 5_000)
        kwargs.setdefault('widget', forms.Textarea(attrs={'rows': 10}))
        super().__init__(**kwargs)


class Reason(Words):
    """A text that must say something."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            min_length=LEAST, error_messages={'min_length': A_REASON}, **kwargs
        )


class Day(forms.DateField):
    widget = forms.DateInput(attrs={'type': 'date'}, format='%Y-%m-%d')


class PersonsAddress(AddressFormField):
    """Takes what is pasted from a mail program, too: Name <a@example.org>."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=500, **kwargs)
        self.widget = forms.TextInput(
            attrs={'autocomplete': 'off', 'inputmode': 'email', 'size': 40}
        )
        self.widget.is_required = self.required

    def to_python(self, value: Any) -> str:
        typed = str(value or '').strip()
        pasted = parseaddr(typed)[1] if '<' in typed else typed
        return super().to_python(pasted or typed)


class FindForm(forms.Form):
    email = PersonsAddress(label='Address of the person')


def not_long_ago(day: date) -> None:
    """A slip of the pen in the year is caught before it is a fact."""
    if day < today() - A_YEAR:
        raise ValidationError(LONG_AGO)


def today() -> date:
    return clock.date_of_duty(timezone.now())
