"""The company changes hands: agreed to by two, told, and then carried out.

The letters to people are written by the worker (privacy/policy/ownership.py).
Each step happens once; the database refuses it before its time.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from privacy.cases.next_step import NextStep
from privacy.models import OwnershipChange, PolicyVersion, StaffMember
from privacy.models.registers.recipients import NOTICE
from privacy.proof import audit


@transaction.atomic
def propose(*, by: StaffMember, **said: Any) -> tuple[OwnershipChange, bool]:
    """Write it down; nobody outside reads it before a second person agreed."""
    same = {'receiver': said['receiver'], 'called_off_at': None}
    if again := OwnershipChange.objects.filter(
        contract_sha256=said['contract_sha256'], **same
    ).first():
        return again, False
    binding: Any = in_force()  # the database takes none without
    change = OwnershipChange.objects.create(
        proposed_by=by,
        policy_version=binding,
        **said,
    )
    _note(audit.Action.SALE_PROPOSED, change, by)
    return change, True


@transaction.atomic
def agree(change_pk: int, *, by: StaffMember) -> bool:
    """From its day on, everybody reads the notice and gets a letter."""
    change = _locked(change_pk)
    if change.approved_by_id or change.called_off_at:
        return False
    change.approved_by = by
    change.save(update_fields=['approved_by'])
    _note(audit.Action.SALE_AGREED, change, by)
    return True


@transaction.atomic
def set_day(change_pk: int, *, transfer_on: date, by: StaffMember) -> bool:
    """The day of the transfer, when it was not known at first, or moves."""
    change = _locked(change_pk)
    if _is_over(change) or change.transfer_on == transfer_on:
        return False
    change.transfer_on = transfer_on
    change.save(update_fields=['transfer_on'])
    _note(audit.Action.SALE_STEP, change, by, 'day set')
    return True


@transaction.atomic
def carry_out(change_pk: int, *, by: StaffMember) -> bool:
    """Note that the data moved, now."""
    change = _locked(change_pk)
    if _is_over(change):
        return False
    change.transferred_at = timezone.now()
    change.save(update_fields=['transferred_at'])
    _note(audit.Action.SALE_STEP, change, by, 'transfer carried out')
    return True


@transaction.atomic
def call_off(change_pk: int, *, by: StaffMember) -> bool:
    """Nothing moves; the notice goes."""
    change = _locked(change_pk)
    if _is_over(change):
        return False
    change.called_off_at = timezone.now()
    change.save(update_fields=['called_off_at'])
    _note(audit.Action.SALE_STEP, change, by, 'called off')
    return True


def in_force() -> PolicyVersion | None:
    """The version whose promises bind whoever takes over."""
    return PolicyVersion.objects.filter(
        effective__contains=timezone.now()
    ).first()


def may_move_on(change: OwnershipChange) -> date | None:
    """The first day; None while people were not told or no day is set."""
    if not change.people_told_at or not change.transfer_on:
        return None
    told = timezone.localdate(change.people_told_at + NOTICE)
    return max(change.transfer_on, told)


def next_step(change: OwnershipChange) -> NextStep:
    if change.called_off_at:
        return NextStep('Nothing: it was called off.')
    if change.transferred_at:
        return NextStep('Nothing: the data moved.')
    if not change.approved_by_id:
        return NextStep('A second person looks at it.', 'agree')
    if not change.people_told_at:
        return NextStep('Wait: on its day the site writes to everybody.')
    if not change.transfer_on:
        return NextStep('Set the day, when it is settled.', 'day')
    day = may_move_on(change)
    if day and day > timezone.localdate():
        return NextStep(f'Wait: the data may move on {day:%-d %B %Y}.')
    return NextStep('Note when the data moved.', 'moved')


def _is_over(change: OwnershipChange) -> bool:
    return bool(change.transferred_at or change.called_off_at)


def _locked(change_pk: int) -> OwnershipChange:
    rows = OwnershipChange.objects.select_for_update(of=('self',))
    return rows.get(pk=change_pk)


def _note(
    action: audit.Action,
    change: OwnershipChange,
    by: StaffMember,
    purpose: str = '',
) -> None:
    audit.note(
        action,
        by=by,
        kind=change._meta.label,
        row_id=change.pk,
        purpose=purpose,
    )
