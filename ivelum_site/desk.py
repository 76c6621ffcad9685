"""The staff desk: Django's admin, which asks for a password of one's own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.utils import timezone

from contact.desk import proposals
from contact.models import Handled
from privacy.desk import figures, overview
from privacy.desk.base import colleague


A_MONTH = timedelta(days=30)


class StaffDesk(AdminSite):
    site_header = 'ivelum · staff desk'
    site_title = 'ivelum staff desk'
    index_title = 'What needs you'
    index_template = 'desk/index.html'
    site_url = None
    enable_nav_sidebar = False

    def get_urls(self) -> list[URLResolver | URLPattern]:
        shown = self.admin_view(self.figures)
        return [path('figures/', shown, name='figures'), *super().get_urls()]

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        shown = overview.of(colleague(request))
        shown['dated'] = [*proposals.to_decide(), *shown['dated']]
        return super().index(request, shown | (extra_context or {}))

    def figures(self, request: HttpRequest) -> HttpResponse:
        """No personal data in them: every colleague may look."""
        context = {
            **self.each_context(request),
            **figures.all_of_them(),
            'post': Handled.objects.counts(timezone.now() - A_MONTH),
            'title': 'Figures',
        }
        return TemplateResponse(request, 'desk/figures.html', context)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Show nothing to somebody who signed in with a one-time password."""
        checked = super().admin_view(view, cacheable)
        if getattr(view, '__name__', '') in OPEN_TO_NEWCOMERS:
            return checked

        def choose_password_first(
            request: HttpRequest, *args: Any, **kwargs: Any
        ) -> HttpResponse:
            if getattr(request.user, 'password_is_one_time', False):
                return redirect(f'{self.name}:password_change')
            return checked(request, *args, **kwargs)

        return choose_password_first


OPEN_TO_NEWCOMERS = {'password_change', 'logout', 'i18n_javascript'}
