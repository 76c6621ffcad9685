"""Who looked at a person's data, and what was done with it (CJEU C-579/21).

The audit names nobody, so what is theirs is found by number: the steps of
their requests, and those of the rows that are in their copy. They learn when,
what and why, and that it was one of us; not which one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.text import capfirst

from privacy.declaration import facts
from privacy.declaration.activities import RIGHTS
from privacy.declaration.personal_data import Keep, PersonalData, Withhold
from privacy.declaration.registry import declarations
from privacy.models import (
    Actor,
    AuditEvent,
    DataSubjectRequest,
    Ground,
    HoldGround,
)
from privacy.subjects.package.rows import Column, Kind, Row, name_of, nothing


DECLARED = PersonalData(
    activity=replace(
        RIGHTS,
        name='Who looked at your data, and what was done with it',
        purpose='To show you when your data was seen or changed, and why',
        people='Anyone whose data we hold',
    ),
    subject='dsr__addresses__email',
    fields={
        'at': 'when',
        'action': 'what was done',
        'actor': 'by whom',
        'dsr': 'for which of your requests',
        'kind': 'with which kind of your data',
        'row_id': 'with which one, by its number',
        'count': 'with how many',
        'purpose': 'why',
    },
    keep=(Keep(facts.AUDIT, since='at'),),
    erasure=Withhold('Article 17(3)(b), to show what was done'),
    show={'dsr': 'dsr__reference'},
)
WHO = {**dict(Actor.choices), Actor.PERSON: 'you'}
# Of a refusal or a hold the audit has the term; people read the words.
WHY = {**dict(HoldGround.choices), **dict(Ground.choices)}


@dataclass(frozen=True)
class Named(Column):
    """A column whose values are called otherwise here than on the desk."""

    called: Mapping[Any, str] = field(default_factory=dict)

    @cached_property
    def labels(self) -> dict[Any, str]:
        return dict(self.called)


@dataclass(frozen=True)
class Looks(Kind):
    """The steps of the audit, for the person whom they are about."""

    @property
    def label(self) -> str:
        return 'looks'

    word, words = 'step', 'steps'

    @property
    def name(self) -> str:
        return self.declared.activity.name

    @cached_property
    def columns(self) -> list[Column]:
        called = {'actor': WHO, 'kind': _names(), 'purpose': WHY}
        return [
            Named(**vars(column), called=called[column.name])
            if column.name in called
            else column
            for column in super().columns
        ]

    def says(self, row: Row) -> str:
        """Data looked at: Enquiry 7. By our team, to answer the request."""
        words = {c.name: c.label(row[c.name]) for c in self.columns}
        what = ': '.join(filter(None, [words['action'], _about(row, words)]))
        times = f' ({row["count"]})' if row['count'] is not None else ''
        why = words['purpose'] or row['purpose']
        who = ', '.join(filter(None, [words['actor'], why]))
        return f'{capfirst(what)}{times}. By {who}.'

    def only(self, **conditions: Any) -> Looks:
        return replace(self, found=self.found.filter(**conditions))


def _about(row: Row, words: dict[str, str]) -> str:
    if row['dsr']:
        return f'request {row["dsr"]}'
    name = words['kind'] or row['kind']
    return f'{name} {row["row_id"]}' if row['row_id'] else name


def _names() -> dict[str, str]:
    return {model._meta.label: name_of(model) for model, _ in declarations()}


def looks_at(kinds: list[Kind]) -> Looks:
    """What was done with these rows; reads nothing yet."""
    # A colleague's own acts are a kind of their own, and may be very many.
    found = [step for kind in kinds for step in _steps(kind)]
    first, *others = [steps.values('seq') for steps in found]
    # Each part goes by an index; one condition with "or" would read it all.
    numbers = first.union(*others, all=True)
    events = AuditEvent.objects.filter(seq__in=numbers)
    return Looks(AuditEvent, DECLARED, events, nothing)


def nobody_looked() -> Looks:
    return Looks(AuditEvent, DECLARED, AuditEvent.objects.none(), nothing)


def _steps(kind: Kind) -> Iterator[QuerySet]:
    events, theirs = AuditEvent.objects.order_by(), kind.found.values('pk')
    if kind.model is DataSubjectRequest:
        yield events.filter(dsr__in=theirs)
    if kind.model is not AuditEvent:
        yield events.filter(
            kind=kind.label, row_id__isnull=False, row_id__in=theirs
        )
