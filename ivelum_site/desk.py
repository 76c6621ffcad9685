"""The staff desk: Django's admin, which asks for a password of one's own."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


class StaffDeskConfig(AdminConfig):
    default_site = 'ivelum_site.desk.StaffDesk'


class StaffDesk(AdminSite):
    site_header = 'ivelum · staff desk'
    site_title = 'ivelum staff desk'
    index_title = 'What needs you'
    site_url = None

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
