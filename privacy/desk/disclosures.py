"""Disclosures on the desk: what an authority wants, and what it gets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib import admin
from django.db.models import Case, F, Q, QuerySet, Value, When

from privacy.desk.act import Act, Preview
from privacy.desk.disclosure_forms import (
    AssessForm,
    DeclineForm,
    HandOverForm,
    LookAgainForm,
    TellForm,
    letter_about,
)
from privacy.desk.duty import DutyAdmin, Line
from privacy.desk.fields import today
from privacy.desk.lines import chip, days_left
from privacy.desk.possible import first_of, plainly
from privacy.duties import disclosures
from privacy.models import Action, Disclosure, Silence
from privacy.models.registers.authorities import UNSPOKEN


FORGETS = (
    'The register does not say who it is: a copy of their data would show it. '
    'Keep the order; the address is asked for when they may be told.'
)


def _declined(row: Disclosure) -> str:
    return 'We said no to it.' * bool(row.declined_on)


def _given(row: Disclosure) -> str:
    return 'It was handed over.' * bool(row.disclosed_on)


def _not_given(row: Disclosure) -> str:
    return 'Nothing was handed over.' * (not row.disclosed_on)


def _told(row: Disclosure) -> str:
    return 'The person was told.' * bool(row.notified_on)


def _silence(said: dict[str, Any]) -> list[str]:
    why = said['not_notified_because']
    if not why:
        return []
    return [
        f'The person is not told, because {Silence(why).label}. On '
        f'{said["recheck_on"]:%-d %B %Y} we look again.',
        *[FORGETS] * (why in UNSPOKEN),
    ]


def _handed_over(row: Disclosure, said: dict[str, Any]) -> Preview:
    given = f'Given to {row.authority} on {said["disclosed_on"]:%-d %B %Y}.'
    fixed = 'What was given cannot be changed afterwards.'
    if said['not_notified_because']:
        return Preview([given, fixed, *_silence(said)], said['items'])
    return Preview(
        [given, fixed, 'This letter goes to the person, now.'],
        letter_about(row, said),
    )


ASSESS = Act(
    'assess',
    'Write down an order',
    'Only what came in writing. Judge whether it must be followed; a second '
    'person looks before anything is given.',
    needs=Action.ASSESSED,
    form=AssessForm,
    do=disclosures.assess,
    preview=lambda nothing, said: Preview(
        [
            'A second person is asked to agree. Nothing is given before that.',
            *_silence(said),
        ],
        said['legal_basis'],
    ),
)
AGREE = Act(
    'agree',
    'Agree to disclose',
    'A colleague judged the order. You are the second one to look: is it real, '
    'is it binding, and does it ask for no more than it may?',
    needs=Action.AGREED,
    do=disclosures.agree,
    why_not=first_of(
        _declined,
        lambda row: 'Somebody agreed already.' * bool(row.approved_by_id),
    ),
    preview=lambda row, said: Preview(
        [
            f'{row.assessed_by.called} judged it: {row.authority} '
            f'({row.country}) with {row.get_instrument_display()}.',
            'It may then be handed over, exactly as far as it goes.',
        ],
        row.legal_basis,
    ),
)
GIVE = Act(
    'give',
    'Hand over',
    'Note exactly what was given and when, and tell the person, or say why '
    'not.',
    needs=Action.DISCLOSED,
    form=HandOverForm,
    do=disclosures.hand_over,
    why_not=first_of(
        *(_declined, _given),
        lambda row: (
            'A second person must agree first.' * (not row.approved_by_id)
        ),
    ),
    preview=_handed_over,
)
TELL = Act(
    'tell',
    'Tell the person',
    'That data was given, to whom, what and when. A letter goes to them.',
    needs=Action.PERSON_TOLD,
    form=TellForm,
    do=disclosures.tell,
    why_not=first_of(_declined, _not_given, _told),
    preview=lambda row, said: Preview(
        ['This letter goes to the person, now.'], letter_about(row, said)
    ),
)
LOOK_AGAIN = Act(
    'look-again',
    'They still cannot be told',
    'Every reason to be silent ends some day. Say which it is now, and until '
    'when.',
    needs=Action.ASSESSED,
    form=LookAgainForm,
    do=disclosures.look_again,
    why_not=first_of(_declined, _told),
    preview=lambda row, said: Preview(_silence(said)),
)
DECLINE = Act(
    'decline',
    'Say no to the authority',
    'It takes one person to say no, and two to say yes.',
    needs=Action.ASSESSED,
    form=DeclineForm,
    do=disclosures.decline,
    why_not=first_of(_declined, _given),
    preview=plainly(
        'Nothing is handed over, today or later; a new order is a new entry.',
        'Answer the authority in writing. This register sends them nothing.',
    ),
)


@admin.register(Disclosure)
class DisclosureAdmin(DutyAdmin):
    acts = (AGREE, GIVE, TELL, LOOK_AGAIN, DECLINE)
    starts = (ASSESS,)
    looked_at_because = 'to look after the disclosure'
    explains = (
        'What courts and authorities wanted to know of us about people, what '
        'we gave, and whether the people were told.'
    )
    nothing = 'No authority waits for anything, and nobody is still untold.'

    def rows(self) -> QuerySet:
        """A day that has come first, then what waits, then what is done."""
        people = Disclosure.objects.select_related('assessed_by', 'approved_by')
        waits = Case(
            When(declined_on__isnull=False, then=Value(3)),
            When(notified_on__isnull=False, then=Value(3)),
            When(recheck_on__gt=today(), then=Value(2)),
            When(disclosed_on__isnull=False, then=Value(0)),
            default=Value(1),
        )
        return people.order_by(
            waits, F('recheck_on').asc(nulls_last=True), 'pk'
        )

    def is_open(self) -> Q:
        return Q(declined_on=None, notified_on=None)

    def line_of(self, row: Disclosure) -> Line:
        return Line(
            row,
            left(row),
            row.get_instrument_display(),
            disclosures.next_step(row),
            row.received_on,
        )

    def facts(self, row: Disclosure) -> Iterator[tuple[str, object]]:
        yield 'Authority', f'{row.authority} ({row.country})'
        yield 'It showed', f'{row.get_instrument_display()}, {row.reference}'
        yield 'Reached us', day(row.received_on)
        yield 'Ground', row.legal_basis
        if row.article_48_note:
            yield 'Order from abroad', row.article_48_note
        yield 'About', row.email or 'Not named here; the order says who.'
        yield 'Judged', f'by {row.assessed_by.called}'
        by = row.approved_by
        yield 'Agreed', f'by {by.called}' if by else 'by nobody'
        yield from outcome(row)


def outcome(row: Disclosure) -> Iterator[tuple[str, object]]:
    if row.declined_on:
        yield 'We said no', f'{day(row.declined_on)}. {row.declined_because}'
    if row.disclosed_on:
        yield 'Handed over', day(row.disclosed_on)
        yield 'What was given', row.items
    if row.not_notified_because:
        yield 'Why not told', row.get_not_notified_because_display()
    if row.notified_on:
        yield 'The person was told', day(row.notified_on)
    elif row.recheck_on:
        yield 'We look again', day(row.recheck_on)


def day(of: date) -> str:
    return f'{of:%-d %B %Y}'


def left(row: Disclosure) -> str:
    if row.declined_on:
        return chip('', 'said no')
    if row.notified_on:
        return chip('', 'told')
    if row.disclosed_on and row.recheck_on:
        return days_left(row.recheck_on, today())
    return chip('soon', 'not given')
