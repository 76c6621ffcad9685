"""Guessing gets slower and slower, and nobody learns whom they guess at.

All failures read the same and take the same time: for an account that there
is not, for a wrong password, and for the right one while the door is shut. A
browser in which the colleague signed in before is counted on its own, so a
stranger who guesses elsewhere does not keep them out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone

from privacy import tasks, throttle
from privacy.entrance import devices
from privacy.models import StaffMember
from privacy.throttle import Limit
from privacy.tokens import NOBODY


PAUSE = timedelta(minutes=15)
OF_ACCOUNT = Limit('sign-in', 10, PAUSE)
OF_NETWORK = Limit('sign-in from a network', 60, PAUSE)
OF_CODES = Limit('code', 10, PAUSE)
LETTERS = Limit('letter about guessing', 1)


@dataclass(frozen=True)
class Attempt:
    """One try to get in, counted before anything is compared."""

    limit: Limit
    who: str
    is_too_many: bool

    def succeeded(self) -> None:
        throttle.forget(self.limit, self.who, timezone.now())


def at_the_door(request: HttpRequest, name: str) -> Attempt:
    """Somebody typed this name and a password."""
    email, now = name.strip().lower(), timezone.now()
    member = StaffMember.objects.filter(email=email, is_active=True).first()
    known = devices.known_digest(request, member)
    who = f'{email} {known}'
    too_many = throttle.wait_until(OF_ACCOUNT, who, now)
    network = throttle.network_of(request)
    flooded = throttle.wait_until(OF_NETWORK, network, now)
    if too_many:
        _tell_once(email, member)
    return Attempt(OF_ACCOUNT, who, bool(too_many or flooded))


def at_the_code(member: StaffMember) -> Attempt:
    """Somebody who gave the right password typed a code."""
    who = str(member.pk)
    too_many = throttle.wait_until(OF_CODES, who, timezone.now())
    if too_many:
        _tell_once(member.email or '', member)
    return Attempt(OF_CODES, who, bool(too_many))


def _tell_once(email: str, member: StaffMember | None) -> None:
    """At most once an hour; for nobody too, which takes as long."""
    if not throttle.wait_until(LETTERS, email, timezone.now()):
        pk = member.pk if member else NOBODY
        tasks.tell_of_guessing.defer(member_pk=pk)
