"""What a colleague fills in about an order of an authority."""

from __future__ import annotations

import re
from copy import copy
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from privacy.authorities import HOME
from privacy.desk.duty import RegisterForm
from privacy.desk.fields import Day, PersonsAddress, Reason, Words, today
from privacy.models import Disclosure, Instrument, Silence
from privacy.models.registers.authorities import UNSPOKEN
from privacy.models.registers.conditions import COUNTRY
from privacy.text import LineField


YES = 'yes'
NO_NAME = (
    'While they cannot be told, the register names nobody: leave this empty. '
    'The address is asked for when they may be told.'
)


class DisclosureForm(RegisterForm):
    model = Disclosure
    sentences = {
        'good_faith_is_weighed_in_writing': (
            'Our own judgement needs both sides in writing: at least 40 '
            'characters.'
        ),
        'an_order_from_abroad_has_a_note': (
            'An order from outside the EEA counts only under a treaty '
            '(Article 48): say which, in at least 20 characters.'
        ),
        'silence_is_looked_at_again': 'Say on which day we look again.',
        'a_forbidden_notice_names_nobody': NO_NAME,
        'an_order_comes_before_the_data': 'That is before the order came.',
    }

    def clean_email(self) -> str:
        email: str = self.cleaned_data['email']
        if email and email == self.by.email:
            raise ValidationError('It is about you: a colleague does this.')
        return email

    def clean_recheck_on(self) -> date | None:
        day: date | None = self.cleaned_data['recheck_on']
        if not self.cleaned_data.get('not_notified_because'):
            return None
        if day and day <= today():
            raise ValidationError('That day is not to come any more.')
        return day

    def past(self, name: str) -> date:
        day: date = self.cleaned_data[name]
        if day > today():
            raise ValidationError('That day has not come yet.')
        return day


class MayBeTold(forms.ChoiceField):
    """A reason to be silent, or YES, which is none."""

    def __init__(self, yes: str = '') -> None:
        first = [(YES, yes)] if yes else []
        super().__init__(
            label='May the person be told?',
            choices=[*first, *((s.value, f'No: {s.label}') for s in Silence)],
            initial=YES,
            widget=forms.RadioSelect,
        )

    def clean(self, value: Any) -> str:
        chosen = super().clean(value)
        return '' if chosen == YES else chosen


def recheck() -> Day:
    return Day(
        label='Look again on',
        required=False,
        help_text='Only if not. An order that names a day: that day.',
    )


class AssessForm(DisclosureForm):
    authority = LineField(label='Authority', max_length=200)
    country = LineField(
        label='Country it acts for',
        max_length=2,
        help_text='Two letters: LT, DE, US.',
    )
    instrument = forms.ChoiceField(
        label='What it shows',
        choices=Instrument.choices,
        widget=forms.RadioSelect,
        help_text='A call or an e-mail that only asks is none of these.',
    )
    reference = LineField(label='Its number', max_length=100)
    received_on = Day(label='It reached us on')
    legal_basis = Words(
        label='Why it must be followed, or may be',
        help_text='The law it rests on. For our own judgement: what speaks for '
        'it and against it.',
        widget=forms.Textarea(attrs={'rows': 4}),
    )
    article_48_note = Words(
        label='If it comes from outside the EEA: under which treaty',
        required=False,
        widget=forms.Textarea(attrs={'rows': 2}),
    )
    not_notified_because = MayBeTold('Yes, or we do not know yet')
    recheck_on = recheck()
    email = PersonsAddress(
        label='Address of the person',
        required=False,
        help_text='Leave it empty if they cannot be told: a copy of their data '
        'would show this entry.',
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault('received_on', today())

    def clean_country(self) -> str:
        country: str = self.cleaned_data['country'].upper()
        if not re.match(COUNTRY, country):
            raise ValidationError('Two letters, such as LT.')
        return country

    def clean_received_on(self) -> date:
        return self.past('received_on')

    def clean_email(self) -> str | None:  # type: ignore[override]
        return super().clean_email() or None


class HandOverForm(DisclosureForm):
    items = Words(
        label='What was given',
        help_text='Exactly: which rows, which files, for which time. The '
        'person reads it.',
        widget=forms.Textarea(attrs={'rows': 5}),
    )
    disclosed_on = Day(label='On')
    not_notified_because = MayBeTold('Yes: the letter goes to them now')
    recheck_on = recheck()
    email = PersonsAddress(
        label='Address of the person',
        required=False,
        help_text='Needed to tell them now; otherwise it is not kept.',
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial['disclosed_on'] = today()
        for name in ('not_notified_because', 'recheck_on', 'email'):
            if known := getattr(self.about, name):
                self.initial[name] = known

    def clean_disclosed_on(self) -> date:
        return self.past('disclosed_on')

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        tells = not said.get('not_notified_because')
        if tells and 'email' in said and not said['email']:
            self.add_error('email', 'Where does the letter go?')
        return said

    def values(self) -> dict[str, Any]:
        said = super().values()
        why = said['not_notified_because']
        kept = None if why in UNSPOKEN else said['email'] or self.about.email
        told = None if why else today()
        return said | {'email': kept, 'notified_on': told}


class TellForm(DisclosureForm):
    email = PersonsAddress(
        label='Address of the person',
        help_text='If it is not here, the order names them.',
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial['email'] = self.about.email

    def values(self) -> dict[str, Any]:
        return super().values() | {'notified_on': today()}


class LookAgainForm(DisclosureForm):
    not_notified_because = MayBeTold()
    recheck_on = recheck()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields['recheck_on'].help_text = ''
        was = self.about.not_notified_because
        self.initial['not_notified_because'] = was

    def values(self) -> dict[str, Any]:
        said = super().values()
        hides = said['not_notified_because'] in UNSPOKEN
        return said | {'email': None if hides else self.about.email}


class DeclineForm(DisclosureForm):
    because = Reason(
        label='Why not',
        help_text='It is kept in the register.',
        widget=forms.Textarea(attrs={'rows': 4}),
    )


def letter_about(row: Disclosure, said: dict[str, Any]) -> str:
    """The letter as the person will read it."""
    told = copy(row)
    for name, value in said.items():
        setattr(told, name, value)
    context = {'about': told, 'authority': HOME, 'site_url': settings.SITE_URL}
    text = render_to_string(
        'emails/privacy/disclosed.txt', context, using='letters'
    )
    return text.partition('\n')[2].strip()
