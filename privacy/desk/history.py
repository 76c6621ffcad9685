"""What a row says, and what was done with it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from privacy.desk.base import moment
from privacy.models import (
    AuditEvent,
    AuditEventQuerySet,
    DataSubjectRequest,
    StaffMember,
)


def facts_of(about: Any) -> list[tuple[str, object]]:
    """Every column of a row, in the words of its form."""
    return [
        (field.verbose_name, shown_value(about, field))
        for field in about._meta.concrete_fields
        if not field.primary_key
    ]


def shown_value(about: Any, field: Any) -> object:
    if field.choices:
        return getattr(about, f'get_{field.name}_display')()
    value = getattr(about, field.name)
    if isinstance(value, datetime):
        return moment(value)
    return value.called if isinstance(value, StaffMember) else value


def events_of(about: Any) -> AuditEventQuerySet:
    """What was done with a row, newest first."""
    events = AuditEvent.objects.select_related('by').order_by('-seq')
    if isinstance(about, DataSubjectRequest):
        return events.filter(dsr=about)
    return events.filter(kind=about._meta.label, row_id=about.pk)


def last_act(about: Any) -> int:
    """The number of the last thing that was done with it; 0 if nothing was."""
    if about is None:
        return 0
    numbers = events_of(about).acts()
    return numbers.values_list('seq', flat=True).first() or 0


def happened_since(about: Any, seen: str) -> Iterable[AuditEvent]:
    if about is None or not seen.isdecimal():
        return ()
    acts = events_of(about).acts()
    return acts.filter(seq__gt=int(seen))[:10]
