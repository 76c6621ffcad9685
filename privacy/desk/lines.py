"""A request as the lists of the desk show it: no personal data in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html

from privacy import clock
from privacy.cases.next_step import NextStep, next_step, with_next_step
from privacy.desk.fields import today
from privacy.models import DataSubjectRequest
from privacy.models.requests import TEXTS


SOON = 5
# As the team calls them.
NAMES = {
    'access': 'Access',
    'portability': 'Portability',
    'rectification': 'Correction',
    'erasure': 'Deletion',
    'restriction': 'Restriction',
    'objection': 'Objection',
    'withdrawal': 'Withdrawal of consent',
    'complaint': 'Complaint',
    'child': 'Child’s data',
}


@dataclass(frozen=True)
class Line:
    dsr: DataSubjectRequest
    asked_for: str
    left: str
    step: NextStep


def lines_of(pks: Sequence[int]) -> list[Line]:
    """In this order. Asks for these rows alone, however far down they stand."""
    plain = DataSubjectRequest.objects.defer(*TEXTS)
    found = {row.pk: row for row in with_next_step(plain.filter(pk__in=pks))}
    day = today()
    return [line_of(found[pk], day) for pk in pks if pk in found]


def line_of(dsr: DataSubjectRequest, day: date) -> Line:
    left = time_left(dsr, day)
    return Line(dsr, NAMES[dsr.right], left, next_step(dsr))


def time_left(dsr: DataSubjectRequest, day: date) -> str:
    """In words and, for who sees it, in colour."""
    if dsr.closed_at:
        return chip('', 'ended')
    return days_left(dsr.answer_by, day)


def days_left(due: date, day: date) -> str:
    left = clock.days_left(due, day)
    if left < 0:
        return chip('over', f'{-left} day{"s" * (left != -1)} overdue')
    if left == 0:
        return chip('now', 'due today')
    kind = 'soon' if left <= SOON else 'calm'
    return chip(kind, f'{left} day{"s" * (left != 1)} left')


def chip(kind: str, words: str) -> str:
    return format_html('<span class="when when-{}">{}</span>', kind, words)
