"""The staff desk: Django's admin, which asks for a password of one's own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.utils import timezone

from contact.desk import proposals
from contact.models import Handled
from privacy.desk import entering, figures, overview, own_account, visits
from privacy.desk.base import colleague
from privacy.desk.entrance_forms import SignInForm
from privacy.desk.fields import today
from privacy.entrance import sessions
from privacy.models import StaffMember


A_MONTH = timedelta(days=30)


class StaffDesk(AdminSite):
    site_header = 'ivelum · staff desk'
    site_title = 'ivelum staff desk'
    index_title = 'What needs you'
    index_template = 'desk/index.html'
    site_url = None
    enable_nav_sidebar = False
    login_form = SignInForm

    def get_urls(self) -> list[URLResolver | URLPattern]:
        closed = self.admin_view
        own = [
            path('figures/', closed(self.figures), name='figures'),
            path('code/', closed(entering.code), name='code'),
            path(
                'second-factor/',
                closed(entering.second_factor),
                name='second_factor',
            ),
            path('me/', closed(own_account.me), name='me'),
            path(
                'me/devices/<int:pk>/forget/',
                closed(own_account.forget_device),
                name='forget_device',
            ),
            path(
                'me/sign-out-everywhere/',
                closed(own_account.sign_out_everywhere),
                name='sign_out_everywhere',
            ),
            path(
                'me/recovery-codes/',
                closed(own_account.recovery_codes),
                name='recovery_codes',
            ),
        ]
        return [*own, *super().get_urls()]

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response = super().login(request, extra_context)
        if request.method == 'POST' and request.user.is_authenticated:
            sessions.begin(request)
        return response

    def logout(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        response = super().logout(request, extra_context)
        # Nothing of the desk stays in the browser but the mark of a known one.
        response.headers['Clear-Site-Data'] = '"cache", "storage"'
        return response

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
            **visits.lately(today()),
            'post': Handled.objects.counts(timezone.now() - A_MONTH),
            'title': 'Figures',
        }
        return TemplateResponse(request, 'desk/figures.html', context)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Show nothing to somebody who is only half in."""
        checked = super().admin_view(view, cacheable)
        name = getattr(view, '__name__', '')
        if name in OPEN_TO_NEWCOMERS:
            return checked

        def first_things_first(
            request: HttpRequest, *args: Any, **kwargs: Any
        ) -> HttpResponse:
            member = request.user
            if isinstance(member, StaffMember):
                step = sessions.next_step(request, member)
                if step and step != name:
                    return entering.go_to(step, request)
            return checked(request, *args, **kwargs)

        return first_things_first


OPEN_TO_NEWCOMERS = {'logout', 'i18n_javascript'}
