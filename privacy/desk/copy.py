"""The copy of somebody who reads no letters of ours, for a colleague to post.

Whoever proved an address by our link downloads it alone; nobody of the team
can do it for them.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_POST

from privacy.desk.again import proof_first
from privacy.desk.base import colleague
from privacy.desk.guided import GuidedAdmin
from privacy.models import Action, DataSubjectRequest, Right
from privacy.proof import audit
from privacy.subjects import package


WANT_A_COPY = (Right.ACCESS, Right.PORTABILITY)


class CopyOnPaper(GuidedAdmin):
    """Adds the download to the page of a request."""

    def get_urls(self) -> list[URLPattern]:
        closed = self.admin_site.admin_view
        return [
            path('<int:pk>/copy/', closed(require_POST(self.copy))),
            *super().get_urls(),
        ]

    def copy(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        dsr, by = self.find(pk), colleague(request)
        if not is_for_paper(dsr):
            raise PermissionDenied
        if asked := proof_first(request, 'download a copy of their data'):
            return asked
        try:
            with transaction.atomic():
                audit.note(Action.DOWNLOADED, dsr=dsr, by=by)
        except IntegrityError:
            raise PermissionDenied from None
        stream = package.stream(
            dsr.proven_emails(), now=timezone.now(), reference=dsr.reference
        )
        return StreamingHttpResponse(
            stream,
            content_type='application/zip',
            headers={'Content-Disposition': 'attachment; filename="copy.zip"'},
        )


def is_for_paper(dsr: DataSubjectRequest) -> bool:
    asked = dsr.right in WANT_A_COPY and dsr.is_at_work and dsr.may_go_on
    return asked and bool(dsr.proven_claims()) and not dsr.reachable_claims()
