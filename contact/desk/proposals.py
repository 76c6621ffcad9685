"""Messages that may be requests about data: a colleague says what they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms

from contact import answering
from contact.models import Enquiry
from privacy import clock
from privacy.desk.act import Act, ActForm, Preview
from privacy.desk.fields import today
from privacy.desk.lines import NAMES, days_left
from privacy.desk.overview import MOST, Item
from privacy.desk.possible import plainly
from privacy.models import Action, Right


class TakeInForm(ActForm):
    """Which right it is. Who, when and what stands in the message."""

    right = forms.ChoiceField(label='They ask for', choices=Right.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault('right', self.about.proposed)

    def clean(self) -> dict[str, Any]:
        if self.about.email == self.by.email:
            self.add_error(None, 'Your own request is for a colleague.')
        return super().clean() or {}


def preview(enquiry: Enquiry, said: dict[str, Any]) -> Preview:
    received = clock.date_of_duty(enquiry.received_at)
    due = clock.due_on(received, is_complaint=said['right'] == Right.COMPLAINT)
    return Preview(
        [
            f'{NAMES[said["right"]]}, for {enquiry.email}.',
            f'It reached us on {received:%d %B %Y}, '
            f'so it is due on {due:%d %B %Y}.',
            'A letter with a link goes to their address, now.',
            'The message itself is closed.',
        ],
        enquiry.message,
    )


TAKE_IN = Act(
    'take-in',
    'It is a request',
    'Somebody uses a right. Our time runs from the day on which the message '
    'reached us. They still open a link in our letter before anything is done.',
    needs=Action.TAKEN_IN,
    form=TakeInForm,
    do=answering.take_in,
    why_not=lambda e: 'It is one already.' * bool(e.became_id),
    preview=preview,
)
IS_NO_REQUEST = Act(
    'no-request',
    'It is no request',
    '',
    needs=Action.TAKEN,
    do=answering.is_no_request,
    why_not=lambda e: 'Nothing says that it is one.' * (not e.proposed),
    preview=plainly(),
    at_once=True,
)


def to_decide() -> Iterator[Item]:
    """On the first page of the desk: their month runs, whoever reads them."""
    waiting = Enquiry.objects.proposed().filter(became=None)
    day = today()
    for enquiry in waiting.order_by('received_at', 'pk')[:MOST]:
        left = days_left(enquiry.due_on, day)
        yield Item('A mail that may be a request', enquiry, left)
