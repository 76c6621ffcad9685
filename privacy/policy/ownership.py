"""What visitors must hear of before it happens: a change of ownership."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import DatabaseError
from django.db.models import Q, QuerySet
from django.utils import timezone

from privacy import mail, pseudonyms
from privacy.models import OwnershipChange
from privacy.subjects.search import everybody


A_MONTH = timedelta(days=30)


def standing() -> list[OwnershipChange]:
    """From the day of the notice until a month after the transfer.

    The policy stays readable while the database is away.
    """
    today = timezone.localdate()
    open_still = Q(transfer_on=None) | Q(transfer_on__gte=today - A_MONTH)
    try:
        return list(begun(today).filter(open_still).order_by('notice_on'))
    except DatabaseError:
        return []


def begun(today: date) -> QuerySet[OwnershipChange]:
    """Two colleagues agreed to the notice, and its day has come."""
    agreed = OwnershipChange.objects.filter(approved_by__isnull=False)
    return agreed.filter(notice_on__lte=today, called_off_at=None)


def tell_everybody() -> None:
    """Write to everybody we know, once, when the day of a notice has come.

    A worker that dies in the middle begins again: the letters have the same
    numbers then, and mail programs show one.
    """
    due = begun(timezone.localdate()).filter(people_told_at=None)
    for change in due.order_by('pk'):
        mail.send_once(OwnershipChange, change.pk, 'people_told_at', tell)


def tell(change: OwnershipChange) -> None:
    people = sorted(everybody())
    for address in people:
        mail.send(
            'privacy/ownership',
            to=address,
            about=change,
            again=pseudonyms.mac(address),
        )
    change.people_told = len(people)
    change.save(update_fields=['people_told'])
