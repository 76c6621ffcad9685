"""How long a sign-in is good for, and for what.

Half an hour of rest ends it (SESSION_COOKIE_AGE), and so does the end of the
working day. It belongs to one kind of browser, not to a network: people walk
about. What is critical asks who is there if nobody proved it lately.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest
from django.middleware.csrf import rotate_token
from django.utils import timezone

from privacy.entrance import devices, factor
from privacy.models import KnownDevice, StaffMember


LONGEST = timedelta(hours=8)
FRESH = timedelta(minutes=10)
A_MOMENT = timedelta(minutes=1)


def begin(request: HttpRequest) -> None:
    """After the password; Django has given the session a new key."""
    request.session['began_at'] = request.session['seen_at'] = _now()
    request.session['browser'] = devices.family(request)


def complete(request: HttpRequest, member: StaffMember) -> str:
    """After the code; gives what to leave in the browser."""
    number, token = devices.remember(request, member)
    request.session['device'] = number
    prove(request)
    rotate_token(request)
    return token


def prove(request: HttpRequest) -> None:
    """They showed who they are: a new key, in case somebody had the old."""
    request.session['proven_at'] = _now()
    request.session.cycle_key()


def is_complete(request: HttpRequest) -> bool:
    return 'device' in request.session


def is_fresh(request: HttpRequest) -> bool:
    return _age(request, 'proven_at') < FRESH


def is_good(request: HttpRequest, member: Any) -> bool:
    """Whether the session may go on."""
    return (
        _age(request, 'began_at') < LONGEST
        and request.session.get('browser') == devices.family(request)
        and (not is_complete(request) or _knows_the_browser(request, member))
    )


def end_if_over(request: HttpRequest) -> None:
    member = request.user
    if not member.is_authenticated:
        return
    if not is_good(request, member):
        logout(request)
    elif _age(request, 'seen_at') > A_MOMENT:
        # To save it is what moves its end; each click would be too often.
        request.session['seen_at'] = _now()


def _knows_the_browser(request: HttpRequest, member: Any) -> bool:
    number = request.session['device']
    return KnownDevice.objects.filter(pk=number, member=member).exists()


def next_step(request: HttpRequest, member: StaffMember) -> str:
    """The name of the page that comes before all others; often none."""
    if not is_complete(request) and factor.is_set_up(member):
        return 'code'
    if member.password_is_one_time:
        return 'password_change'
    return '' if is_complete(request) else 'second_factor'


@transaction.atomic
def end_everywhere(member: StaffMember) -> None:
    member.signed_out_at = timezone.now()
    member.save(update_fields=['signed_out_at'])
    devices.note(member, 'signed out everywhere')


def _age(request: HttpRequest, name: str) -> timedelta:
    return timedelta(seconds=_now() - request.session.get(name, 0))


def _now() -> float:
    return timezone.now().timestamp()
