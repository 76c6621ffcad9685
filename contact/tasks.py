"""What the worker does for this app. Arguments are row numbers only."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from contact import announcing, emails, expiring, sending, wishes
from contact.models import (
    ConsentEvent,
    Enquiry,
    Letter,
    Reply,
    Subscription,
)
from privacy import mail
from privacy.models import LedgerKind
from privacy.proof import ledger


RETRY = RetryStrategy(max_attempts=10, exponential_wait=3)
# For what comes each minute: while one waits, no other is made.
RETRY_SOON = RetryStrategy(max_attempts=10, wait=6)


@app.task(retry=RETRY)
def acknowledge(enquiry_pk: int) -> None:
    mail.send_once(Enquiry, enquiry_pk, 'acknowledged_at', emails.acknowledge)


@app.task(retry=RETRY)
def tell_team(enquiry_pk: int) -> None:
    mail.send_once(Enquiry, enquiry_pk, 'team_told_at', emails.tell_team)


@app.task(retry=RETRY)
def take_up(wish_pk: int) -> None:
    with transaction.atomic():
        if event := wishes.take_up(wish_pk):
            ask_to_confirm.defer(consent_pk=event.pk)


@app.task(retry=RETRY)
def ask_to_confirm(consent_pk: int) -> None:
    mail.send_once(ConsentEvent, consent_pk, 'asked_at', emails.ask_to_confirm)


@app.task(retry=RETRY)
def send_receipt(consent_pk: int) -> None:
    emails.send_receipt(ConsentEvent.objects.get(pk=consent_pk))


@app.task(retry=RETRY)
def note_withdrawal(subscription_pk: int) -> None:
    """Let the ledger know, so that a restored backup stops it again.

    It knows addresses and no purposes, so a restoration stops all letters.
    """
    subscription = Subscription.objects.filter(pk=subscription_pk).first()
    if subscription and subscription.email and subscription.stopped_at:
        reference = f'{subscription.stopped_at:%Y%m%d}'
        ledger.record(LedgerKind.WITHDRAWN, [subscription.email], reference)


@app.task(retry=RETRY)
def send_preferences(subscription_pk: int) -> None:
    known = Subscription.objects.filter(pk=subscription_pk)
    if subscription := known.filter(email__isnull=False).first():
        emails.send_preferences(subscription)


@app.task(retry=RETRY)
def answer(reply_pk: int) -> None:
    mail.send_once(Reply, reply_pk, 'sent_at', emails.answer)


@app.task(retry=RETRY)
def send_letter(letter_pk: int) -> None:
    if go_on_at := sending.send(letter_pk):
        carry_on(letter_pk, go_on_at)


@app.task(retry=RETRY)
def send_test(letter_pk: int, staff_pk: int, number: int) -> None:
    sending.send_test(letter_pk, staff_pk, number)


@app.periodic(cron='* * * * *')
@app.task(retry=RETRY_SOON, queueing_lock='letters')
def send_what_is_due(timestamp: int) -> None:
    """Letters whose hour has come, and those that a dead worker left."""
    for letter in Letter.objects.due(datetime.fromtimestamp(timestamp, UTC)):
        carry_on(letter.pk)


@app.periodic(cron='53 * * * *')
@app.task(retry=RETRY, queueing_lock='write_what_is_new')
def write_what_is_new(timestamp: int) -> None:
    announcing.write_what_is_new()


@app.periodic(cron='7 3 * * *')
@app.task(retry=RETRY, queueing_lock='expire')
def expire(timestamp: int) -> None:
    """Before the sweep, which takes away what is not noted by then."""
    expiring.expire(datetime.fromtimestamp(timestamp, UTC))


def carry_on(letter_pk: int, at: datetime | None = None) -> None:
    """One job for a letter waits at a time."""
    job = send_letter.configure(
        queueing_lock=f'letter {letter_pk}', schedule_at=at
    )
    try:
        with transaction.atomic():
            job.defer(letter_pk=letter_pk)
    except AlreadyEnqueued:
        pass
