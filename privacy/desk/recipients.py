"""The acts about those who got data from us (Article 19)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from privacy import clock
from privacy.cases import recipients
from privacy.desk.act import Act, ActForm, Preview
from privacy.desk.fields import Day, Reason, today
from privacy.desk.possible import first_of, is_not_at_work
from privacy.models import Action, RecipientNotice


class NoticeForm(ActForm):
    """Which of the recipients that have not answered."""

    notice_pk = forms.TypedChoiceField(
        label='Recipient',
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={'required': 'Please choose one.'},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields['notice_pk']
        field.choices = [
            (notice.pk, f'{notice.recipient}, of {notice.get_about_display()}')
            for notice in waited_for(self.about)
        ]
        if len(field.choices) == 1:
            self.initial['notice_pk'] = field.choices[0][0]


class ExcuseForm(NoticeForm):
    because = Reason(
        label='Why we go on without their answer',
        help_text='For example: they closed in 2025 and nobody has their '
        'files; or: told three times, and silent. The person reads it. Name '
        'nobody here.',
        widget=forms.Textarea(attrs={'rows': 4}),
    )

    def clean_because(self) -> str:
        because: str = self.cleaned_data['because']
        if '@' in because:
            # It stays when the person is forgotten.
            raise ValidationError('Please leave the address out.')
        return because


class ToldForm(NoticeForm):
    on = Day(
        label='Told on',
        help_text='By letter, telephone or in person.',
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial['on'] = today()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        day, pk = data.get('on'), data.get('notice_pk')
        if day and day > today():
            self.add_error('on', 'That day has not come yet.')
        elif day and pk and day < made_on(self.about, pk):
            self.add_error('on', 'That is before there was anything to tell.')
        return data


def waited_for(dsr: Any) -> list[RecipientNotice]:
    return list(dsr.notices.unanswered().order_by('pk'))


def made_on(dsr: Any, pk: int) -> date:
    return clock.date_of_duty(dsr.notices.get(pk=pk).made_at)


def nobody_is_waited_for(dsr: Any) -> str:
    return 'No recipient is waited for.' * (not dsr.waits_for_others)


def _then(dsr: Any, chosen: RecipientNotice) -> str:
    others = [n.recipient for n in waited_for(dsr) if n.pk != chosen.pk]
    if others:
        return f'We still wait for: {", ".join(others)}.'
    return 'It is the last one: the request goes on.'


def _what_excusing_does(dsr: Any, said: dict[str, Any]) -> Preview:
    notice = dsr.notices.get(pk=said['notice_pk'])
    silence = f'{notice.recipient} gets no letter from us any more.'
    return Preview([silence, _then(dsr, notice)], said['because'])


def _what_telling_does(dsr: Any, said: dict[str, Any]) -> Preview:
    notice = dsr.notices.get(pk=said['notice_pk'])
    counts = f'{notice.recipient} counts as told on {said["on"]:%d %B %Y}'
    done = f'{counts}, and to have done it.'
    return Preview([done, _then(dsr, notice)])


EXCUSE = Act(
    'excuse',
    'Go on without a recipient',
    'Everybody who got the data from us must hear of it, unless that is '
    'impossible or out of all proportion. Say why it is.',
    needs=Action.RECIPIENT_EXCUSED,
    form=ExcuseForm,
    do=recipients.excuse,
    why_not=first_of(is_not_at_work, nobody_is_waited_for),
    preview=_what_excusing_does,
)
TOLD = Act(
    'told',
    'A recipient has done it',
    'For one that you told by letter or telephone, or that answered otherwise '
    'than by the button in our letter.',
    needs=Action.RECIPIENT_TOLD,
    form=ToldForm,
    do=recipients.tell_by_hand,
    why_not=EXCUSE.why_not,
    preview=_what_telling_does,
)
