"""The register of companies that handle data for us (Article 28).

What a company is and does stands in privacy/declaration/parties.py, which is
reviewed and published. Here are the facts that only we can know: the day and
the fingerprint of its contract, and from when to when it works for us.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from privacy import clock
from privacy.cases.next_step import NextStep
from privacy.models import StaffMember, Subprocessor
from privacy.policy.following import (
    at_work,
    in_use,
    party_of,
    said_in_code,
    version_that_lists,
)
from privacy.proof import audit


@transaction.atomic
def enter(
    *,
    name: str,
    dpa_signed_on: date,
    dpa_sha256: str,
    begins: date,
    by: StaffMember,
) -> tuple[Subprocessor, bool]:
    """Let a company begin. The database refuses it before its notice ended.

    If it works for us already, gives that row, and that it is not new.
    """
    if again := at_work().filter(name=name).first():
        return again, False
    listed_in: Any = version_that_lists(name)  # refused if there is none
    row = Subprocessor.objects.create(
        name=name,
        dpa_signed_on=dpa_signed_on,
        dpa_sha256=dpa_sha256,
        active=(begins, None),
        listed_in=listed_in,
        **said_in_code(party_of(name)),
    )
    _note(audit.Action.COMPANY_ENTERED, row, by)
    return row, True


@transaction.atomic
def end(company_pk: int, *, on: date, by: StaffMember) -> bool:
    """Its last day. From then on it is history."""
    row = Subprocessor.objects.select_for_update(of=('self',)).get(
        pk=company_pk
    )
    if row.active.upper:
        return False
    row.active = (row.active.lower, clock.days_later(on, 1))
    row.save(update_fields=['active'])
    _note(audit.Action.COMPANY_ENDED, row, by)
    return True


def next_step(row: Subprocessor) -> NextStep:
    if row.active.upper:
        return NextStep('Nothing: it works for us no more.')
    if row.name not in {party.name for party in in_use()}:
        return NextStep('The code names it no more: note its last day.', 'end')
    if row.active.lower > today():
        return NextStep('Nothing: it begins on its day.')
    return NextStep('Nothing: it works for us.')


def today() -> date:
    return clock.date_of_duty(timezone.now())


def _note(action: audit.Action, row: Subprocessor, by: StaffMember) -> None:
    audit.note(action, by=by, kind=row._meta.label, row_id=row.pk)
