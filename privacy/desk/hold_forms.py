"""What a colleague fills in to keep a row, or to let it go."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model

from privacy.desk.duty import RegisterForm
from privacy.desk.fields import A_REASON, Day, Reason, today
from privacy.duties import holds
from privacy.models import HoldGround, LegalHold


NEXT_REVIEW = timedelta(days=90)
MOST_ROWS = 200


class HoldForm(RegisterForm):
    model = LegalHold
    sentences = {
        'a_hold_has_a_reason': A_REASON,
        'a_hold_is_reviewed_within_half_a_year': (
            'A day to come, at most 183 days from today.'
        ),
    }
    ground = forms.ChoiceField(
        label='Ground', choices=HoldGround.choices, widget=forms.RadioSelect
    )
    reason = Reason(
        label='Why',
        help_text='Which claim or duty, and how you know of it. No names: the '
        'row says who it is.',
        widget=forms.Textarea(attrs={'rows': 4}),
    )
    review_on = Day(
        label='Look at it again on',
        help_text='Within 183 days. To hold on then is a new hold.',
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial['review_on'] = today() + NEXT_REVIEW

    def values(self) -> dict[str, Any]:
        return super().values() | {'started_on': today()}


class HoldRowsForm(HoldForm):
    """For a request: what its person can lose, each with a tick."""

    field_order = ['rows']
    rows = forms.MultipleChoiceField(
        label='What to hold',
        help_text='Only what is needed. All else goes when they ask.',
        widget=forms.CheckboxSelectMultiple,
        error_messages={'required': 'Tick at least one row.'},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows: Any = self.fields['rows']
        found = list(holds.rows_of(self.about))[:MOST_ROWS]
        kept = holds_on(found)
        rows.choices = [
            (key(row), named(row) + kept.get(key(row), '')) for row in found
        ]
        if not found:
            rows.help_text = 'We hold nothing about them that can be kept.'

    def values(self) -> dict[str, Any]:
        return {
            name: value
            for name, value in super().values().items()
            if name != 'rows'
        }

    def _post_clean(self) -> None:
        # The rules are those of a hold; what it is about is a request.
        dsr, self.about = self.about, None
        super()._post_clean()
        self.about = dsr


class HoldRowForm(HoldForm):
    field_order = ['kind', 'row_id']
    kind = forms.ChoiceField(label='Kind of row')
    row_id = forms.IntegerField(
        label='Its number', min_value=1, max_value=2**63 - 1
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields['kind']
        kind.choices = sorted(
            (
                (
                    m._meta.db_table,
                    str(m._meta.verbose_name_plural).capitalize(),
                )
                for m in holds.kinds()
            ),
            key=lambda choice: choice[1],
        )

    def clean_row_id(self) -> str:
        number = str(self.cleaned_data['row_id'])
        kind = self.cleaned_data.get('kind', '')
        if kind and holds.row_behind(kind, number) is None:
            raise ValidationError('There is no such row.')
        named = LegalHold(kind=kind, row_id=number)
        if kind and holds.is_about(named, self.by):
            raise ValidationError('It is about you: a colleague decides.')
        return number


class EndForm(RegisterForm):
    model = LegalHold
    on = Day(label='Last day', help_text='Today, or a day to come.')

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial['on'] = today()

    def clean_on(self) -> date:
        on: date = self.cleaned_data['on']
        if on < today():
            raise ValidationError('That day is over: today is the first.')
        if self.about.ended_on and on >= self.about.ended_on:
            raise ValidationError(
                'An end can come sooner, not later. To hold on, propose a new '
                'hold.'
            )
        return on


def key(row: Model) -> str:
    return f'{row._meta.db_table} {row.pk}'


def named(row: Model) -> str:
    return f'{str(row._meta.verbose_name).capitalize()} {row.pk}'


def holds_on(rows: list[Model]) -> dict[str, str]:
    """What is held already, or proposed to be."""
    numbers = [str(row.pk) for row in rows]
    said = {}
    for hold in LegalHold.objects.filter(row_id__in=numbers).order_by('pk'):
        if not hold.is_over(today()):
            word = 'held already' if hold.approved_by_id else 'proposed already'
            said[f'{hold.kind} {hold.row_id}'] = f' ({word})'
    return said
