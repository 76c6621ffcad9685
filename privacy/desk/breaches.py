"""Breaches on the desk: 72 hours, and what is still to be said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Case, Q, QuerySet, Value, When
from django.utils import timezone

from privacy import clock
from privacy.desk.act import Act, Preview
from privacy.desk.breach_forms import (
    AuthorityForm,
    KnownForm,
    NoteForm,
    NotPeopleForm,
    PeopleForm,
    UpdateForm,
)
from privacy.desk.duty import DutyAdmin, Line
from privacy.desk.lines import chip
from privacy.desk.possible import first_of, plainly
from privacy.duties import breaches
from privacy.models import Action, Breach, Risk


A_DAY, A_WHILE = 24 * 60, 6 * 60


# --- The acts -----------------------------------------------------------------


def _closed(breach: Breach) -> str:
    return 'It is closed.' * bool(breach.closed_at)


def _told(breach: Breach) -> str:
    return 'The authority was told.' * bool(breach.authority_told_at)


def _people_told(breach: Breach) -> str:
    return 'The people were told.' * bool(breach.subjects_told_at)


def _unfinished(breach: Breach) -> str:
    if breach.risk != Risk.NONE and not breach.authority_told_at:
        return 'The authority was not told.'
    if breach.risk == Risk.HIGH and not breaches.has_word_for_people(breach):
        return 'With a high risk the people are told, or it is said why not.'
    return ''


def _what_risk_means(said: dict[str, Any]) -> str:
    return {
        Risk.NONE: 'Nobody outside has to be told; it is documented.',
        Risk.RISK: 'The authority has to be told within 72 hours.',
        Risk.HIGH: 'The authority has to be told within 72 hours, and the '
        'people without delay.',
    }[Risk(said['risk'])]


def _noted(nothing: None, said: dict[str, Any]) -> Preview:
    due = clock.breach_due_at(said['aware_at']).astimezone(clock.VILNIUS)
    return Preview(
        [
            f'The 72 hours end on {due:%A, %-d %B %Y, %H:%M}.',
            _what_risk_means(said),
            'It can be added to, and never deleted.',
        ],
        said['nature'],
    )


NOTE = Act(
    'note',
    'Note a breach',
    'Data was lost, changed, or seen by the wrong people. Write down what you '
    'know; the rest can follow.',
    needs=Action.BREACH_NOTED,
    form=NoteForm,
    do=breaches.note,
    preview=_noted,
)
TELL = Act(
    'tell',
    'The authority is told',
    'Note when our notice went to the authority. What is not known yet may '
    'follow (Article 33(4)).',
    needs=Action.BREACH_STEP,
    form=AuthorityForm,
    do=breaches.tell_authority,
    why_not=first_of(_closed, _told),
    preview=lambda breach, said: Preview(
        [
            'In time.'
            if said['authority_told_at'] <= breach.notify_by
            else 'Late, with the reason below.',
            'The moment cannot be changed afterwards.',
        ],
        said['delay_reason'],
    ),
)
UPDATE = Act(
    'update',
    'More is known',
    'What is known by now. If the authority was told already, tell it this, '
    'too.',
    needs=Action.BREACH_STEP,
    form=UpdateForm,
    do=breaches.update,
    why_not=_closed,
    preview=lambda breach, said: Preview(
        [_what_risk_means(said)],
        table=[('What', 'Was', 'Will be'), *_changes(breach, said)],
    ),
)
PEOPLE = Act(
    'people',
    'The people are told',
    'What happened, what may come of it, what we do and whom they can ask '
    '(Article 34).',
    needs=Action.BREACH_STEP,
    form=PeopleForm,
    do=breaches.tell_people,
    why_not=first_of(_closed, _people_told),
    preview=plainly('The moment cannot be changed afterwards.'),
)
NOT_PEOPLE = Act(
    'not-people',
    'The people need not be told',
    'Only for the reasons of Article 34(3).',
    needs=Action.BREACH_STEP,
    form=NotPeopleForm,
    do=breaches.do_not_tell,
    why_not=first_of(_closed, _people_told),
    preview=lambda breach, said: Preview(
        ['It is kept as our reason.'], said['subjects_not_told_because']
    ),
)
CLOSE = Act(
    'close',
    'Close it',
    'Nothing is left to find out, to do or to tell.',
    needs=Action.BREACH_STEP,
    do=breaches.close,
    why_not=first_of(_closed, _unfinished),
    preview=plainly('Nothing can be added to it any more.'),
)


def _changes(breach: Breach, said: dict[str, Any]) -> list[tuple[object, ...]]:
    labels = KnownForm.base_fields
    return [
        (labels[name].label, shown(getattr(breach, name)), shown(value))
        for name, value in said.items()
        if getattr(breach, name) != value
    ]


def shown(value: object) -> object:
    return '–' if value in (None, '') else dict(Risk.choices).get(value, value)  # type: ignore[call-overload]


@admin.register(Breach)
class BreachAdmin(DutyAdmin):
    acts = (TELL, UPDATE, PEOPLE, NOT_PEOPLE, CLOSE)
    starts = (NOTE,)
    looked_at_because = 'to look after the breach'
    explains = (
        'What went wrong with data. The authority has to know within 72 hours, '
        'unless there is hardly a risk for anybody.'
    )
    nothing = 'No breach is open.'

    def rows(self) -> QuerySet:
        waits = Case(
            When(closed_at__isnull=False, then=Value(2)),
            When(Q(risk=Risk.NONE), then=Value(1)),
            When(authority_told_at__isnull=False, then=Value(1)),
            default=Value(0),
        )
        return Breach.objects.order_by(waits, 'notify_by', 'pk')

    def is_open(self) -> Q:
        return Q(closed_at=None)

    def line_of(self, row: Breach) -> Line:
        step = breaches.next_step(row)
        left = time_left(row, timezone.now())
        name = f'breach: {row.get_risk_display()}'
        return Line(row, left, name, step, row.aware_at)

    def facts(self, row: Breach) -> Iterator[tuple[str, object]]:
        yield 'One of us knew', moment(row.aware_at)
        yield 'The 72 hours end', moment(row.notify_by)
        for name, field in KnownForm.base_fields.items():
            yield str(field.label), shown(getattr(row, name))
        yield 'The authority was told', moment(row.authority_told_at)
        if row.delay_reason:
            yield 'Why it was late', row.delay_reason
        yield 'The people were told', moment(row.subjects_told_at)
        if row.subjects_not_told_because:
            yield 'Why they were not', row.subjects_not_told_because
        if row.closed_at:
            yield 'Closed', moment(row.closed_at)


def moment(at: datetime | None) -> str:
    if at is None:
        return 'no'
    return f'{at.astimezone(clock.VILNIUS):%A, %-d %B %Y, %H:%M}'


def time_left(breach: Breach, now: datetime) -> str:
    """Hours and minutes of the 72, in words and in colour."""
    if breach.closed_at:
        return chip('', 'closed')
    if breach.authority_told_at:
        return chip(
            '', 'told in time' if breach.is_told_in_time else 'told late'
        )
    if breach.risk == Risk.NONE:
        return chip('', 'no notice needed')
    minutes = int((breach.notify_by - now).total_seconds() // 60)
    if minutes < 0:
        return chip('over', f'{in_hours(-minutes)} overdue')
    kind = 'soon' if minutes < A_DAY else 'calm'
    kind = 'now' if minutes < A_WHILE else kind
    return chip(kind, f'{in_hours(minutes)} left')


def in_hours(minutes: int) -> str:
    return f'{minutes // 60} h {minutes % 60:02} min'
