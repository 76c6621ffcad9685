"""What a person fills in to use a right."""

from __future__ import annotations

from django import forms

from privacy.addresses import AddressFormField
from privacy.intake import PublicForm
from privacy.models import Right
from privacy.text import TextField


class RequestForm(PublicForm):
    right = forms.ChoiceField(
        label='What would you like?',
        choices=[(r.value, r.label[0].upper() + r.label[1:]) for r in Right],
        widget=forms.RadioSelect,
        error_messages={'required': 'Please choose one.'},
    )
    email = AddressFormField(
        help_text='The one we may hold data about. We send a link to it, to '
        'be sure that it is you.',
    )
    details = TextField(
        label='Anything we should know',
        required=False,
        max_length=2_000,
        help_text='For example what is wrong, or how it should read.',
        widget=forms.Textarea(attrs={'rows': 4}),
    )
