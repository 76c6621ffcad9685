"""What visitors must hear of before it happens: a change of ownership."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import DatabaseError
from django.db.models import Q, QuerySet
from django.utils import timezone

from privacy.models import OwnershipChange


A_MONTH = timedelta(days=30)


def standing() -> list[OwnershipChange]:
    """From the day of the notice until a month after the transfer.

    Every page stays readable while the database is away.
    """
    today = timezone.localdate()
    open_still = Q(transfer_on=None) | Q(transfer_on__gte=today - A_MONTH)
    rows = begun(today).filter(open_still).select_related('policy_version')
    try:
        return list(rows.order_by('notice_on'))
    except DatabaseError:
        return []


def begun(today: date) -> QuerySet[OwnershipChange]:
    """Two colleagues agreed to the notice, and its day has come."""
    agreed = OwnershipChange.objects.filter(approved_by__isnull=False)
    return agreed.filter(notice_on__lte=today, called_off_at=None)


def untold() -> QuerySet[OwnershipChange]:
    """Those of which everybody we know is to hear now."""
    due = begun(timezone.localdate()).filter(people_told_at=None)
    return due.order_by('pk')
