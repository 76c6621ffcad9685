"""Sessions, accounts, messages and CSRF tokens exist for the staff only.

Django's middlewares serve everybody, and each of them can leave a cookie.
These do the same work below STAFF_PREFIX and nothing anywhere else.
"""

from collections.abc import Callable
from typing import Any

from csp.constants import SELF
from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest

from privacy.entrance import sessions


def is_staff_area(request: HttpRequest) -> bool:
    return request.path_info.startswith(settings.STAFF_PREFIX)


class OnlyForStaff:
    """Before a MiddlewareMixin: step aside for visitors."""

    get_response: Callable[[HttpRequest], Any]

    def __call__(self, request: HttpRequest) -> Any:
        if is_staff_area(request):
            return super().__call__(request)  # type: ignore[misc]
        return self.get_response(request)


def allow_own_scripts(get_response: Callable[[HttpRequest], Any]) -> Any:
    """The admin cannot do without its scripts; visitors' pages have none."""

    def answer(request: HttpRequest) -> Any:
        response = get_response(request)
        if is_staff_area(request):
            response._csp_update = {'script-src': [SELF]}
        return response

    return answer


def end_sessions_that_are_over(
    get_response: Callable[[HttpRequest], Any],
) -> Any:
    def answer(request: HttpRequest) -> Any:
        if is_staff_area(request):
            sessions.end_if_over(request)
        return get_response(request)

    return answer


class StaffSessionMiddleware(OnlyForStaff, SessionMiddleware):
    pass


class StaffAuthenticationMiddleware(OnlyForStaff, AuthenticationMiddleware):
    pass


class StaffMessageMiddleware(OnlyForStaff, MessageMiddleware):
    pass
