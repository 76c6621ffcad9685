"""What every page of the desk has in common."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db import DatabaseError
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone

from privacy.models import (
    Action,
    AuditEvent,
    DataSubjectRequest,
    StaffMember,
)
from privacy.proof import audit


# To look at the same thing again within this time is one look.
ONE_LOOK = timedelta(minutes=10)


class ReadOnlyAdmin(admin.ModelAdmin):
    """A list to read. Whatever is done is done by a service."""

    actions = None

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: Any = None
    ) -> bool:
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: Any = None
    ) -> bool:
        return False


def colleague(request: HttpRequest) -> StaffMember:
    """Who is signed in; the admin lets nobody else come this far."""
    member = request.user
    assert isinstance(member, StaffMember)  # noqa: S101
    return member


def note_look(by: StaffMember, row: Model, why: str) -> None:
    """Note that a colleague looks at data, and why (CJEU C-579/21).

    Raises IntegrityError if it is their own request, or they may not look.
    """
    about = _about(row)
    lately = timezone.now() - ONE_LOOK
    looks = AuditEvent.objects.filter(action=Action.CONSULTED, at__gt=lately)
    if not looks.filter(by=by, **about).exists():
        audit.note(Action.CONSULTED, by=by, purpose=why, **about)


def _about(row: Model) -> dict[str, Any]:
    if isinstance(row, DataSubjectRequest):
        return {'dsr': row}
    return {'kind': row._meta.label, 'row_id': row.pk}


def rule_of(refused: DatabaseError) -> str:
    """The rule that the database held up, in words."""
    told = getattr(refused.__cause__, 'diag', None)
    name = getattr(told, 'constraint_name', None)
    words = getattr(told, 'message_primary', None)
    return (name or words or 'a rule of the database').replace('_', ' ')
