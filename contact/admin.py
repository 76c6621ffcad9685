"""Where the team answers and writes. Nothing is typed in by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import admin

from contact.desk import (  # noqa: F401  (they register theirs)
    enquiries,
    exports,
    letters,
)
from contact.desk.usable import UsableAdmin
from contact.models import ConsentEvent, Subscription
from privacy.desk.base import NewestOnly, ReadOnlyAdmin, moment
from privacy.models import StaffMember


@admin.register(Subscription)
class SubscriptionAdmin(UsableAdmin):
    """By number: a list of addresses takes a reason and two people."""

    page_template = 'desk/subscription.html'
    looked_at_because = 'to look after the newsletter'
    list_display = ['__str__', 'purpose', 'stands', 'asked']
    list_filter = ['purpose', 'asked_at', 'confirmed_at', 'stopped_at']
    ordering = ['-asked_at']
    sortable_by = ()

    @admin.display(description='Stands')
    def stands(self, subscription: Subscription) -> str:
        if subscription.stopped_at:
            return 'stopped'
        return 'confirmed' if subscription.confirmed_at else 'not confirmed'

    @admin.display(description='Asked for')
    def asked(self, subscription: Subscription) -> str:
        return moment(subscription.asked_at)

    def shown(self, about: Any, by: StaffMember) -> dict[str, Any]:
        steps = about.consents.select_related('wording').order_by('number')
        return {**super().shown(about, by), 'consents': steps}


@admin.register(ConsentEvent)
class ConsentEventAdmin(ReadOnlyAdmin):
    """The ledger of consents: to read, never to edit."""

    list_display = [
        *('at', 'subscription', 'number', 'kind', 'method'),
        *('policy_version', 'form', 'proof_ends_on'),
    ]
    change_list_template = 'desk/list.html'
    paginator = NewestOnly
    list_filter = ['kind', 'method']
    ordering = ['-pk']
