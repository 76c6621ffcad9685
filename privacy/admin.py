"""What the site noted of itself: dates and numbers, for every role."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin import SimpleListFilter
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from privacy.declaration.registry import declarations
from privacy.desk import (  # noqa: F401  (they register)
    accounts,
    breaches,
    companies,
    cookies,
    disclosures,
    holds,
    queue,
    sales,
    words,
)
from privacy.desk.base import moment
from privacy.desk.records import RecordAdmin
from privacy.models import Action, AuditEvent, RetentionRun


class KindFilter(SimpleListFilter):
    title = 'kind of data'
    parameter_name = 'kind'

    def lookups(
        self, request: HttpRequest, model_admin: Any
    ) -> list[tuple[str, str]]:
        return [
            (model._meta.label, str(model._meta.verbose_name_plural))
            for model, _ in declarations()
        ]

    def queryset(self, request: HttpRequest, rows: QuerySet) -> QuerySet:
        if not self.value():
            return rows
        return rows.filter(kind=self.value())


class Doing(SimpleListFilter):
    """A few groups: of single steps there are too many to choose from."""

    title = 'what was done'
    parameter_name = 'done'

    def lookups(
        self, request: HttpRequest, model_admin: Any
    ) -> list[tuple[str, str]]:
        return [(name, name.capitalize()) for name in GROUPS]

    def queryset(self, request: HttpRequest, rows: QuerySet) -> QuerySet:
        chosen = GROUPS.get(self.value() or '')
        return rows.filter(action__in=chosen) if chosen else rows


GROUPS = {
    'looks and copies': (Action.CONSULTED, Action.DOWNLOADED),
    'corrections': (Action.CORRECTED,),
    'deletions': (
        *(Action.ERASURE_DECIDED, Action.PLANNED, Action.ERASED),
        *(Action.SCANNED, Action.RETENTION_RUN),
    ),
    'holds': (
        *(Action.HOLD_PROPOSED, Action.HOLD_DECLINED),
        *(Action.HELD, Action.RELEASED),
    ),
    'answers and refusals': (
        *(Action.ANSWERED, Action.REFUSAL_PROPOSED),
        *(Action.REFUSAL_DECLINED, Action.REFUSED, Action.LAPSED),
    ),
    'authorities': (
        *(Action.ASSESSED, Action.AGREED),
        *(Action.DISCLOSED, Action.PERSON_TOLD),
    ),
    'breaches': (Action.BREACH_NOTED, Action.BREACH_STEP),
    'companies and cookies': (
        *(Action.COMPANY_ENTERED, Action.COMPANY_ENDED),
        *(Action.SALE_PROPOSED, Action.SALE_AGREED, Action.SALE_STEP),
        Action.STRAY_SETTLED,
    ),
    'words given': (Action.WORD_GIVEN,),
    'accounts': (
        *(Action.ACCOUNT_MADE, Action.ACCOUNT_CHANGED, Action.SIGN_IN),
    ),
    'restored backups': (Action.RESTORED, Action.REPLAYED),
}


class LeftBehind(SimpleListFilter):
    title = 'whether something stayed'
    parameter_name = 'stayed'

    def lookups(
        self, request: HttpRequest, model_admin: Any
    ) -> list[tuple[str, str]]:
        return [('yes', 'Not all of it went')]

    def queryset(self, request: HttpRequest, rows: QuerySet) -> QuerySet:
        return rows.filter(due__gt=F('removed')) if self.value() else rows


@admin.register(AuditEvent)
class AuditEventAdmin(RecordAdmin):
    list_display = ['seq', 'when', 'what', 'about', 'count', 'who', 'purpose']
    list_filter = ['at', 'actor', Doing, KindFilter]
    ordering = ['-seq']

    @admin.display(description='When')
    def when(self, event: AuditEvent) -> str:
        return moment(event.at)

    @admin.display(description='What')
    def what(self, event: AuditEvent) -> str:
        return event.get_action_display()

    @admin.display(description='With')
    def about(self, event: AuditEvent) -> str:
        """By number only: whose it is, says the page behind the link."""
        if event.dsr_id:
            page = 'admin:privacy_datasubjectrequest_change'
            return format_html(
                '<a href="{}">Request no. {}</a>',
                reverse(page, args=[event.dsr_id]),
                event.dsr_id,
            )
        return f'{event.kind} {event.row_id or ""}'.strip() or '–'

    @admin.display(description='By')
    def who(self, event: AuditEvent) -> str:
        if event.by_id:
            return f'Colleague {event.by_id}'
        return event.get_actor_display()


@admin.register(RetentionRun)
class RetentionRunAdmin(RecordAdmin):
    list_display = ['ran', 'kind', 'due', 'removed']
    list_filter = ['ran_at', LeftBehind, KindFilter]
    ordering = ['-ran_at', '-pk']

    @admin.display(description='Ran')
    def ran(self, run: RetentionRun) -> str:
        return moment(run.ran_at)
