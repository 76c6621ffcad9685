"""The desk of the team, in Django's admin: registers to read, acts to do."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest

from privacy.desk import queue  # noqa: F401  (registers the requests)
from privacy.desk.base import ReadOnlyAdmin, colleague
from privacy.models import Action, AuditEvent, RetentionRun, StaffMember
from privacy.proof import audit


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    list_display = ['seq', 'at', 'actor', 'action', 'kind', 'row_id', 'count']
    ordering = ['-seq']


@admin.register(RetentionRun)
class RetentionRunAdmin(ReadOnlyAdmin):
    list_display = ['ran_at', 'kind', 'due', 'removed']
    ordering = ['-ran_at']


@admin.register(StaffMember)
class StaffMemberAdmin(UserAdmin):
    list_display = ['__str__', 'email', 'is_active', 'last_login']
    list_filter = ['is_active', 'role']
    ordering = ['pk']
    search_fields = ['=email']
    fieldsets = [
        (None, {'fields': ['email', 'name', 'password']}),
        ('Rights', {'fields': ['is_active', 'role']}),
    ]
    add_fieldsets = [
        (None, {'fields': ['email', 'name', 'password1', 'password2']}),
    ]
    filter_horizontal = ()

    # Only a lead looks after accounts; the database refuses it to others.
    def has_view_permission(
        self, request: HttpRequest, obj: Any = None
    ) -> bool:
        return colleague(request).may(Action.ACCOUNT_CHANGED)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return colleague(request).may(Action.ACCOUNT_MADE)

    def has_change_permission(
        self, request: HttpRequest, obj: Any = None
    ) -> bool:
        return colleague(request).may(Action.ACCOUNT_CHANGED)

    def has_delete_permission(
        self, request: HttpRequest, obj: Any = None
    ) -> bool:
        return False

    def save_model(
        self, request: HttpRequest, obj: StaffMember, form: Any, change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        audit.note(
            Action.ACCOUNT_CHANGED if change else Action.ACCOUNT_MADE,
            by=colleague(request),
            kind=obj._meta.label,
            row_id=obj.pk,
        )
