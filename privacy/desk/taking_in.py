"""Taking in a request that did not come by our own form."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from privacy import clock
from privacy.cases import taking_in
from privacy.desk.act import Act, ActForm, Preview
from privacy.desk.fields import (
    A_REASON,
    LEAST,
    Day,
    PersonsAddress,
    Words,
    today,
)
from privacy.models import Action, Channel, Right


BY_HAND = [(c.value, c.label) for c in Channel if c != Channel.WEB]
LINK, KNOWN = 'link', 'known'
OLDEST = 366  # days; an older day is a slip of the finger


class TakeInForm(ActForm):
    """A request that did not come by our own form."""

    right = forms.ChoiceField(label='They ask for', choices=Right.choices)
    channel = forms.ChoiceField(label='It came by', choices=BY_HAND)
    received_on = Day(
        label='It reached us on',
        help_text='Our month runs from this day, not from today.',
    )
    email = PersonsAddress(
        label='Their e-mail address',
        help_text='The one we may hold data about.',
    )
    details = Words(
        label='What they said',
        required=False,
        widget=forms.Textarea(attrs={'rows': 5}),
        max_length=2_000,
    )
    proof = forms.ChoiceField(
        label='How do we know that it is them?',
        choices=[
            (LINK, 'We send a link to that address. Nothing more to do.'),
            (KNOWN, 'They cannot read that mailbox any more; I know them.'),
        ],
        initial=LINK,
        widget=forms.RadioSelect,
    )
    vouched_how = Words(
        label='How you know them',
        required=False,
        help_text='Only if you do. A second person must agree, and no letter '
        'goes to that address.',
        widget=forms.Textarea(attrs={'rows': 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault('received_on', today())

    def clean_received_on(self) -> date:
        day: date = self.cleaned_data['received_on']
        if day > today():
            raise ValidationError('That day has not come yet.')
        if (today() - day).days > OLDEST:
            raise ValidationError('That is more than a year ago.')
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        known = data.pop('proof', LINK) == KNOWN
        if known and len(data.get('vouched_how', '')) < LEAST:
            self.add_error('vouched_how', A_REASON)
        if not known:
            data['vouched_how'] = ''
        if data.get('email') == self.by.email:
            self.add_error('email', 'Your own request is for a colleague.')
        return data


def due_on(said: dict[str, Any]) -> date:
    is_complaint = said['right'] == Right.COMPLAINT
    return clock.due_on(said['received_on'], is_complaint=is_complaint)


TAKE_IN = Act(
    'take-in',
    'Take in a request',
    'That came by letter, e-mail, telephone or in person.',
    needs=Action.TAKEN_IN,
    form=TakeInForm,
    do=taking_in.take_in,
    preview=lambda nothing, said: Preview(
        [
            f'{Right(said["right"]).name.capitalize()}, for {said["email"]}.',
            f'It is due on {due_on(said):%d %B %Y}.',
            *['What we hold about the child is locked at once.']
            * bool(said['right'] == Right.CHILD and said['vouched_how']),
            'A second person is asked to agree that it is them.'
            if said['vouched_how']
            else 'A letter with a link goes to their address, now.',
        ],
        said['details'],
    ),
)
