"""Cookies that appeared from nowhere: dropped, alarmed, and written down.

They come from a mistake in our own code. What is kept is the name, the page
and how often; never the value, and nothing of who asked.
"""

from __future__ import annotations

import logging

from django.db import Error, transaction
from django.db.models import F
from django.utils import timezone

from privacy.models import StaffMember, StrayCookie
from privacy.proof import audit


logger = logging.getLogger(__name__)

# Whatever is longer is cut: the register takes names, not contents.
NAME, PATH = 100, 200
UNREADABLE = 'unreadable'


def note(name: str, path: str) -> None:
    """Never fails: the visitor must not pay for our mistake."""
    logger.error('A cookie in no register was dropped: %s', readable(name))
    try:
        with transaction.atomic():
            _count(readable(name), path[:PATH])
    except Error:
        logger.exception('It could not be written down')


def readable(name: str) -> str:
    known = name.strip()[:NAME]
    return (
        known
        if known.isascii() and not set(known) & set('=;@ \t')
        else (UNREADABLE)
    )


def _count(name: str, path: str) -> None:
    """Once more of the same is no new row, and opens a settled one again."""
    now = timezone.now()
    row, is_new = StrayCookie.objects.get_or_create(
        name=name or UNREADABLE, path=path, defaults={'first_seen': now}
    )
    if not is_new:
        StrayCookie.objects.filter(pk=row.pk).update(
            times=F('times') + 1, last_seen=now, settled_at=None
        )


@transaction.atomic
def settle(stray_pk: int, *, by: StaffMember) -> bool:
    """Somebody found where it came from, and took it away."""
    open_still = StrayCookie.objects.filter(pk=stray_pk, settled_at=None)
    if not open_still.update(settled_at=timezone.now()):
        return False
    audit.note(
        audit.Action.STRAY_SETTLED,
        by=by,
        kind=StrayCookie._meta.label,
        row_id=stray_pk,
    )
    return True
