"""What a colleague fills in about a breach (Article 33(3))."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from privacy.desk.duty import Moment, RegisterForm
from privacy.desk.fields import Reason, Words
from privacy.models import Breach, Risk


def few_lines(**kwargs: Any) -> Words:
    area = forms.Textarea(attrs={'rows': kwargs.pop('rows', 3)})
    return Words(widget=area, **kwargs)


class BreachForm(RegisterForm):
    model = Breach
    sentences = {
        'no_risk_has_a_reason': (
            'Unlikely to be a risk needs a reason of at least 20 characters; '
            'with a risk, leave this empty.'
        ),
        'a_late_notice_has_a_reason': (
            'That is after the 72 hours: say why, in at least 20 characters.'
        ),
    }


class KnownForm(BreachForm):
    """What Article 33(3) asks for, as far as it is known."""

    nature = few_lines(
        label='What happened',
        help_text='No names: kinds of people and of data.',
    )
    categories = few_lines(
        label='Whose data, and of which kinds', required=False, rows=2
    )
    approx_subjects = forms.IntegerField(
        label='About how many people',
        required=False,
        min_value=0,
        max_value=2**31 - 1,
    )
    approx_records = forms.IntegerField(
        label='About how many rows',
        required=False,
        min_value=0,
        max_value=2**31 - 1,
    )
    consequences = few_lines(label='What may come of it', required=False)
    measures = few_lines(label='What we do about it', required=False)
    risk = forms.ChoiceField(
        label='For the people it is',
        choices=[(r.value, r.label) for r in Risk],
        widget=forms.RadioSelect,
        help_text='In doubt a risk: only then the authority hears of it.',
    )
    no_risk_because = few_lines(
        label='If it is unlikely to be a risk: why', required=False, rows=2
    )


class NoteForm(KnownForm):
    field_order = ['aware_at']
    aware_at = Moment(
        label='One of us knew since',
        help_text='In Vilnius time. The 72 hours run from here, and this '
        'cannot be changed later.',
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault('aware_at', timezone.now())


class UpdateForm(KnownForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fields:
            self.initial[name] = getattr(self.about, name)


class AfterForm(BreachForm):
    """A moment that cannot lie before we knew."""

    def after(self, name: str) -> datetime:
        moment: datetime = self.cleaned_data[name]
        if moment < self.about.aware_at:
            raise ValidationError('That is before any of us knew.')
        return moment


class AuthorityForm(AfterForm):
    authority_told_at = Moment(label='Told on', help_text='In Vilnius time.')
    delay_reason = few_lines(
        label='If later than 72 hours: why', required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial['authority_told_at'] = timezone.now()

    def clean_authority_told_at(self) -> datetime:
        return self.after('authority_told_at')


class PeopleForm(AfterForm):
    subjects_told_at = Moment(label='Told on', help_text='In Vilnius time.')

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial['subjects_told_at'] = timezone.now()

    def clean_subjects_told_at(self) -> datetime:
        return self.after('subjects_told_at')


class NotPeopleForm(BreachForm):
    subjects_not_told_because = Reason(
        label='Why they need not be told',
        help_text='The data was unreadable, the risk is over, or it would take '
        'too much and we say it in public (Article 34(3)).',
        widget=forms.Textarea(attrs={'rows': 4}),
    )
