"""Where the team reads what people wrote. Nothing is typed in by hand.

What is locked is not shown to the team (Article 18(2)), and each look at a
message is noted: the person reads it in their copy.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import Truncator

from contact.models import Enquiry, Subscription
from privacy.desk.base import NotedList, moment
from privacy.desk.guided import GuidedAdmin
from privacy.models import StaffMember


class UsableAdmin(NotedList, GuidedAdmin):
    change_list_template = 'desk/list.html'

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return self.rows()

    def rows(self) -> QuerySet:
        return self.model.objects.usable()


@admin.register(Enquiry)
class EnquiryAdmin(UsableAdmin):
    page_template = 'desk/enquiry.html'
    looked_at_because = 'to read and answer the message'
    list_display = ['begins', 'who', 'received']
    list_filter = ['received_at']
    ordering = ['-received_at']
    sortable_by = ()

    @admin.display(description='From')
    def who(self, enquiry: Enquiry) -> str:
        return enquiry.name or enquiry.email

    @admin.display(description='Message')
    def begins(self, enquiry: Enquiry) -> str:
        return Truncator(' '.join(enquiry.message.split())).chars(80)

    @admin.display(description='Received')
    def received(self, enquiry: Enquiry) -> str:
        return moment(enquiry.received_at)


@admin.register(Subscription)
class SubscriptionAdmin(UsableAdmin):
    page_template = 'desk/subscription.html'
    looked_at_because = 'to look after the newsletter'
    list_display = ['email', 'stands', 'asked']
    list_filter = ['asked_at', 'confirmed_at', 'stopped_at']
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
