"""A change of ownership on the desk: agreed to by two, told, carried out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet

from privacy.desk.act import Act, Preview
from privacy.desk.base import moment
from privacy.desk.companies import Fingerprint
from privacy.desk.duty import DutyAdmin, Line, RegisterForm
from privacy.desk.fields import Day, today
from privacy.desk.lines import chip
from privacy.desk.possible import first_of, plainly
from privacy.duties import sales
from privacy.models import Action, OwnershipChange
from privacy.subjects.search import everybody
from privacy.text import LineField


TOO_SOON = 'At least 14 days after the day of the notice.'


class SaleForm(RegisterForm):
    model = OwnershipChange
    sentences = {'people_are_told_two_weeks_before': TOO_SOON}


class ProposeForm(SaleForm):
    receiver = LineField(
        label='Who takes over',
        max_length=200,
        help_text='The company, as people will read it.',
    )
    contract = LineField(
        label='Contract', max_length=200, help_text='Its name and its day.'
    )
    contract_sha256 = Fingerprint(label='Fingerprint of the contract')
    notice_on = Day(
        label='People are told on', help_text='Today or later, not earlier.'
    )
    transfer_on = Day(
        label='Data moves on',
        required=False,
        help_text='At least 14 days later. Empty while it is not settled.',
    )

    def clean_notice_on(self) -> Any:
        if self.cleaned_data['notice_on'] < today():
            raise ValidationError('A notice is not dated back.')
        return self.cleaned_data['notice_on']

    def clean(self) -> dict[str, Any]:
        if sales.in_force() is None:
            raise ValidationError(
                'No version of the policy is in force, so there is none that '
                'could bind them: publish it first.'
            )
        return super().clean() or self.cleaned_data


class DayForm(SaleForm):
    transfer_on = Day(label='Data moves on')

    def clean_transfer_on(self) -> Any:
        if self.cleaned_data['transfer_on'] < today():
            raise ValidationError('That day is over.')
        return self.cleaned_data['transfer_on']


# --- The acts -----------------------------------------------------------------


def _over(change: OwnershipChange) -> str:
    if change.called_off_at:
        return 'It was called off.'
    return 'The data has moved.' * bool(change.transferred_at)


def _agreed(change: OwnershipChange) -> str:
    return 'Somebody agreed already.' * bool(change.approved_by_id)


def _too_soon(change: OwnershipChange) -> str:
    day = sales.may_move_on(change)
    if day is None:
        return 'People must be told first, and a day be set.'
    return f'Not before {day:%-d %B %Y}.' * (day > today())


def _reach() -> str:
    return f'{len(everybody())} addresses get a letter, our team apart.'


PROPOSE = Act(
    'propose',
    'Note a change of ownership',
    'The company is sold or merged, and data is to move. A second person must '
    'agree before anybody outside reads of it.',
    needs=Action.SALE_PROPOSED,
    form=ProposeForm,
    do=sales.propose,
    preview=lambda about, said: Preview(
        [
            'A second person is asked to agree.',
            f'Then, on {said["notice_on"]:%-d %B %Y}: a notice above every '
            'page, and a letter to everybody whose address we hold.',
            f'As of now: {_reach()}',
            'Receiver, contract and that day cannot be changed afterwards.',
        ],
        said['receiver'],
    ),
)
AGREE = Act(
    'agree',
    'Agree to tell everybody',
    'A colleague noted it. You are the second one to look.',
    needs=Action.SALE_AGREED,
    do=sales.agree,
    why_not=first_of(_over, _agreed),
    preview=lambda change, said: Preview(
        [
            f'{change.proposed_by.called} noted it.',
            f'On {max(change.notice_on, today()):%-d %B %Y} everybody is told. '
            'A letter that left cannot be taken back.',
            f'As of now: {_reach()}',
        ],
        change.receiver,
    ),
)
DAY = Act(
    'day',
    'Set the day',
    'When the data moves: at least 14 days after the notice.',
    needs=Action.SALE_STEP,
    form=DayForm,
    do=sales.set_day,
    why_not=_over,
    preview=lambda change, said: Preview(
        [f'The notice on the site says {said["transfer_on"]:%-d %B %Y}.']
    ),
)
MOVED = Act(
    'moved',
    'The data has moved',
    'Note that the transfer was carried out, now.',
    needs=Action.SALE_STEP,
    do=sales.carry_out,
    why_not=first_of(_over, _too_soon),
    preview=plainly('It is history from then on.'),
)
CALL_OFF = Act(
    'call-off',
    'Call it off',
    'Nothing moves.',
    needs=Action.SALE_STEP,
    do=sales.call_off,
    why_not=_over,
    preview=lambda change, said: Preview(
        [
            'The notice goes from the site.',
            'Nobody gets a second letter: tell those who asked.'
            if change.people_told_at
            else 'Nobody was told of it.',
        ]
    ),
)


@admin.register(OwnershipChange)
class OwnershipChangeAdmin(DutyAdmin):
    acts = (AGREE, DAY, MOVED, CALL_OFF)
    starts = (PROPOSE,)
    looked_at_because = 'to look after the change of ownership'
    explains = (
        'A sale or merger with which data moves. People hear of it at least '
        'fourteen days before, and may object or have their data deleted.'
    )
    nothing = 'The company does not change hands.'

    def rows(self) -> QuerySet:
        rows = OwnershipChange.objects.select_related(
            'proposed_by', 'approved_by', 'policy_version'
        )
        return rows.order_by(F('approved_by').asc(nulls_first=True), '-pk')

    def is_open(self) -> Q:
        return Q(transferred_at=None, called_off_at=None)

    def line_of(self, row: OwnershipChange) -> Line:
        step = sales.next_step(row)
        return Line(row, left(row), row.receiver, step, row.notice_on)

    def facts(self, row: OwnershipChange) -> Iterator[tuple[str, object]]:
        yield 'Who takes over', row.receiver
        yield 'Contract', row.contract
        yield 'Its fingerprint', row.contract_sha256
        yield 'Binds them', f'the policy of {row.policy_version.label}'
        yield 'Noted', f'by {row.proposed_by.called}'
        by = row.approved_by
        yield 'Agreed', f'by {by.called}' if by else 'by nobody yet'
        yield 'Day of the notice', f'{row.notice_on:%-d %B %Y}'
        told = f'{moment(row.people_told_at)}: {row.people_told} letters'
        yield 'People were told', told if row.people_told_at else 'not yet'
        day = row.transfer_on
        yield 'Data moves on', f'{day:%-d %B %Y}' if day else 'not settled'
        if row.transferred_at:
            yield 'Data moved', moment(row.transferred_at)
        if row.called_off_at:
            yield 'Called off', moment(row.called_off_at)


def left(change: OwnershipChange) -> str:
    if change.called_off_at:
        return chip('', 'called off')
    if change.transferred_at:
        return chip('', 'carried out')
    if not change.approved_by_id:
        return chip('soon', 'not agreed')
    return chip('calm', 'told' if change.people_told_at else 'to be told')
