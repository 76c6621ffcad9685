"""Ends what has grown too old to count."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from contact.models import Kind, Method, Subscription
from privacy.declaration import facts


@transaction.atomic
def expire(now: datetime) -> int:
    """A yes this old no longer counts; letters stop, and the step is noted."""
    old = now - timedelta(days=facts.SUBSCRIPTIONS.days)
    rows = Subscription.objects.living().filter(confirmed_at__lt=old)
    locked_rows = rows.select_for_update(of=('self',)).order_by('pk')
    return sum(row.end(Kind.EXPIRED, Method.SYSTEM) for row in locked_rows)
