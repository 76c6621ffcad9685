"""What visitors must hear of before it happens: a change of ownership."""

from __future__ import annotations

from datetime import timedelta

from django.db import DatabaseError
from django.db.models import Q
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
    begun = OwnershipChange.objects.filter(notice_on__lte=today)
    try:
        return list(begun.filter(open_still).order_by('notice_on'))
    except DatabaseError:
        return []


def tell_everybody() -> None:
    """Write to everybody we know, once, when the day of a notice has come.

    A worker that dies in the middle begins again: the letters have the same
    numbers then, and mail programs show one.
    """
    due = OwnershipChange.objects.filter(
        notice_on__lte=timezone.localdate(), people_told_at=None
    )
    for change in due.order_by('pk'):
        mail.send_once(OwnershipChange, change.pk, 'people_told_at', tell)


def tell(change: OwnershipChange) -> None:
    for address in sorted(everybody()):
        mail.send(
            'privacy/ownership',
            to=address,
            about=change,
            again=pseudonyms.mac(address),
        )
