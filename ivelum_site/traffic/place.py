"""Where a request went, in words that hold nothing of the visitor's.

A page that is the same for everybody is named by its path. Any other path may
hold a token or a number of a case, so the pattern in urls.py stands for it,
and one word for what meets no pattern.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from ivelum_site.health import PROBES
from ivelum_site.staff_area import is_staff_area
from ivelum_site.traffic.request_log import PLACE, UNKNOWN


DESK = '/desk/'


def note_place(
    get_response: Callable[[HttpRequest], Any],
) -> Callable[[HttpRequest], Any]:
    """Tell the request log, which stands before Django, what Django knows."""

    def middleware(request: HttpRequest) -> Any:
        response = get_response(request)
        request.META[PLACE] = place_of(request, response)
        return response

    return middleware


def place_of(request: HttpRequest, response: Any) -> str:
    if is_staff_area(request):
        return DESK
    if request.path_info in PROBES:
        return request.path_info
    if request.path_info.startswith(settings.STATIC_URL):
        return settings.STATIC_URL
    match = request.resolver_match
    if match is None:
        return UNKNOWN
    return request.path_info if is_public(response) else f'/{match.route}'


def is_public(response: Any) -> bool:
    control = response.headers.get('Cache-Control', '')
    return response.status_code in (200, 304) and 'public' in control
