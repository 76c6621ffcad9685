"""What a visitor fills in."""

from __future__ import annotations

from django import forms

from contact.models import Purpose
from privacy.addresses import AddressFormField
from privacy.intake import PublicForm
from privacy.text import LineField, TextField


CONSENT_WORDING = (
    'Send me the ivelum newsletter by e-mail, about once a month. '
    'I can stop it at any time with one click.'
)
WORDS = {
    Purpose.NEWSLETTER: CONSENT_WORDING,
    Purpose.COMPANIES: (
        'Tell me by e-mail, 30 days ahead, when ivelum is going to give '
        'people’s data to a new company or to use it for something new. '
        'I can stop it at any time with one click.'
    ),
}


# Another text of a form is another version of it: a proof names the one seen.
SIGN_UP, CONTACT, PREFERENCES = 'sign-up/1', 'contact/1', 'preferences/1'
NOTICES = 'notices/1'


class SignUpForm(PublicForm):
    email = AddressFormField(
        help_text='We use it for the newsletter, and for nothing else.'
    )


class NoticesForm(PublicForm):
    email = AddressFormField(
        help_text='We use it for these notices, and for nothing else.'
    )


class PreferencesLinkForm(PublicForm):
    email = AddressFormField(
        help_text='The link goes to it, if we send letters there.'
    )


class NewAddressForm(PublicForm):
    email = AddressFormField(
        label='Your new e-mail address',
        help_text='It must say yes, too: we send it a link.',
    )


class EnquiryForm(PublicForm):
    name = LineField(
        label='Your name',
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={'autocomplete': 'name'}),
    )
    email = AddressFormField(help_text='We answer to it, and for nothing else.')
    message = TextField(
        label='Your message',
        max_length=5_000,
        help_text='What are you building, and where does it hurt?',
        error_messages={'required': 'Please write us a line or two.'},
    )
    newsletter = forms.BooleanField(
        label=CONSENT_WORDING,
        required=False,
        help_text='Only if you tick it, and only after you confirm it by mail.',
    )
