"""What became of our letters: no mailbox, late, or called spam.

Amazon says so in three wrappings: as SNS hands it on, as EventBridge does, or
bare ("raw delivery").
"""

from __future__ import annotations

import json
import logging
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from contact import subscribing
from contact.models import Enquiry, Handled, What
from contact.post import queue
from privacy.addresses import canonical
from privacy.intake import is_database_away
from privacy.models import ClaimedAddress


logger = logging.getLogger(__name__)

# What mail providers call a message that somebody took out of the spam folder
# (RFC 5965).
NO_COMPLAINT = 'not-spam'


def take_all() -> None:
    """One that fails stays in the queue, and holds up no other."""
    for batch in queue.batches():
        for message in batch:
            _try(message)


def _try(message: dict[str, Any]) -> None:
    try:
        take(message['Body'])
    except Exception as fault:
        if is_database_away(fault):
            raise
        # Its address is in the fault, so only the kind of it is told.
        logger.error('An event was not understood: %s', type(fault).__name__)
    else:
        queue.remove(message)


@transaction.atomic
def take(body: str) -> None:
    """Do what an event asks for, once. Raises whatever if it is broken."""
    event = unwrapped(body)
    what = what_happened(event)
    if what is None:
        return
    about = event['complaint' if what == What.COMPLAINT else 'bounce']
    if Handled.objects.is_first(key=about['feedbackId'], what=what):
        for email in _addresses(about, what):
            DO[what](email)


def unwrapped(body: str) -> dict[str, Any]:
    event: dict[str, Any] = json.loads(body)
    if event.get('Type') == 'Notification':  # by SNS
        return unwrapped(event['Message'])
    if 'detail-type' in event:  # by EventBridge
        detail: dict[str, Any] = event['detail']
        return detail
    return event


def what_happened(event: dict[str, Any]) -> What | None:
    """None if it asks nothing of us, as with a letter that arrived."""
    kind = event.get('eventType') or event.get('notificationType')
    if kind == 'Bounce':
        is_final = event['bounce']['bounceType'] == 'Permanent'
        return What.NO_MAILBOX if is_final else What.TRANSIENT
    if kind == 'Complaint':
        said = event['complaint'].get('complaintFeedbackType')
        return None if said == NO_COMPLAINT else What.COMPLAINT
    return None


def _addresses(about: dict[str, Any], what: What) -> list[str]:
    name = {What.COMPLAINT: 'complainedRecipients'}
    told = about[name.get(what, 'bouncedRecipients')]
    found = []
    for recipient in told:
        try:
            found.append(canonical(recipient['emailAddress']))
        except ValidationError:
            continue  # not one that we could have written to
    return found


def _no_mailbox(email: str) -> None:
    subscribing.no_mail_arrives(email)
    now = timezone.now()
    waiting = ClaimedAddress.objects.filter(
        email=email, request__closed_at=None, returned_at=None
    )
    waiting.update(returned_at=now)
    open_ones = Enquiry.objects.usable().filter(
        email=email, closed_at=None, returned_at=None
    )
    open_ones.update(returned_at=now)


def _nothing(email: str) -> None:
    """It is counted; Amazon tries again by itself."""


DO = {
    What.NO_MAILBOX: _no_mailbox,
    What.COMPLAINT: subscribing.called_spam,
    What.TRANSIENT: _nothing,
}
