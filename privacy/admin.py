"""The registers, to read; and the few things the team does by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.db.models import QuerySet
from django.http import HttpRequest

from privacy.cases import services
from privacy.models import (
    ClaimedAddress,
    DataSubjectRequest,
    RetentionRun,
    StaffMember,
)


class ReadOnlyAdmin(admin.ModelAdmin):
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


class ClaimedAddressInline(admin.TabularInline):
    model = ClaimedAddress
    extra = 0
    can_delete = False
    fields = ('email', 'claimed_at', 'asked_at', 'proven_at')
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(DataSubjectRequest)
class DataSubjectRequestAdmin(ReadOnlyAdmin):
    list_display = ['reference', 'right', 'state', 'received_on', 'due_on']
    list_filter = ['state', 'right']
    ordering = ['closed_at', 'due_on']
    inlines = [ClaimedAddressInline]
    actions = ['mark_answered']

    @admin.action(description='Mark as answered', permissions=['view'])
    def mark_answered(
        self, request: HttpRequest, chosen: QuerySet[DataSubjectRequest]
    ) -> None:
        done = sum(
            services.answer_request(pk, by=request.user)  # type: ignore[arg-type]
            for pk in chosen.values_list('pk', flat=True)
        )
        messages.success(request, f'{done} marked as answered.')


@admin.register(RetentionRun)
class RetentionRunAdmin(ReadOnlyAdmin):
    list_display = ['ran_at', 'kind', 'due', 'removed']
    ordering = ['-ran_at']


@admin.register(StaffMember)
class StaffMemberAdmin(UserAdmin):
    list_display = ['__str__', 'email', 'is_active', 'last_login']
    list_filter = ['is_active', 'is_superuser']
    ordering = ['pk']
    search_fields = ['=email']
    fieldsets = [
        (None, {'fields': ['email', 'name', 'password']}),
        ('Rights', {'fields': ['is_active', 'is_superuser', 'groups']}),
    ]
    add_fieldsets = [
        (None, {'fields': ['email', 'name', 'password1', 'password2']}),
    ]
    filter_horizontal = ['groups']
