"""Where the team reads what people wrote. Nothing is typed in by hand."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from contact.models import Enquiry, Subscription
from privacy.desk.base import ReadOnlyAdmin


@admin.register(Enquiry)
class EnquiryAdmin(ReadOnlyAdmin):
    list_display = ['__str__', 'name', 'email', 'received_at']
    ordering = ['-received_at']

    def get_queryset(self, request: HttpRequest) -> QuerySet[Enquiry]:
        """What is locked is not shown to the team (Article 18(2))."""
        return Enquiry.objects.usable()


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

    def get_queryset(self, request: HttpRequest) -> QuerySet[Subscription]:
        return Subscription.objects.usable()
