"""Enters what is published in the database, which then refuses change."""

from __future__ import annotations

from datetime import datetime, time
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from privacy import clock
from privacy.declaration.cookies import COOKIES, Cookie
from privacy.models import Audience, CookieEntry, PolicyVersion, Store
from privacy.policy import versions
from privacy.policy.versions import Version


class ChangedError(Exception):
    """The bytes under this label are not those that were published."""


@transaction.atomic
def enter_versions() -> int:
    """Enter what is new, the oldest first; gives how many that were."""
    known = _known()
    found = versions.published()[::-1]
    for version in found:
        same = known.get(version.label, version.sha256) == version.sha256
        if not (same and version.is_as_published):
            raise ChangedError(version.label)
    fresh = [version for version in found if version.label not in known]
    for version in fresh:
        _enter(version)
    return len(fresh)


def _known() -> dict[str, str]:
    rows = PolicyVersion.objects.filter(document='privacy', lang='en')
    return dict(rows.values_list('label', 'body_sha256'))


def _enter(version: Version) -> None:
    begins = datetime.combine(version.begins, time(), clock.VILNIUS)
    # The last one was without end; the database lets it end once.
    for last in PolicyVersion.objects.filter(
        document='privacy', lang='en', effective__endswith=None
    ):
        last.effective = (last.effective.lower, begins)
        last.save(update_fields=['effective'])
    PolicyVersion.objects.create(
        label=version.label, body=version.body, effective=(begins, None)
    )


@transaction.atomic
def enter_cookies() -> None:
    """The register follows the code, once a version in force lists it."""
    in_force = PolicyVersion.objects.filter(
        effective__contains=timezone.now()
    ).first()
    if in_force is None:
        return
    CookieEntry.objects.exclude(
        name_pattern__in=[cookie.name for cookie in COOKIES]
    ).delete()
    for cookie in COOKIES:
        _enter_cookie(cookie, in_force)


def _enter_cookie(cookie: Cookie, listed: PolicyVersion) -> None:
    said = {
        'purpose': cookie.purpose,
        'lasts': cookie.lasts,
        'third_party_access': False,
        'needs_consent': False,
        'audience': Audience.STAFF,
    }
    found = CookieEntry.objects.filter(
        name_pattern=cookie.name, host=host(), store=Store.COOKIE
    )
    if found.filter(**said).exists():
        return
    found.delete()
    CookieEntry.objects.create(
        name_pattern=cookie.name,
        host=host(),
        store=Store.COOKIE,
        declared_in=listed,
        **said,
    )


def host() -> str:
    return urlsplit(settings.SITE_URL).hostname or ''
