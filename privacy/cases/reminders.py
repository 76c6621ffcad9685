"""Reminds the team before a day of duty is over, and alarms when it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.template.defaultfilters import pluralize

from privacy import clock
from privacy.cases import emails
from privacy.models import (
    Action,
    Attestation,
    AuditEvent,
    Breach,
    DataSubjectRequest,
    Disclosure,
    LegalHold,
    OwnershipChange,
    Risk,
    StrayCookie,
)
from privacy.proof import audit


# At so many days left the team is reminded of a request, once each.
MARKS = (10, 5, 2, 0)
OVERDUE = -1
# The 72 hours of a breach end soon.
BREACH_SOON = timedelta(hours=24)
# The registers are in the first mail from then on, in Vilnius.
MORNING = time(8)
# In one mail; the next hour has the rest.
MOST = 100


@transaction.atomic
def remind(now: datetime) -> None:
    """Once an hour. Whatever was told of is noted with the mail, or neither."""
    requests = take_due(clock.date_of_duty(now))
    registers = [(name, rows) for name, rows in take_registers(now) if rows]
    due = [dsr for dsr in requests if dsr.days_left >= 0]
    overdue = [dsr for dsr in requests if dsr.days_left < 0]
    if overdue:
        emails.tell_team_what_is_overdue(overdue, now)
    if due or registers:
        emails.tell_team_what_is_due(due, registers, now)
    for dsr in requests:
        left = dsr.days_left
        why = 'overdue' if left < 0 else 'due'
        audit.note(Action.REMINDED, dsr=dsr, count=abs(left), purpose=why)
    for _name, rows in registers:
        for row in rows:
            audit.note(Action.REMINDED, kind=row._meta.label, row_id=row.pk)


def what_is_overdue(now: datetime) -> str:
    """For monitoring: numbers and nothing else; empty if nothing is."""
    today = clock.date_of_duty(now)
    words = Attestation.objects.newest().filter(valid_until__lt=today)
    found = [
        (late(today).count(), 'request{} overdue'),
        (words.count(), 'word{} ran out'),
    ]
    return ', '.join(
        f'{count} {what.format(pluralize(count))}'
        for count, what in found
        if count
    )


def late(today: date) -> QuerySet[DataSubjectRequest]:
    return DataSubjectRequest.objects.at_work().filter(answer_by__lt=today)


# --- Requests -----------------------------------------------------------------


def take_due(today: date) -> list[Any]:
    """The requests to remind of, most urgent first, with their `days_left`.

    They count as told from here on; if the mail fails, this is undone.
    """
    taken = []
    for mark, days in windows(today):
        rows: list[Any] = list(unreminded(mark, days))
        for dsr in rows:
            dsr.days_left = clock.days_left(dsr.answer_by, today)
        taken += rows
        DataSubjectRequest.objects.filter(
            pk__in=[dsr.pk for dsr in rows]
        ).update(reminded_at=mark)
    return taken


def windows(today: date) -> Iterator[tuple[int, Q]]:
    """Each mark, and the last days of requests that have reached no later one.

    So a mark that was missed is skipped, and a request with more time is
    reminded of anew.
    """
    yield OVERDUE, Q(answer_by__lt=today)
    below = OVERDUE
    for mark in reversed(MARKS):
        first = clock.days_later(today, below + 1)
        yield mark, Q(answer_by__range=(first, clock.days_later(today, mark)))
        below = mark


def unreminded(mark: int, days: Q) -> QuerySet[DataSubjectRequest]:
    """Those that nobody was reminded of yet, and nobody reminds of just now."""
    return (
        DataSubjectRequest.objects.at_work()
        .filter(days)
        .exclude(reminded_at=mark)
        .order_by('answer_by', 'pk')
        .select_for_update(of=('self',), no_key=True, skip_locked=True)[:MOST]
    )


# --- The registers ------------------------------------------------------------


def take_registers(now: datetime) -> Iterator[tuple[str, Sequence[Model]]]:
    """What waits in them, each row once a day."""
    today = clock.date_of_duty(now)
    if now < datetime.combine(today, MORNING, clock.VILNIUS):
        return
    yield (
        'Holds to review',
        _not_told(LegalHold.objects.to_review(today), today),
    )
    yield (
        'Disclosures: may the person be told by now?',
        _not_told(
            Disclosure.objects.filter(
                recheck_on__lte=today,
                notified_on=None,
                declined_on=None,
                disclosed_on__isnull=False,
            ),
            today,
        ),
    )
    yield (
        'Breaches to report to the authority within a day',
        _not_told(
            Breach.objects.filter(
                notify_by__lte=now + BREACH_SOON,
                authority_told_at=None,
                closed_at=None,
            ).exclude(risk=Risk.NONE),
            today,
        ),
    )
    yield (
        'Words that run out: look again, and give a new one',
        _not_told(Attestation.objects.running_out(today), today),
    )
    yield (
        'Cookies that appeared from nowhere',
        _not_told(StrayCookie.objects.filter(settled_at=None), today),
    )
    yield (
        'Changes of ownership that wait for a second person',
        _not_told(
            OwnershipChange.objects.filter(
                approved_by=None, called_off_at=None
            ),
            today,
        ),
    )


def _not_told(rows: QuerySet, today: date) -> list[Model]:
    """The next ones. Locked and then looked up again, so that two workers
    tell once.
    """
    told = AuditEvent.objects.filter(
        kind=rows.model._meta.label,
        action=Action.REMINDED,
        at__gte=datetime.combine(today, time(), clock.VILNIUS),
    )
    waiting = rows.exclude(Exists(told.filter(row_id=OuterRef('pk'))))
    found = list(
        waiting.order_by('pk').select_for_update(no_key=True, skip_locked=True)[
            :MOST
        ]
    )
    again = told.filter(row_id__in=[row.pk for row in found])
    meanwhile = set(again.values_list('row_id', flat=True))
    return [row for row in found if row.pk not in meanwhile]
