"""What a person fills in to use a right."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from privacy.addresses import AddressFormField, canonical
from privacy.cases import rights
from privacy.intake import PublicForm
from privacy.models import Right
from privacy.text import LineField, TextField


MOST_ADDRESSES = 5


class AddressesField(TextField):
    """Several addresses, one a line; gives their canonical forms."""

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        typed = super().to_python(value).replace(',', '\n').split('\n')
        lines = [line.strip() for line in typed if line.strip()]
        if len(lines) > MOST_ADDRESSES:
            raise ValidationError(
                f'Please name at most {MOST_ADDRESSES} more addresses.'
            )
        return list(dict.fromkeys(canonical(line) for line in lines))


class RequestForm(PublicForm):
    right = forms.ChoiceField(
        label='What would you like?',
        choices=rights.choices,
        widget=forms.RadioSelect,
        error_messages={'required': 'Please choose one.'},
    )
    email = AddressFormField(
        help_text='The one we may hold data about. We send a link to it, to '
        'be sure that it is you.',
    )
    others = AddressesField(
        label='Other addresses of yours',
        required=False,
        max_length=1_500,
        help_text='One a line. Each gets a link of its own, and we search '
        'only for those whose link was used.',
        widget=forms.Textarea(attrs={'rows': 2}),
    )
    details = TextField(
        label='Anything we should know',
        required=False,
        max_length=2_000,
        help_text='For example what is wrong, or how it should read.',
        widget=forms.Textarea(attrs={'rows': 4}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get('right') == Right.CHILD and not data.get('details'):
            self.add_error('details', 'Please say whose data, and where.')
        return data


class _ReferenceField(LineField):
    def to_python(self, value: Any) -> str:
        letters = super().to_python(value).upper().replace(' ', '')
        letters = letters.replace('-', '')
        return f'{letters[:4]}-{letters[4:]}' if letters else ''


class CodeForm(PublicForm):
    """For people whose mail program breaks the link."""

    reference = _ReferenceField(
        label='Number of your request',
        max_length=20,
        help_text='It stands in our letter, for example 4KPX-7WQN.',
        widget=forms.TextInput(attrs={'autocomplete': 'off'}),
    )
    code = LineField(
        label='Code',
        max_length=20,
        help_text='The eight digits in the same letter.',
        widget=forms.TextInput(
            attrs={'autocomplete': 'one-time-code', 'inputmode': 'numeric'}
        ),
    )

    def clean_code(self) -> str:
        return self.cleaned_data['code'].replace(' ', '')


class LinkForm(PublicForm):
    """For people whose link is too old or lost."""

    reference = _ReferenceField(
        label='Number of your request',
        max_length=20,
        help_text='It stands in every letter about it.',
        widget=forms.TextInput(attrs={'autocomplete': 'off'}),
    )
    email = AddressFormField(help_text='The address you gave with it.')


class MessageForm(PublicForm):
    body = TextField(
        label='Your message about this request',
        max_length=5_000,
        error_messages={'required': 'Please write us a line or two.'},
        widget=forms.Textarea(attrs={'rows': 5}),
    )


class CorrectionForm(PublicForm):
    """One field of one row; which row, the profile page knows."""

    kind = forms.CharField(max_length=100, widget=forms.HiddenInput)
    row = forms.CharField(max_length=40, widget=forms.HiddenInput)
    field = forms.CharField(max_length=100, widget=forms.HiddenInput)
    new_value = TextField(
        label='How it should read',
        max_length=5_000,
        widget=forms.Textarea(attrs={'rows': 2}),
    )
