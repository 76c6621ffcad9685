"""What a colleague does with a letter: write, test, send, halt.

Each act notes an event of the audit, which takes none of a colleague who may
not do it; so the database refuses the act with it.
"""

from __future__ import annotations

from datetime import datetime
from secrets import randbelow

from django.db import transaction
from django.utils import timezone

from contact import tasks
from contact.models import Letter
from privacy.models import Action, StaffMember
from privacy.proof import audit


def write(*, by: StaffMember, **words: str) -> Letter:
    letter = Letter.objects.create(**words)
    _note(letter, by, 'written')
    return letter


def edit(pk: int, *, by: StaffMember, **words: str) -> bool:
    """Until its hour is set; afterwards it is what people get."""
    letter = _locked(pk)
    if letter is None or letter.send_at:
        return False
    for name, value in words.items():
        setattr(letter, name, value)
    letter.save(update_fields=[*words])
    _note(letter, by, 'changed')
    return True


def send_test(pk: int, *, by: StaffMember) -> bool:
    letter = _locked(pk)
    if letter is None:
        return False
    tasks.send_test.defer(letter_pk=pk, staff_pk=by.pk, number=randbelow(10**9))
    _note(letter, by, 'test copy to themselves')
    return True


def schedule(pk: int, *, by: StaffMember, at: datetime | None) -> bool:
    """Send it at that moment; without one, now."""
    letter = _locked(pk)
    if letter is None or letter.send_at:
        return False
    letter.send_at = at or timezone.now()
    letter.save(update_fields=['send_at'])
    _note(
        letter,
        by,
        f'to be sent {timezone.localtime(letter.send_at):%Y-%m-%d %H:%M}',
    )
    if at is None:
        tasks.carry_on(pk)
    return True


def unschedule(pk: int, *, by: StaffMember) -> bool:
    letter = _locked(pk)
    if letter is None or letter.started_at or not letter.send_at:
        return False
    letter.send_at = None
    letter.save(update_fields=['send_at'])
    _note(letter, by, 'not to be sent yet')
    return True


def halt(pk: int, *, by: StaffMember) -> bool:
    """From the very next person on, nobody gets it."""
    letter = _locked(pk)
    if letter is None or not letter.started_at or letter.paused_at:
        return False
    if letter.finished_at:
        return False
    letter.paused_at = timezone.now()
    letter.save(update_fields=['paused_at'])
    _note(letter, by, 'halted')
    return True


def resume(pk: int, *, by: StaffMember) -> bool:
    letter = _locked(pk)
    if letter is None or not letter.paused_at:
        return False
    letter.paused_at = None
    letter.save(update_fields=['paused_at'])
    _note(letter, by, 'goes on')
    tasks.carry_on(pk)
    return True


def _locked(pk: int) -> Letter | None:
    return Letter.objects.select_for_update().filter(pk=pk).first()


def _note(letter: Letter, by: StaffMember, what: str) -> None:
    with transaction.atomic():
        audit.note(
            Action.LETTER_SENT,
            by=by,
            kind=letter._meta.label,
            row_id=letter.pk,
            purpose=what,
        )
