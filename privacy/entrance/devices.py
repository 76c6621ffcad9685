"""The browsers in which a colleague signed in, known by a cookie of the desk.

The cookie is random and says nothing; we keep its hash. A sign-in from a
browser without one is told to the colleague.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from privacy import tasks
from privacy.declaration import facts
from privacy.models import Action, KnownDevice, StaffMember
from privacy.proof import audit


LASTS = timedelta(days=facts.DEVICES.days)
BROWSERS = (
    *(('Edg', 'Edge'), ('OPR', 'Opera'), ('Firefox', 'Firefox')),
    *(('FxiOS', 'Firefox'), ('CriOS', 'Chrome'), ('Chrome', 'Chrome')),
    ('Safari', 'Safari'),
)
SYSTEMS = (
    *(('Android', 'Android'), ('iPhone', 'iPhone'), ('iPad', 'iPad')),
    *(('Windows', 'Windows'), ('Mac OS', 'macOS'), ('Linux', 'Linux')),
)


def family(request: HttpRequest) -> str:
    """The kind of browser, without its version: that changes in a session."""
    said = request.headers.get('User-Agent', '')
    return f'{_first(BROWSERS, said)} on {_first(SYSTEMS, said)}'


def _first(names: tuple[tuple[str, str], ...], said: str) -> str:
    found = (name for sign, name in names if re.search(rf'\b{sign}', said))
    return next(found, 'something else')


def known_digest(request: HttpRequest, member: StaffMember | None) -> str:
    """The hash of the cookie, if it is a browser of this colleague."""
    digest = _digest(request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ''))
    known = KnownDevice.objects.filter(member=member, digest=digest)
    return digest if known.exists() else ''


@transaction.atomic
def remember(request: HttpRequest, member: StaffMember) -> tuple[int, str]:
    """The number of this browser, and what to leave in it.

    Only a cookie of ours is taken up again: a stranger who plants one of
    theirs does not become known.
    """
    token = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, '')
    if not KnownDevice.objects.filter(digest=_digest(token)).exists():
        token = secrets.token_urlsafe(32)
    device, is_new = KnownDevice.objects.update_or_create(
        member=member,
        digest=_digest(token),
        defaults={'last_seen_at': timezone.now(), 'browser': family(request)},
    )
    if is_new:
        tasks.tell_of_device.defer(device_pk=device.pk)
        note(member, 'a new browser')
    return device.pk, token


def leave(response: HttpResponse, token: str) -> HttpResponse:
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        token,
        max_age=LASTS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite='Strict',
    )
    return response


@transaction.atomic
def forget(member: StaffMember, pk: int) -> bool:
    """Whoever sits at that browser is out with their next click."""
    gone, _ = member.devices.filter(pk=pk).delete()
    if gone:
        note(member, 'a browser removed')
    return bool(gone)


def note(member: StaffMember, what: str) -> None:
    """In the audit: whose account, and what; the site saw it."""
    audit.note(
        Action.SIGN_IN,
        kind=StaffMember._meta.label,
        row_id=member.pk,
        purpose=what,
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
