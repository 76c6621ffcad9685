"""What a colleague fills in about letters and messages."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from contact.models.letters import PREHEADER_SHOWN, SUBJECT_SHOWN
from privacy.clock import VILNIUS
from privacy.desk.act import ActForm
from privacy.desk.fields import Day, Words
from privacy.text import LineField


class LetterForm(ActForm):
    subject = LineField(
        max_length=100,
        help_text=f'A phone shows about {SUBJECT_SHOWN} characters of it.',
    )
    preheader = LineField(
        label='Preview line',
        max_length=200,
        required=False,
        help_text='Mail programs show it behind the subject, about '
        f'{PREHEADER_SHOWN} characters.',
    )
    body = Words(
        label='Letter',
        max_length=50_000,
        help_text='Markdown: ## for a heading, **bold**, [words](https://…), '
        '- for a list. No pictures and no HTML. Who we are, why they get it '
        'and how to stop it is added below by itself.',
        widget=forms.Textarea(attrs={'rows': 22}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fields if self.about else ():
            self.initial[name] = getattr(self.about, name)

    def clean_body(self) -> str:
        body: str = self.cleaned_data['body']
        if '![' in body:
            raise ValidationError(
                'Pictures are not sent: a picture tells who opened the letter. '
                'Link to the page that shows it.'
            )
        return body


class ScheduleForm(ActForm):
    day = Day(
        required=False,
        help_text='Leave both empty to send it as soon as you confirm.',
    )
    hour = forms.TimeField(
        label='Time in Vilnius',
        required=False,
        widget=forms.TimeInput(attrs={'type': 'time'}, format='%H:%M'),
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        day = self.cleaned_data.get('day')
        hour = self.cleaned_data.get('hour')
        if self.errors or not (day or hour):
            return {'at': None}
        if not (day and hour):
            raise ValidationError('Give both the day and the time, or neither.')
        return {'at': moment(day, hour)}


def moment(day: date, hour: time) -> datetime:
    """That time of the clock on a wall in Vilnius.

    In March an hour is missing; in October one comes twice, and the first of
    the two is meant.
    """
    at = datetime.combine(day, hour, VILNIUS)
    if at.astimezone(UTC).astimezone(VILNIUS).time() != hour:
        raise ValidationError(
            'The clocks go forward that night, and this time does not exist.'
        )
    if at <= timezone.now():
        raise ValidationError('That is over. Choose a later time.')
    return at


class AnswerForm(ActForm):
    body = Words(
        label='Our answer',
        help_text='It goes by mail to the address that wrote, as it stands '
        'here. It may answer, and nothing else: no offers.',
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = self.about.name.split(' ')[0]
        self.initial['body'] = f'Hello {name},\n\n' if name else 'Hello,\n\n'


class NotesForm(ActForm):
    notes = Words(
        required=False,
        help_text='The person sees this in a copy of their data. Write what '
        'you would say to them.',
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial['notes'] = self.about.notes
