"""Slows down repeated posts without remembering who posted.

Attempts are counted under a hash keyed with the site's secret and the day, in
one PostgreSQL table that all processes and machines share, and are forgotten
when their hour is over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from privacy import sql
from privacy.models import Attempts


@dataclass(frozen=True)
class Limit:
    """At most `times` within `per`, counted for each `action` on its own."""

    action: str
    times: int
    per: timedelta = timedelta(hours=1)


COUNT_ATTEMPT = sql.read('count_attempt')


def wait_until(limit: Limit, who: str, now: datetime) -> datetime | None:
    """Count this attempt; None, or the moment when the next is welcome."""
    key = _key(limit, who, now)
    with connection.cursor() as cursor:
        cursor.execute(
            COUNT_ATTEMPT,
            {'key': key, 'now': now, 'ends_at': now + limit.per},
        )
        count, ends_at = cursor.fetchone()
    return ends_at if count > limit.times else None


def forget(limit: Limit, who: str, now: datetime) -> None:
    """Count from the beginning again."""
    Attempts.objects.filter(key=_key(limit, who, now)).delete()


def _key(limit: Limit, who: str, now: datetime) -> str:
    return salted_hmac(
        f'privacy.throttle.{limit.action}.{now:%Y-%m-%d}',
        who,
        algorithm='sha256',
    ).hexdigest()


def network_of(request: HttpRequest) -> str:
    """The visitor's network: an IPv4 address, or an IPv6 /64."""
    try:
        address = ip_address(address_in(request.META))
    except ValueError:
        return 'unknown'
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ip_network((address, 64), strict=False))
    return str(address)


def address_in(environ: Mapping[str, Any]) -> str:
    """Counted from the right, over exactly the proxies that we run.

    Whatever stands further left, the visitor may have written there (ASVS
    15.3.4).
    """
    hops = environ.get('HTTP_X_FORWARDED_FOR', '').split(',')
    if settings.PROXIES and len(hops) >= settings.PROXIES:
        return hops[-settings.PROXIES].strip()
    return environ.get('REMOTE_ADDR', '')
