"""Holds on the desk: propose, agree, and let go (Article 17(3))."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.db.models import F, Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from privacy.desk.act import Act, Preview
from privacy.desk.base import colleague
from privacy.desk.duty import DutyAdmin, Line
from privacy.desk.fields import today
from privacy.desk.hold_forms import EndForm, HoldRowForm, HoldRowsForm, named
from privacy.desk.lines import chip, days_left
from privacy.desk.possible import first_of, nobody_reads, plainly
from privacy.duties import holds
from privacy.models import Action, AuditEvent, HoldGround, LegalHold


GONE = 'The row is gone meanwhile: there is nothing to hold.'


def what_is_held(hold: LegalHold) -> str:
    row = holds.row_behind(hold.kind, hold.row_id)
    return named(row) if row else f'{hold.kind} {hold.row_id}, which is gone'


# --- The acts -----------------------------------------------------------------


def _proposed(about: Any, said: dict[str, Any]) -> Preview:
    return Preview(
        [
            'A second person is asked to agree. Until then it holds nothing.',
            f'It is looked at again on {said["review_on"]:%-d %B %Y}. The '
            f'ground: {HoldGround(said["ground"]).label}.',
            *_rows_said(said),
        ],
        said['reason'],
    )


def _rows_said(said: dict[str, Any]) -> list[str]:
    pairs = [row.split(' ') for row in said.get('rows', [])] or [
        [said['kind'], said['row_id']]
    ]
    rows = [holds.row_behind(kind, number) for kind, number in pairs]
    return [named(row) for row in rows if row]


def _end_said(hold: LegalHold, said: dict[str, Any]) -> Preview:
    when = 'Today' if said['on'] <= today() else f'On {said["on"]:%-d %B %Y}'
    others = len(holds.others_on(hold))
    if others:
        then = f'{others} other hold{"s" * (others > 1)} keep the row as it is.'
    elif holds.waiting_erasure(hold):
        then = 'A deletion waited for it: the row goes then, by itself.'
    else:
        then = 'Nothing is deleted: nobody asked for it.'
    return Preview([f'{when} it stops to hold.', then])


PROPOSE_FOR = Act(
    'hold',
    'Propose a hold',
    'Keep single rows although their person wants them deleted, because a '
    'claim or a law needs them (Article 17(3)).',
    needs=Action.HOLD_PROPOSED,
    form=HoldRowsForm,
    do=holds.propose_for,
    why_not=nobody_reads,
    preview=_proposed,
)
PROPOSE = Act(
    'propose',
    'Propose a hold',
    'On one row, by its kind and number. A second person must agree.',
    needs=Action.HOLD_PROPOSED,
    form=HoldRowForm,
    do=holds.propose,
    preview=_proposed,
)


def _waits(hold: LegalHold) -> str:
    return 'Somebody agreed already.' * bool(hold.approved_by_id)


AGREE = Act(
    'agree',
    'Agree to the hold',
    'A colleague proposed it. You are the second one to look.',
    needs=Action.HELD,
    do=holds.agree,
    why_not=first_of(
        _waits,
        lambda hold: GONE * (holds.row_behind(hold.kind, hold.row_id) is None),
    ),
    preview=lambda hold, said: Preview(
        [
            f'{hold.set_by.called} proposed it, for '
            f'{hold.get_ground_display()}.',
            f'From now on nobody can delete or empty it: {what_is_held(hold)}.',
            f'It is looked at again on {hold.review_on:%-d %B %Y}.',
        ],
        hold.reason,
    ),
)
DECLINE = Act(
    'decline',
    'Do not agree to the hold',
    'It held nothing yet, and never will.',
    needs=Action.HOLD_DECLINED,
    do=holds.decline,
    why_not=_waits,
    preview=plainly('The proposal is deleted; that there was one stays noted.'),
)
END = Act(
    'end',
    'End the hold',
    'On its last day it stops to hold. A deletion that waited for it then '
    'happens by itself.',
    needs=Action.RELEASED,
    form=EndForm,
    do=holds.end,
    why_not=first_of(
        lambda hold: 'It is not in force yet.' * (not hold.approved_by_id),
        lambda hold: 'It has ended.' * hold.is_over(today()),
    ),
    preview=_end_said,
)


@admin.register(LegalHold)
class LegalHoldAdmin(DutyAdmin):
    acts = (AGREE, DECLINE, END)
    starts = (PROPOSE,)
    looked_at_because = 'to look after the hold'
    explains = (
        'Rows that stay although somebody may have asked us to delete them, '
        'each for a reason and until a day.'
    )
    nothing = 'Nothing is held.'

    def rows(self) -> QuerySet:
        rows = LegalHold.objects.select_related('set_by', 'approved_by')
        return rows.order_by(
            F('approved_by').asc(nulls_first=True), 'review_on'
        )

    def is_open(self) -> Q:
        return Q(ended_on=None) | Q(ended_on__gt=today())

    def line_of(self, row: LegalHold) -> Line:
        return Line(
            row,
            left(row),
            f'held for {row.get_ground_display()}',
            holds.next_step(row),
            row.started_on,
        )

    def facts(self, row: LegalHold) -> Iterator[tuple[str, object]]:
        yield 'What is held', what_is_held(row)
        yield 'Ground', row.get_ground_display()
        yield 'Why', row.reason
        yield 'Proposed', f'by {row.set_by.called}, {row.started_on:%-d %B %Y}'
        by = row.approved_by
        yield 'Agreed', f'by {by.called}' if by else 'by nobody yet'
        yield 'To be looked at again', f'{row.review_on:%-d %B %Y}'
        if row.ended_on:
            yield 'Last day', f'{row.ended_on:%-d %B %Y}'
        waits = holds.waiting_erasure(row)
        yield 'A deletion waits for its end', 'yes' if waits else 'no'

    def page_of(self, row: Model) -> str:
        """The list, for a proposal that is gone because nobody agreed."""
        if LegalHold.objects.filter(pk=row.pk).exists():
            return super().page_of(row)
        return reverse(f'admin:{self._name}_changelist')

    def guide(
        self, request: HttpRequest, act: Act, pk: int | None = None
    ) -> HttpResponse:
        hold = LegalHold.objects.filter(pk=pk).first() if pk else None
        if pk and hold is None and was_declined(pk):
            messages.warning(request, 'A colleague did not agree: it is gone.')
            return redirect(f'admin:{self._name}_changelist')
        if hold and holds.is_about(hold, colleague(request)):
            own = 'It is about you: a colleague decides.'
            return self._cannot(request, self.find(pk), own)
        return super().guide(request, act, pk)


def was_declined(pk: int) -> bool:
    return AuditEvent.objects.filter(
        kind=LegalHold._meta.label, row_id=pk, action=Action.HOLD_DECLINED
    ).exists()


def left(hold: LegalHold) -> str:
    if not hold.approved_by_id:
        return chip('soon', 'not in force')
    if hold.is_over(today()):
        return chip('', 'ended')
    if hold.ended_on:
        return days_left(hold.ended_on, today())
    over = hold.review_on <= today()
    return chip('now', 'to review') if over else chip('calm', 'in force')
