"""Where the team answers and writes. Nothing is typed in by hand."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from contact.desk import (  # noqa: F401  (they register theirs)
    enquiries,
    exports,
    letters,
)
from contact.models import ConsentEvent, Subscription
from privacy.desk.base import ReadOnlyAdmin


@admin.register(Subscription)
class SubscriptionAdmin(ReadOnlyAdmin):
    """By number: a list of addresses takes a reason and two people."""

    list_display = [
        '__str__',
        'purpose',
        'asked_at',
        'confirmed_at',
        'stopped_at',
    ]
    ordering = ['-asked_at']

    def get_queryset(self, request: HttpRequest) -> QuerySet[Subscription]:
        return Subscription.objects.usable()


@admin.register(ConsentEvent)
class ConsentEventAdmin(ReadOnlyAdmin):
    """The ledger of consents: to read, never to edit."""

    list_display = [
        *('at', 'subscription', 'number', 'kind', 'method'),
        *('policy_version', 'form', 'proof_ends_on'),
    ]
    list_filter = ['kind', 'method']
    ordering = ['-pk']
