"""Lists of subscribers: asked for, agreed to, taken once."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import URLPattern, path

from contact import exporting
from contact.models import Export
from privacy.desk.act import Act, ActForm, Preview
from privacy.desk.again import proof_first
from privacy.desk.base import colleague
from privacy.desk.fields import Reason
from privacy.desk.guided import GuidedAdmin
from privacy.desk.possible import plainly
from privacy.models import Action, StaffMember


class ExportForm(ActForm):
    reason = Reason(
        help_text='What the list is for, and when it is deleted again. It '
        'stays in the record.'
    )


class Agree(Act):
    def impossible(self, about: Any, by: StaffMember) -> str:
        if about and about.asked_by_id == by.pk:
            return 'A second person must agree to your own list.'
        return super().impossible(about, by)


ASK = Act(
    'ask',
    'Ask for a list',
    'Every subscriber, as a table. A second person must agree.',
    needs=Action.TAKEN,
    form=ExportForm,
    do=exporting.ask,
    preview=lambda about, said: Preview(
        ['Nothing leaves before a colleague has agreed.'], said['reason']
    ),
)
AGREE = Agree(
    'agree',
    'Agree',
    'The colleague who asked can then take it, once.',
    needs=Action.AGREED,
    do=exporting.agree,
    why_not=lambda asked: (
        'Agreed already.' * bool(asked and asked.approved_by_id)
    ),
    preview=plainly('They may take every address that gets our newsletter.'),
)


@admin.register(Export)
class ExportAdmin(GuidedAdmin):
    acts = (AGREE,)
    starts = (ASK,)
    page_template = 'desk/export.html'
    change_list_template = 'desk/exports.html'
    looked_at_because = 'to decide about the list'
    list_display = ['__str__', 'asked_at', 'approved_at', 'taken_at']
    ordering = ['-asked_at']

    def get_urls(self) -> list[URLPattern]:
        take = path(
            '<int:pk>/take/',
            self.admin_site.admin_view(self.take),
            name=f'{self._name}_take',
        )
        return [take, *super().get_urls()]

    def shown(self, about: Any, by: StaffMember) -> dict[str, Any]:
        why_not = exporting.why_not_taken(about, by)
        return {**super().shown(about, by), 'why_not_taken': why_not}

    def take(self, request: HttpRequest, pk: int) -> Any:
        by, asked = colleague(request), self.find(pk)
        if request.method != 'POST' or not by.may(Action.DOWNLOADED):
            raise PermissionDenied
        if page := proof_first(request, 'take the list of subscribers'):
            return page
        with transaction.atomic():
            lines = exporting.take(pk, by=by)
        if lines is None:
            return self._cannot_take(request, asked, by)
        return StreamingHttpResponse(
            lines,
            content_type='text/csv; charset=utf-8',
            headers={
                'Content-Disposition': 'attachment; '
                f'filename="ivelum-subscribers-{pk}.csv"'
            },
        )

    def _cannot_take(
        self, request: HttpRequest, asked: Export, by: StaffMember
    ) -> HttpResponse:
        asked.refresh_from_db()
        why_not = exporting.why_not_taken(asked, by)
        return self._cannot(request, asked, why_not)
