"""The first page of the desk: what needs this colleague, most urgent first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Model, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from privacy import clock
from privacy.desk.fields import today
from privacy.desk.lines import NAMES, SOON, chip, days_left, lines_of
from privacy.desk.running_out import RunsOut, running_out
from privacy.models import (
    AT_WORK,
    Action,
    Breach,
    ClaimedAddress,
    DataSubjectRequest,
    Disclosure,
    LegalHold,
    OwnershipChange,
    Refusal,
    StaffMember,
    State,
    StrayCookie,
)


MOST = 10
HOUR = 3600


@dataclass(frozen=True)
class Item:
    """Something that waits, by what it is and never by whose it is."""

    what: str
    about: Model
    when: str = ''

    @property
    def page(self) -> str:
        meta = self.about._meta
        name = f'admin:{meta.app_label}_{meta.model_name}_change'
        return reverse(name, args=[self.about.pk])


def of(by: StaffMember) -> dict[str, Any]:
    at_work = DataSubjectRequest.objects.at_work()
    first = at_work.order_by('answer_by', 'pk').values_list('pk', flat=True)
    return {
        'counts': counts(by),
        'urgent': lines_of(list(first[:MOST])),
        'to_agree': list(to_agree(by)),
        'dated': list(dated()),
        'most': MOST,
    }


def counts(by: StaffMember) -> dict[str, int]:
    day = today()
    soon = (day, clock.days_later(day, SOON))
    return DataSubjectRequest.objects.at_work().aggregate(
        at_work=Count('pk'),
        overdue=Count('pk', filter=Q(answer_by__lt=day)),
        soon=Count('pk', filter=Q(answer_by__range=soon)),
        mine=Count('pk', filter=Q(taken_by=by)),
    )


# --- What waits for a second person -------------------------------------------


def to_agree(by: StaffMember) -> Iterator[Item]:
    """What others began and this colleague may agree to, nothing of theirs."""
    for action, waiting, item in SECOND_PERSON:
        if by.may(action):
            yield from map(item, waiting(by)[:MOST])


def refusals(by: StaffMember) -> QuerySet[Refusal]:
    waiting = Refusal.objects.waiting().filter(dsr__state__in=AT_WORK)
    others = waiting.exclude(proposed_by=by)
    others = others.exclude(dsr__addresses__email=by.email)
    return others.select_related('dsr').order_by('proposed_at', 'pk')


def vouched_claims(by: StaffMember) -> QuerySet[ClaimedAddress]:
    waiting = ClaimedAddress.objects.filter(
        vouched_by__isnull=False,
        proven_at=None,
        email__isnull=False,
        request__state__in=[State.RECEIVED, *AT_WORK],
    )
    others = waiting.exclude(vouched_by=by).exclude(email=by.email)
    return others.select_related('request').order_by('claimed_at', 'pk')


def holds(by: StaffMember) -> QuerySet[LegalHold]:
    waiting = LegalHold.objects.waiting().filter(ended_on=None)
    return waiting.exclude(set_by=by).order_by('started_on', 'pk')


def disclosures(by: StaffMember) -> QuerySet[Disclosure]:
    waiting = Disclosure.objects.filter(
        approved_by=None, disclosed_on=None, declined_on=None
    )
    others = waiting.exclude(assessed_by=by).exclude(email=by.email)
    return others.order_by('received_on', 'pk')


def sales(by: StaffMember) -> QuerySet[OwnershipChange]:
    waiting = OwnershipChange.objects.filter(
        approved_by=None, called_off_at=None
    )
    return waiting.exclude(proposed_by=by).order_by('notice_on', 'pk')


def refused(refusal: Refusal) -> Item:
    return Item(f'A refusal: {NAMES[refusal.dsr.right]}', refusal.dsr)


def vouched(claim: ClaimedAddress) -> Item:
    asked = NAMES[claim.request.right]
    return Item(f'Somebody vouched for a person: {asked}', claim.request)


def held(hold: LegalHold) -> Item:
    return Item(f'A hold, for {hold.get_ground_display()}', hold)


def asked_by_authority(disclosure: Disclosure) -> Item:
    return Item('Data that an authority asks for', disclosure)


def sold(change: OwnershipChange) -> Item:
    return Item('A change of ownership that everybody is to be told', change)


SECOND_PERSON: tuple[tuple[Action, Any, Any], ...] = (
    (Action.REFUSED, refusals, refused),
    (Action.VOUCH_APPROVED, vouched_claims, vouched),
    (Action.HELD, holds, held),
    (Action.AGREED, disclosures, asked_by_authority),
    (Action.SALE_AGREED, sales, sold),
)


# --- What has a day of its own ------------------------------------------------


def dated() -> Iterator[Item | RunsOut]:
    day, now = today(), timezone.now()
    for breach in breaches()[:MOST]:
        left = hours_left(breach.notify_by, now)
        yield Item('A breach to tell the authority of', breach, left)
    for hold in LegalHold.objects.to_review(day).order_by('review_on')[:MOST]:
        left = days_left(hold.review_on, day)
        yield Item('A hold to review', hold, left)
    for told_late in to_recheck()[:MOST]:
        left = days_left(told_late.recheck_on, day)
        yield Item('May the person be told of a disclosure?', told_late, left)
    yield from running_out(day)
    for stray in StrayCookie.objects.filter(settled_at=None)[:MOST]:
        yield Item('A cookie from nowhere', stray, chip('now', 'dropped'))


def breaches() -> QuerySet[Breach]:
    """Those whose 72 hours run."""
    untold = Breach.objects.filter(closed_at=None, authority_told_at=None)
    return untold.exclude(risk='none').order_by('notify_by', 'pk')


def to_recheck() -> QuerySet[Any]:
    untold = Disclosure.objects.filter(
        recheck_on__lte=today(), notified_on=None, disclosed_on__isnull=False
    )
    return untold.order_by('recheck_on', 'pk')


def hours_left(due: datetime, now: datetime) -> str:
    hours = int((due - now).total_seconds() // HOUR)
    if hours < 0:
        return chip('over', f'{-hours} h overdue')
    return chip('now', f'{hours} h left')
