"""Data that is stored and not used (Article 18)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import models, transaction

from privacy.declaration.registry import declarations
from privacy.models import Cause, DataSubjectRequest, Restriction
from privacy.subjects.search import rows_about


FIELD = 'restriction'


def can_be_restricted(model: type[models.Model]) -> bool:
    return any(field.name == FIELD for field in model._meta.concrete_fields)


@transaction.atomic
def restrict(
    emails: Collection[str],
    dsr: DataSubjectRequest,
    cause: Cause,
    now: datetime,
) -> int:
    """Let nothing of a person be changed, mailed or listed any more.

    Gives the number of rows. The database refuses what is then forbidden.
    """
    restriction = Restriction.objects.create(dsr=dsr, cause=cause, set_at=now)
    return _lock(emails, restriction)


def _lock(emails: Collection[str], restriction: Restriction) -> int:
    return sum(
        rows.filter(restriction=None).update(restriction=restriction)
        for model, _, rows in rows_about(emails)
        if can_be_restricted(model)
    )


@transaction.atomic
def lift(restriction: Restriction, now: datetime) -> int:
    """Use the data again. The person was told before (Article 18(3))."""
    restriction.lifted_at = now
    restriction.save(update_fields=['lifted_at'])
    count = sum(
        model._default_manager.filter(restriction=restriction).update(
            restriction=None
        )
        for model, _ in declarations()
        if can_be_restricted(model)
    )
    # What another request of theirs locks as well stays locked by that.
    if emails := restriction.dsr.proven_emails():
        for other in Restriction.objects.filter(
            told_before_lift_at=None,
            dsr__addresses__email__in=emails,
            dsr__addresses__proven_at__isnull=False,
        ).order_by('pk'):
            count -= _lock(emails, other)
    return count
