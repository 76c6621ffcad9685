"""How a person shows that an address is theirs, by the link or by the code.

Each address of a request is proven on its own, and only proven ones are
searched. A second request never blocks, verifies or ends another.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from privacy import tasks, tokens
from privacy.cases import codes, notices
from privacy.cases.asking import LINK_GOOD_FOR, unproven
from privacy.models import (
    AT_WORK,
    Author,
    Cause,
    Channel,
    ClaimedAddress,
    DataSubjectRequest,
    Right,
    State,
)
from privacy.proof import audit
from privacy.subjects.restriction import restrict
from privacy.subjects.stopping import stop


DOUBLE_CLICK = timedelta(minutes=1)
ENDS_CONSENT = (
    *(Right.WITHDRAWAL, Right.OBJECTION),
    *(Right.ERASURE, Right.CHILD),
)
STOPS_USE = {
    Right.ERASURE: Cause.UNLAWFUL,
    Right.RESTRICTION: Cause.UNLAWFUL,
    Right.OBJECTION: Cause.OBJECTION,
    Right.CHILD: Cause.UNLAWFUL,
}


def by_link(token: str) -> QuerySet[ClaimedAddress]:
    """The claim behind a link. None if forged, old, used or forgotten."""
    pk = tokens.read('proof', token, good_for=LINK_GOOD_FOR)
    return unproven(timezone.now()).filter(pk=pk)


def just_proven(token: str) -> ClaimedAddress | None:
    """What the first of two presses of the button has proven."""
    pk = tokens.read('proof', token, good_for=LINK_GOOD_FOR)
    return ClaimedAddress.objects.filter(
        pk=pk, proven_at__gt=_a_click_ago()
    ).first()


def by_code(reference: str, code: str) -> QuerySet[ClaimedAddress]:
    return _opened_by(code, unproven(timezone.now()), reference)


def just_proven_by_code(reference: str, code: str) -> ClaimedAddress | None:
    proven = ClaimedAddress.objects.filter(proven_at__gt=_a_click_ago())
    return _opened_by(code, proven, reference).first()


def _opened_by(
    code: str, claims: QuerySet[ClaimedAddress], reference: str
) -> QuerySet[ClaimedAddress]:
    of_it = claims.filter(request__reference=reference, email__isnull=False)
    right = [claim.pk for claim in of_it if codes.opens(code, claim)]
    return ClaimedAddress.objects.filter(pk__in=right)


def _a_click_ago() -> datetime:
    return timezone.now() - DOUBLE_CLICK


@transaction.atomic
def prove(claims: QuerySet[ClaimedAddress]) -> ClaimedAddress | None:
    """Start the work on a request, once. None if nothing was waiting.

    Gives the proven address; its request is the one that now goes on.
    """
    claim = (
        claims.select_related('request')
        .select_for_update(of=('self', 'request'), no_key=True)
        .filter(proven_at=None)
        .first()
    )
    if claim is None:
        return None
    now = timezone.now()
    claim.proven_at = now
    claim.save(update_fields=['proven_at'])
    dsr = _case_for(claim, now)
    stop_use_at_once(dsr, now)
    tasks.fulfil.defer(dsr_pk=dsr.pk)
    audit.note(audit.Action.ADDRESS_PROVEN, dsr=dsr)
    return dsr.addresses.get(email=claim.email)


def _case_for(claim: ClaimedAddress, now: datetime) -> DataSubjectRequest:
    """The request that this proof opens, or the earlier one that it joins.

    Nobody shares a case: of several addresses each has its own from here on.
    """
    if not _waits_for_it(claim):
        _split_off(claim)
    dsr, earlier = claim.request, _earlier_case(claim)
    dsr.step(State.OPEN, opened_at=dsr.opened_at or now)
    return _joined(dsr, earlier, now) if earlier else dsr


def _waits_for_it(claim: ClaimedAddress) -> bool:
    """Nobody proved the request before; a colleague may have opened it."""
    dsr = claim.request
    others = dsr.addresses.exclude(pk=claim.pk).exclude(proven_at=None)
    opened = dsr.state == State.OPEN and not others.exists()
    return opened or dsr.state == State.RECEIVED


def _earlier_case(claim: ClaimedAddress) -> DataSubjectRequest | None:
    """An unanswered request of the same address for the same right."""
    return (
        DataSubjectRequest.objects.filter(
            state__in=AT_WORK,
            right=claim.request.right,
            addresses__email=claim.email,
            addresses__proven_at__isnull=False,
            erased_at=None,  # what came after an erasure needs its own
            # Or it would be answered later than it must.
            received_on__lte=claim.request.received_on,
        )
        .exclude(pk=claim.request_id)
        # It must not be answered while this one joins it.
        .select_for_update(of=('self',), no_key=True)
        .order_by('received_at')
        .first()
    )


def _joined(
    dsr: DataSubjectRequest, earlier: DataSubjectRequest, now: datetime
) -> DataSubjectRequest:
    """The earlier one has the earlier due date; what was written moves."""
    if dsr.details and dsr.channel == Channel.WEB:
        earlier.messages.create(author=Author.PERSON, body=dsr.details, at=now)
    elif dsr.details:
        # A colleague wrote it down: these are not the person's own words.
        noted = f'As we noted it down: {dsr.details}'
        earlier.messages.create(author=Author.TEAM, body=noted, at=now)
    # The proof is fresh again, and with it the profile.
    earlier.addresses.filter(email__in=dsr.proven_emails()).update(
        proven_at=now
    )
    dsr.end(State.ANSWERED, now, joined_to=earlier, details='')
    return earlier


def _split_off(claim: ClaimedAddress) -> None:
    """Another address of the request was proven first; this starts anew."""
    before = claim.request
    claim.request = DataSubjectRequest.objects.create(
        right=before.right,
        details=before.details,
        received_at=before.received_at,
        received_on=before.received_on,
    )
    claim.save(update_fields=['request'])


def stop_use_at_once(dsr: DataSubjectRequest, now: datetime) -> None:
    """What must not wait for a worker: no use after this moment."""
    emails = dsr.proven_emails()
    if dsr.right in ENDS_CONSENT and (ended := stop(emails)):
        audit.note(audit.Action.CONSENT_ENDED, dsr=dsr, count=ended)
    if cause := STOPS_USE.get(Right(dsr.right)):
        count = restrict(emails, dsr, cause, now)
        notices.after_restriction(dsr)
        audit.note(audit.Action.RESTRICTED, dsr=dsr, count=count)
