"""What every page of the desk has in common."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.text import capfirst

from privacy.models import (
    Action,
    AuditEvent,
    AuditEventQuerySet,
    DataSubjectRequest,
    StaffMember,
)
from privacy.proof import audit


# To look at the same thing again within this time is one look.
ONE_LOOK = timedelta(minutes=10)


class ReadOnlyAdmin(admin.ModelAdmin):
    """A list to read. Whatever is done is done by a service."""

    actions = None
    show_facets = admin.ShowFacets.NEVER  # it would count whole tables

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        title = capfirst(str(self.opts.verbose_name_plural))
        context = {'title': title, **(extra_context or {})}
        return super().changelist_view(request, context)

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: Any = None
    ) -> Any:
        """Django stumbles over an address that names a field: an empty one."""
        return super().get_object(request, object_id, from_field or None)

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


class NewestOnly(Paginator):
    """Pages of the newest rows, counted in no more time than these take.

    Who looks for something older filters; to count millions takes too long,
    and so does to skip them.
    """

    most = 2_500

    @cached_property
    def count(self) -> int:
        newest: Any = self.object_list
        return newest[: self.most].count()

    def has_left_some_out(self) -> bool:
        return self.count == self.most


class NotedList(ReadOnlyAdmin):
    """A list that shows personal data, and notes of each row that it did.

    It goes in front of the class that says why its rows are looked at.
    """

    looked_at_because: str
    list_per_page = 25  # as many as somebody really looks at
    paginator = NewestOnly
    show_full_result_count = False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        page = super().changelist_view(request, extra_context)
        shown = getattr(page, 'context_data', {}).get('cl')
        if shown:
            try:
                note_looks(
                    colleague(request),
                    shown.result_list,
                    self.looked_at_because,
                )
            except IntegrityError as refused:
                raise PermissionDenied from refused
        return page


def moment(at: datetime | None) -> str:
    """As the pages of the desk write it."""
    return date_format(timezone.localtime(at), 'j M Y, H:i') if at else '–'


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
    if not _looks_lately(by, **about).exists():
        audit.note(Action.CONSULTED, by=by, purpose=why, **about)


@transaction.atomic
def note_looks(by: StaffMember, rows: Iterable[Model], why: str) -> None:
    """The same of each row of a list; the rows are of one kind."""
    listed = {row.pk: _about(row) for row in rows}
    seen = _seen_lately(by, listed)
    for number, about in listed.items():
        if number not in seen:
            audit.note(Action.CONSULTED, by=by, purpose=why, **about)


def _seen_lately(
    by: StaffMember, listed: dict[Any, dict[str, Any]]
) -> set[int | None]:
    """The numbers of those rows, in one question."""
    if any('dsr' in about for about in listed.values()):
        lately = _looks_lately(by, dsr__in=listed)
        return {*lately.values_list('dsr_id', flat=True)}
    kinds = {about['kind'] for about in listed.values()}
    lately = _looks_lately(by, kind__in=kinds, row_id__in=listed)
    return {*lately.values_list('row_id', flat=True)}


def _looks_lately(by: StaffMember, **about: Any) -> AuditEventQuerySet:
    lately = timezone.now() - ONE_LOOK
    return AuditEvent.objects.filter(
        action=Action.CONSULTED, by=by, at__gt=lately, **about
    )


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
