"""Whoever got data from us hears what became of it (Article 19).

A notice is a row before it is a letter: it is made with what it tells of, and
the worker writes until somebody answers. Until then the request stays open,
and the address of the person with it: who must delete has to know whose data.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from django.apps import apps
from django.db import transaction
from django.db.models import Model, Q
from django.utils import timezone

from privacy.cases import emails
from privacy.declaration.registry import declarations
from privacy.models import (
    Action,
    Correction,
    DataSubjectRequest,
    Decision,
    Disclosure,
    RecipientNotice,
    RecipientNoticeQuerySet,
    Right,
    State,
    Told,
)
from privacy.proof import audit
from privacy.subjects.restriction import can_be_restricted
from privacy.subjects.search import rows_about


# Three letters in three weeks leave a colleague a week to decide.
REPEAT_AFTER = timedelta(days=7)
MOST_LETTERS = 3
# What the person must hear of, and that they heard.
NEWS = (Action.CORRECTED, Action.RESTRICTED, Action.ERASED)


# --- Who must hear ------------------------------------------------------------


def after_correction(correction: Correction) -> None:
    """Who heard of an earlier one of the same request hears of this, too."""
    dsr, kind = correction.dsr, apps.get_model(correction.kind)
    names = _must_hear(dsr, Told.RECTIFIED, [kind])
    dsr.notices.filter(
        about=Told.RECTIFIED, recipient__in=names, excused_at=None
    ).update(told_at=None, acknowledged_at=None)


def after_restriction(dsr: DataSubjectRequest) -> None:
    """Not before a deletion, of which they hear a minute later."""
    people = dsr.proven_emails()
    if dsr.right == Right.ERASURE or not people:
        return
    kinds = [
        model
        for model, _declared, rows in rows_about(people)
        if can_be_restricted(model)
        and rows.filter(restriction__dsr=dsr).exists()
    ]
    _must_hear(dsr, Told.RESTRICTED, kinds)


def after_erasure(dsr: DataSubjectRequest) -> None:
    """By the lines of the plan that was carried out: the rows are gone."""
    erased = set(
        dsr.erasure_lines.filter(erased__gt=0).values_list('kind', flat=True)
    )
    kinds = [
        model
        for model, _declared in declarations()
        if str(model._meta.verbose_name_plural) in erased
    ]
    _must_hear(dsr, Told.ERASED, kinds)


def _must_hear(
    dsr: DataSubjectRequest, about: Told, kinds: Collection[type[Model]]
) -> list[str]:
    """Note it once for each recipient; gives their names."""
    if not kinds:
        return []
    recipients = _parties(kinds) | _authorities(dsr)
    RecipientNotice.objects.bulk_create(
        [
            RecipientNotice(
                dsr=dsr,
                recipient=name,
                mailbox=mailbox,
                about=about,
                made_at=timezone.now(),
            )
            for name, mailbox in recipients.items()
        ],
        ignore_conflicts=True,
    )
    return list(recipients)


def _parties(kinds: Collection[type[Model]]) -> dict[str, str]:
    """Those who keep a copy of their own of such rows, and their mailboxes."""
    return {
        party.name: party.mailbox
        for model, declared in declarations()
        if model in kinds
        for party in declared.activity.recipients
        if party.mailbox
    }


def _authorities(dsr: DataSubjectRequest) -> dict[str, str]:
    """They have no mailbox for it: a colleague tells them."""
    given = Disclosure.objects.filter(
        email__in=dsr.proven_emails(), disclosed_on__isnull=False
    )
    return dict.fromkeys(given.values_list('authority', flat=True), '')


# --- The letters --------------------------------------------------------------


def due(now: datetime) -> RecipientNoticeQuerySet:
    """Those to write to: never told, or silent for a week.

    While we doubt who a person is, nobody hears of them.
    """
    silent = Q(told_at__lte=now - REPEAT_AFTER, times_told__lt=MOST_LETTERS)
    return (
        RecipientNotice.objects.unanswered()
        .exclude(mailbox='')
        .filter(dsr__state__in=[State.OPEN, State.EXTENDED])
        .filter(Q(told_at=None) | silent)
        .order_by('pk')
    )


def numbers_due(now: datetime, **of_request: int) -> list[int]:
    return list(due(now).filter(**of_request).values_list('pk', flat=True))


@transaction.atomic
def tell(notice_pk: int, now: datetime) -> None:
    """Write one letter, however often the worker tries."""
    notice = (
        due(now)
        .select_for_update(of=('self',), no_key=True)
        .select_related('dsr')
        .filter(pk=notice_pk)
        .first()
    )
    if notice is None:
        return
    emails.tell_recipient(notice, _changes_for(notice))
    notice.told_at, notice.times_told = now, notice.times_told + 1
    notice.save(update_fields=['told_at', 'times_told'])
    audit.note(
        audit.Action.RECIPIENT_TOLD,
        dsr=notice.dsr,
        kind=notice._meta.label,
        row_id=notice.pk,
    )


def _changes_for(notice: RecipientNotice) -> list[Correction]:
    """The corrections of what this recipient got, and no others."""
    if notice.about != Told.RECTIFIED:
        return []
    made = notice.dsr.corrections.filter(
        decision=Decision.ACCEPTED, rows__gt=0
    ).order_by('pk')
    return [
        correction
        for correction in made
        if notice.recipient in _parties([apps.get_model(correction.kind)])
    ]


# --- What the person hears meanwhile ------------------------------------------


def must_wait(
    dsr: DataSubjectRequest, letter: Callable[[DataSubjectRequest], None]
) -> bool:
    """Whether the request stays open until a recipient answers.

    The person does not wait for others: what we did they read at once.
    """
    unanswered = dsr.notices.unanswered()
    if not unanswered.exists():
        return False
    if unanswered.filter(mailbox='').exists():
        emails.call_team(dsr)
    if dsr.reachable_claims() and not has_heard(dsr):
        letter(dsr)
        audit.note(audit.Action.LETTER_SENT, dsr=dsr)
    return True


def has_heard(dsr: DataSubjectRequest) -> bool:
    """Whether they got their letter about the last thing that we did."""
    steps = dsr.events.filter(action__in=[*NEWS, Action.LETTER_SENT])
    last = steps.order_by('-seq').values_list('action', flat=True).first()
    return last == Action.LETTER_SENT
