"""The letter that asks a person to prove an address, and how often it goes.

Anybody may type anybody's address. So the letters about one right wait for
each other, and only the newest of those that wait is written: whatever a
stranger sends, the person who asks has a link for that right within these
hours, and it works. A request itself is never refused for it, or a stranger
could lock a person out of their rights.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from privacy import mail
from privacy.cases import emails
from privacy.models import ClaimedAddress, State
from privacy.throttle import Limit, wait_until


LINK_GOOD_FOR = timedelta(hours=48)
LETTERS = Limit('letters with a link', times=2, per=timedelta(hours=2))


def unproven(now: datetime) -> QuerySet[ClaimedAddress]:
    return ClaimedAddress.objects.filter(
        proven_at=None,
        email__isnull=False,
        claimed_at__gt=now - LINK_GOOD_FOR,
    ).exclude(request__state=State.WITHDRAWN)


def ask_for_proof(claim_pk: int) -> datetime | None:
    """Send the link, once, unless a newer one for the same is sent or waits.

    Gives the moment to try again, if there were enough letters for now.
    """
    waiting = unproven(timezone.now()).filter(pk=claim_pk, asked_at=None)
    claim = waiting.select_related('request').first()
    # A colleague floods nobody, and what they ask for is not overtaken.
    if claim and not claim.taken_in_by_id:
        if _is_overtaken(claim):
            return None
        if until := _letters_are_enough(claim):
            return until
    if claim:
        mail.send_once(
            ClaimedAddress, claim_pk, 'asked_at', emails.ask_for_proof
        )
    return None


def _is_overtaken(claim: ClaimedAddress) -> bool:
    return (
        unproven(timezone.now())
        .filter(
            email=claim.email,
            request__right=claim.request.right,
            claimed_at__gt=claim.claimed_at,
            taken_in_by=None,
        )
        .exists()
    )


def _letters_are_enough(claim: ClaimedAddress) -> datetime | None:
    about = f'{claim.request.right} {claim.email}'
    return wait_until(LETTERS, about, timezone.now())
