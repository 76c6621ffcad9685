"""What went wrong with data, step by step (Articles 33 and 34).

The 72 hours run from when one of us knew. The authority may learn the rest
later; that it is told at all does not wait for the rest.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from privacy.cases.next_step import NextStep
from privacy.models import Breach, Risk, StaffMember
from privacy.proof import audit


@transaction.atomic
def note(*, by: StaffMember, **said: Any) -> Breach:
    """Whoever sees it first writes it down; the clock runs from `aware_at`.

    The same moment and nature again is the second press of one button.
    """
    same = {'aware_at': said['aware_at'], 'nature': said['nature']}
    if again := Breach.objects.filter(**same).first():
        return again
    breach = Breach.objects.create(**said)
    _note(audit.Action.BREACH_NOTED, breach, by, '')
    return breach


@transaction.atomic
def update(breach_pk: int, *, by: StaffMember, **said: Any) -> bool:
    """What is known by now (Article 33(4))."""
    return _step(breach_pk, by, 'more is known', said)


@transaction.atomic
def tell_authority(
    breach_pk: int,
    *,
    authority_told_at: datetime,
    delay_reason: str = '',
    by: StaffMember,
) -> bool:
    """Note that the authority has our notice; late only with a reason."""
    said = {
        'authority_told_at': authority_told_at,
        'delay_reason': delay_reason,
    }
    return _step(breach_pk, by, 'authority told', said)


@transaction.atomic
def tell_people(
    breach_pk: int, *, subjects_told_at: datetime, by: StaffMember
) -> bool:
    """Note that the people know (Article 34)."""
    said = {'subjects_told_at': subjects_told_at}
    return _step(breach_pk, by, 'people told', said)


@transaction.atomic
def do_not_tell(
    breach_pk: int, *, subjects_not_told_because: str, by: StaffMember
) -> bool:
    """Note why the people need not be told (Article 34(3))."""
    said = {'subjects_not_told_because': subjects_not_told_because}
    return _step(breach_pk, by, 'people not told', said)


@transaction.atomic
def close(breach_pk: int, *, by: StaffMember) -> bool:
    """Nothing is left to do or to tell; from now on it is history."""
    return _step(breach_pk, by, 'closed', {'closed_at': timezone.now()})


def next_step(breach: Breach) -> NextStep:
    if breach.closed_at:
        return NextStep('Nothing: it is closed.')
    if breach.risk != Risk.NONE and not breach.authority_told_at:
        return NextStep('Tell the authority, even if not all is known.', 'tell')
    if breach.risk == Risk.HIGH and not has_word_for_people(breach):
        return NextStep('Tell the people, or say why not.', 'people')
    return NextStep('Close it, when nothing more is to be found.', 'close')


def has_word_for_people(breach: Breach) -> bool:
    told, why_not = breach.subjects_told_at, breach.subjects_not_told_because
    return bool(told or why_not)


def _step(
    breach_pk: int, by: StaffMember, purpose: str, said: dict[str, Any]
) -> bool:
    """False if it is closed, or all of it was said before."""
    breach = Breach.objects.select_for_update(of=('self',)).get(pk=breach_pk)
    if breach.closed_at or all(
        getattr(breach, name) == value for name, value in said.items()
    ):
        return False
    for name, value in said.items():
        setattr(breach, name, value)
    breach.save(update_fields=list(said))
    _note(audit.Action.BREACH_STEP, breach, by, purpose)
    return True


def _note(
    action: audit.Action, breach: Breach, by: StaffMember, purpose: str
) -> None:
    audit.note(
        action,
        by=by,
        kind=breach._meta.label,
        row_id=breach.pk,
        purpose=purpose,
    )
