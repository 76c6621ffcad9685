"""The words a model uses to say what it knows about a person.

Every model has one attribute, `personal_data`. What we copy out, correct and
erase, when rows expire, the notice under a form, the tables in the policy and
the Article 30 record are all computed from it. Nothing else lists fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from privacy.declaration.facts import Period
from privacy.declaration.parties import Party


class LegalBasis(Enum):
    CONSENT = 'Article 6(1)(a), your consent'
    CONTRACT = 'Article 6(1)(b), steps you asked for before a contract'
    LEGAL_OBLIGATION = 'Article 6(1)(c), a legal obligation'
    LEGITIMATE_INTERESTS = 'Article 6(1)(f), our legitimate interests'


@dataclass(frozen=True)
class Activity:
    """One thing we do with personal data: one row of the Article 30 record."""

    name: str
    purpose: str
    legal_basis: LegalBasis
    people: str
    recipients: tuple[Party, ...]
    interest: str = ''  # named when the basis is 6(1)(f), Article 13(1)(d)


@dataclass(frozen=True)
class Keep:
    """A row lives for a period since a moment (or since another, if empty).

    With `if_empty`, the rule is only for rows where these fields are empty.
    """

    period: Period
    since: str
    or_since: str = ''
    if_empty: tuple[str, ...] = ()

    @property
    def moments(self) -> list[str]:
        return [name for name in (self.since, self.or_since) if name]

    def expired(self, rows: QuerySet, now: datetime) -> QuerySet:
        """Rows whose time is over, with the moment `kept_since` to sort by."""
        horizon = now - timedelta(days=self.period.days)
        for name in self.if_empty:
            rows = rows.filter(**{f'{name}__isnull': True})
        clock = Coalesce(*self.moments) if self.or_since else F(self.since)
        return rows.annotate(kept_since=clock).filter(kept_since__lt=horizon)


@dataclass(frozen=True)
class Delete:
    """Erasing removes the row."""

    def apply(self, rows: QuerySet) -> int:
        _, by_model = rows.delete()
        return by_model.get(rows.model._meta.label, 0)

    def left_in(self, rows: QuerySet) -> QuerySet:
        return rows


@dataclass(frozen=True)
class Blank:
    """Erasing empties these fields; the row stays and is about nobody."""

    fields: tuple[str, ...]

    def apply(self, rows: QuerySet) -> int:
        found = (rows.model._meta.get_field(name) for name in self.fields)
        return self.left_in(rows).update(
            **{f.name: None if f.null else '' for f in found}
        )

    def left_in(self, rows: QuerySet) -> QuerySet:
        """The rows that still say something: a second run finds none."""
        says_something = Q()
        for name in self.fields:
            null = rows.model._meta.get_field(name).null
            empty = {f'{name}__isnull': True} if null else {name: ''}
            says_something |= ~Q(**empty)
        return rows.filter(says_something)


@dataclass(frozen=True)
class Withhold:
    """Erasing waits; `ground` says by what right (Article 17(3)).

    With `during`, only rows in that condition are withheld, and `then`
    happens to all others at once.
    """

    ground: str
    during: Q = field(default_factory=Q)
    then: Delete | Blank = field(default_factory=Delete)


@dataclass(frozen=True)
class PersonalData:
    """Everything in the row is about the person whose address is `subject`."""

    activity: Activity
    subject: str  # path to the address: 'email', 'request__email'
    fields: Mapping[str, str]  # field name -> what a visitor would call it
    keep: tuple[Keep, ...]
    erasure: Delete | Blank | Withhold = field(default_factory=Delete)
    at_the_end: Delete | Blank = field(default_factory=Delete)
    correctable: frozenset[str] = frozenset()
    # What must also be true on the way to the subject, for the row to be
    # about them: an address that somebody else only named does not count.
    provided: Mapping[str, Any] = field(default_factory=dict)
    # Never shown, not even to the person: with a password hash one can sign in.
    secret: frozenset[str] = frozenset()
    # Other activities whose rows lie in the same table.
    also: tuple[Activity, ...] = ()
    # Rows of people who hear of what is new by a letter that they asked for;
    # holding only these, we write them no other one about it.
    told_apart: Mapping[str, Any] = field(default_factory=dict)
    # The queryset method that stops the use (Articles 7(3) and 21).
    stopping: str = ''
    required: frozenset[str] = frozenset()  # Article 13(2)(e)
    # A field that would be a bare number -> the path to what it stands for.
    show: Mapping[str, str] = field(default_factory=dict)
    # Free text of other people, or about them: a copy shows it once somebody
    # has read it (Article 15(4)).
    written_by_others: frozenset[str] = frozenset()

    @property
    def made_at(self) -> str:
        """The field that says since when we hold a row; never empty (E004)."""
        return self.keep[-1].moments[-1]

    @property
    def longest(self) -> Period:
        return max((rule.period for rule in self.keep), key=lambda p: p.days)


@dataclass(frozen=True)
class NoPersonalData:
    """The model holds nothing about anybody, and why we believe so."""

    because: str
