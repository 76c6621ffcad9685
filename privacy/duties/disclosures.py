"""What authorities ask of us: judged by one, agreed by another, then told.

Nothing is given on a telephone call, and nothing more than was agreed. To say
no takes one person; to give takes two.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from privacy import clock, tasks
from privacy.cases.next_step import NextStep
from privacy.models import Disclosure, Silence, StaffMember
from privacy.models.registers.authorities import UNSPOKEN
from privacy.proof import audit


@transaction.atomic
def assess(*, by: StaffMember, **said: Any) -> Disclosure:
    """Write an order down, and what one of us makes of it.

    The same order of the same authority twice is one; gives the first.
    """
    same = ('authority', 'country', 'instrument', 'reference', 'received_on')
    order = {name: said[name] for name in same}
    if again := Disclosure.objects.filter(**order).first():
        return again
    disclosure = Disclosure.objects.create(assessed_by=by, **said)
    _note(audit.Action.ASSESSED, disclosure, by)
    return disclosure


@transaction.atomic
def agree(disclosure_pk: int, *, by: StaffMember) -> bool:
    """The database refuses it to whoever judged the order."""
    disclosure = _locked(disclosure_pk)
    if disclosure.approved_by_id or disclosure.declined_on:
        return False
    disclosure.approved_by = by
    disclosure.save(update_fields=['approved_by'])
    _note(audit.Action.AGREED, disclosure, by)
    return True


@transaction.atomic
def decline(disclosure_pk: int, *, because: str, by: StaffMember) -> bool:
    """Say no to the authority; nothing is given, today or later."""
    disclosure = _locked(disclosure_pk)
    if disclosure.declined_on or disclosure.disclosed_on:
        return False
    disclosure.declined_on, disclosure.declined_because = _today(), because
    disclosure.save(update_fields=['declined_on', 'declined_because'])
    _note(audit.Action.ASSESSED, disclosure, by, 'said no')
    return True


@transaction.atomic
def hand_over(
    disclosure_pk: int,
    *,
    items: str,
    disclosed_on: date,
    not_notified_because: str,
    recheck_on: date | None = None,
    email: str | None = None,
    by: StaffMember,
) -> bool:
    """Note exactly what was given, and tell the person or say why not."""
    disclosure = _locked(disclosure_pk)
    if disclosure.disclosed_on:
        return False
    disclosure.items, disclosure.disclosed_on = items, disclosed_on
    if not_notified_because:
        _keep_silent(disclosure, not_notified_because, recheck_on)
    else:
        _tell(disclosure, email)
    disclosure.save()
    _note(audit.Action.DISCLOSED, disclosure, by)
    return True


@transaction.atomic
def tell(disclosure_pk: int, *, email: str, by: StaffMember) -> bool:
    """Nothing is in the way any more: write to the person."""
    disclosure = _locked(disclosure_pk)
    if disclosure.notified_on or not disclosure.disclosed_on:
        return False
    _tell(disclosure, email)
    disclosure.save()
    _note(audit.Action.PERSON_TOLD, disclosure, by)
    return True


@transaction.atomic
def look_again(
    disclosure_pk: int,
    *,
    not_notified_because: str,
    recheck_on: date,
    by: StaffMember,
) -> bool:
    """It still must wait: for what reason, and until when we look again."""
    disclosure = _locked(disclosure_pk)
    if disclosure.notified_on or disclosure.declined_on:
        return False
    _keep_silent(disclosure, not_notified_because, recheck_on)
    disclosure.save()
    _note(audit.Action.ASSESSED, disclosure, by, 'looked again')
    return True


def _tell(disclosure: Disclosure, email: str | None) -> None:
    disclosure.email = email or disclosure.email
    disclosure.notified_on = _today()
    tasks.tell_of_disclosure.defer(disclosure_pk=disclosure.pk)


def _keep_silent(
    disclosure: Disclosure, because: str, recheck_on: date | None
) -> None:
    disclosure.not_notified_because = because
    disclosure.recheck_on = recheck_on
    if because in UNSPOKEN:
        disclosure.email = None


def _locked(disclosure_pk: int) -> Disclosure:
    return Disclosure.objects.select_for_update(of=('self',)).get(
        pk=disclosure_pk
    )


def _note(
    action: audit.Action,
    disclosure: Disclosure,
    by: StaffMember,
    purpose: str = '',
) -> None:
    audit.note(
        action,
        by=by,
        kind=disclosure._meta.label,
        row_id=disclosure.pk,
        purpose=purpose,
    )


def _today() -> date:
    return clock.date_of_duty(timezone.now())


def next_step(disclosure: Disclosure) -> NextStep:
    if disclosure.declined_on:
        return NextStep('Nothing: we said no.')
    if not disclosure.approved_by_id:
        return NextStep('A second person looks at it.', 'agree')
    if not disclosure.disclosed_on:
        return NextStep('Hand over what was agreed, and nothing more.', 'give')
    if disclosure.notified_on:
        return NextStep('Nothing: it was given, and the person knows.')
    if disclosure.recheck_on and disclosure.recheck_on > _today():
        return NextStep('Wait: the person cannot be told yet.')
    return NextStep('Tell the person, or say why not yet.', 'tell')


# --- For everybody to read ----------------------------------------------------


@dataclass
class Year:
    """What we say in public about one year: numbers, nobody's name."""

    year: int
    given: int = 0
    told: int = 0
    declined: int = 0
    by_instrument: Counter[str] = field(default_factory=Counter)


def counts_by_year() -> list[Year]:
    """From the first year in the register to this one, zeros included.

    What an order or a law forbids to speak of counts when that has ended: in
    small numbers one more would give it away.
    """
    rows = Disclosure.objects.exclude(
        not_notified_because__in=[Silence.LAW, Silence.ORDER], notified_on=None
    )
    this_year = _today().year
    first = min((row.received_on.year for row in rows), default=this_year)
    years = {year: Year(year) for year in range(first, this_year + 1)}
    for row in rows:
        _count(row, years)
    return list(years.values())


def _count(row: Disclosure, years: dict[int, Year]) -> None:
    if row.disclosed_on:
        year = years[row.disclosed_on.year]
        year.given += 1
        year.told += bool(row.notified_on)
        year.by_instrument[row.get_instrument_display()] += 1
    elif row.declined_on:
        years[row.declined_on.year].declined += 1
