"""What recipients answer, and what a colleague says in their place."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from privacy import clock, tasks, tokens
from privacy.models import (
    AT_WORK,
    DataSubjectRequest,
    RecipientNotice,
    StaffMember,
)
from privacy.proof import audit


# Longer than three letters and the time of a request take.
LINK_GOOD_FOR = timedelta(days=60)


def behind(token: str) -> RecipientNotice | None:
    """The notice that the link in a letter is about; None if it is dead."""
    pk = tokens.read('recipient', token, good_for=LINK_GOOD_FOR)
    answered = Q(acknowledged_at__isnull=False)
    return (
        RecipientNotice.objects.select_related('dsr')
        .filter(pk=pk, told_at__isnull=False, excused_at=None)
        .filter(answered | Q(dsr__state__in=AT_WORK))
        .first()
    )


@transaction.atomic
def acknowledge(notice_pk: int) -> bool:
    """A recipient has done it; then the request goes on, once."""
    notice = (
        RecipientNotice.objects.unanswered()
        .select_for_update(of=('self',), no_key=True)
        .filter(pk=notice_pk, told_at__isnull=False, dsr__state__in=AT_WORK)
        .first()
    )
    if notice is None:
        return False
    notice.acknowledged_at = timezone.now()
    notice.save(update_fields=['acknowledged_at'])
    _note(audit.Action.RECIPIENT_ANSWERED, notice)
    tasks.fulfil.defer(dsr_pk=notice.dsr_id)
    return True


@transaction.atomic
def tell_by_hand(
    dsr_pk: int, *, notice_pk: int, on: date, by: StaffMember
) -> bool:
    """A colleague told them by letter or telephone, and it is done there."""
    notice = _waiting(dsr_pk, notice_pk)
    if notice is None:
        return False
    notice.told_at, notice.acknowledged_at = _moment_of(on), timezone.now()
    notice.times_told += 1
    notice.save(update_fields=['told_at', 'acknowledged_at', 'times_told'])
    _note(audit.Action.RECIPIENT_TOLD, notice, by)
    _note(audit.Action.RECIPIENT_ANSWERED, notice, by)
    tasks.fulfil.defer(dsr_pk=dsr_pk)
    return True


@transaction.atomic
def excuse(
    dsr_pk: int, *, notice_pk: int, because: str, by: StaffMember
) -> bool:
    """Say why a recipient cannot be told, or why we do not wait for them."""
    notice = _waiting(dsr_pk, notice_pk)
    if notice is None:
        return False
    notice.excused_by, notice.excused_at = by, timezone.now()
    notice.excused_because = because
    notice.save(update_fields=['excused_by', 'excused_at', 'excused_because'])
    _note(audit.Action.RECIPIENT_EXCUSED, notice, by)
    tasks.fulfil.defer(dsr_pk=dsr_pk)
    return True


def _waiting(dsr_pk: int, notice_pk: int) -> RecipientNotice | None:
    dsr = DataSubjectRequest.objects.locked_at_work(dsr_pk)
    if dsr is None:
        return None
    unanswered = dsr.notices.unanswered().select_for_update(no_key=True)
    return unanswered.filter(pk=notice_pk).first()


def _moment_of(day: date) -> datetime:
    """Noon in Vilnius, if it was not today."""
    now = timezone.now()
    if day == clock.date_of_duty(now):
        return now
    return datetime.combine(day, time(12), clock.VILNIUS)


def _note(
    action: audit.Action,
    notice: RecipientNotice,
    by: StaffMember | None = None,
) -> None:
    audit.note(
        action,
        dsr=notice.dsr,
        by=by,
        kind=notice._meta.label,
        row_id=notice.pk,
    )
