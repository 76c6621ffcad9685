"""Where the team reads what people wrote. Nothing is typed in by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from contact.models import Enquiry, Subscription


class ReadOnlyAdmin(admin.ModelAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: Any = None
    ) -> bool:
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: Any = None
    ) -> bool:
        return False


@admin.register(Enquiry)
class EnquiryAdmin(ReadOnlyAdmin):
    list_display = ['__str__', 'name', 'email', 'received_at']
    ordering = ['-received_at']


@admin.register(Subscription)
class SubscriptionAdmin(ReadOnlyAdmin):
    list_display = [
        '__str__',
        'email',
        'asked_at',
        'confirmed_at',
        'stopped_at',
    ]
    ordering = ['-asked_at']
