"""Only our own pages may post to us.

The browser itself says where a form was sent from: Sec-Fetch-Site, else
Origin, else Referer (OWASP ASVS 5.0, 3.5.1 and 3.5.3). No token is needed, so
visitors get no cookie.

When a browser says nothing at all, or `Origin: null`, the post is accepted
from visitors and refused from the staff. That is safe: forgery borrows the
victim's standing, and a visitor has none here. No cookie, no account; what a
page may do, it does because of the token in its own address, which a stranger
cannot know. Such pages send `Referrer-Policy: no-referrer`, and that makes
older browsers post with `Origin: null`: refusing it would lock people out.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.deprecation import MiddlewareMixin

from ivelum_site.staff_area import OnlyForStaff, is_staff_area


# RFC 9110, section 9.2.1.
SAFE_METHODS = ('GET', 'HEAD', 'OPTIONS', 'TRACE')


class SameOriginMiddleware(MiddlewareMixin):
    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], *_: Any
    ) -> None:
        if request.method in SAFE_METHODS:
            return
        if getattr(view, 'posted_by_mail_programs', False):
            return
        if not may_post(request):
            raise PermissionDenied('Posted from another site.')


class StaffCsrfMiddleware(OnlyForStaff, CsrfViewMiddleware):
    """Django's own guard, a second one, where there is something to steal."""

    def process_view(self, request: HttpRequest, *args: Any) -> Any:
        if is_staff_area(request):
            return super().process_view(request, *args)
        return None


def may_post(request: HttpRequest) -> bool:
    proof = is_from_our_page(request)
    return not is_staff_area(request) if proof is None else proof


def is_from_our_page(request: HttpRequest) -> bool | None:
    """What the browser says; None when it does not tell."""
    headers = request.headers
    if site := headers.get('Sec-Fetch-Site'):
        # 'none' is the person's own doing, such as a reload.
        return site in ('same-origin', 'none')
    if (origin := headers.get('Origin', 'null')) != 'null':
        return origin in our_origins(request)
    if referer := headers.get('Referer'):
        return origin_of(referer) in our_origins(request)
    return None


def our_origins(request: HttpRequest) -> tuple[str, str]:
    return f'{request.scheme}://{request.get_host()}', settings.SITE_URL


def origin_of(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ''
    return f'{parts.scheme}://{parts.netloc}'
