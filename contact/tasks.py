"""What the worker does for this app. Arguments are row numbers only."""

from __future__ import annotations

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from contact import emails
from contact.models import ConsentEvent, Enquiry, Subscription
from privacy import mail
from privacy.models import LedgerKind
from privacy.proof import ledger


RETRY = RetryStrategy(max_attempts=10, exponential_wait=3)


@app.task(retry=RETRY)
def acknowledge(enquiry_pk: int) -> None:
    mail.send_once(Enquiry, enquiry_pk, 'acknowledged_at', emails.acknowledge)


@app.task(retry=RETRY)
def tell_team(enquiry_pk: int) -> None:
    mail.send_once(Enquiry, enquiry_pk, 'team_told_at', emails.tell_team)


@app.task(retry=RETRY)
def ask_to_confirm(consent_pk: int) -> None:
    mail.send_once(ConsentEvent, consent_pk, 'asked_at', emails.ask_to_confirm)


@app.task(retry=RETRY)
def note_withdrawal(subscription_pk: int) -> None:
    """Let the ledger know, so that a restored backup stops it again."""
    subscription = Subscription.objects.filter(pk=subscription_pk).first()
    if subscription and subscription.email and subscription.stopped_at:
        reference = f'{subscription.stopped_at:%Y%m%d}'
        ledger.record(LedgerKind.WITHDRAWN, [subscription.email], reference)
