"""A mail of somebody becomes a message on the desk, and they get a receipt."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from contact import emails, services, tasks
from contact.models import Enquiry, Sender
from contact.post import sorting, words
from contact.post.reading import Mail
from contact.refused import CUT, LONGEST


# A thread is looked for among so many messages of the same address.
MOST_EARLIER = 50


def keep(mail: Mail, arrived_at: datetime) -> Enquiry:
    """What they wrote, from the moment it reached us."""
    refused = list(mail.refused)
    said = f'{mail.subject}\n\n{mail.text}'.strip()
    if len(said) > LONGEST:
        refused.append(CUT)
    enquiry = Enquiry.objects.create(
        name=mail.name,
        email=mail.email,
        message=said[:LONGEST] or '(Nothing was written in it.)',
        received_at=min(arrived_at, timezone.now()),
        sender=sorting.sender(mail),
        message_id=mail.message_id,
        refused='\n'.join(refused),
        follows=_earlier(mail),
        proposed=words.right_in(mail.subject, mail.text) or '',
    )
    is_answered = _may_be_answered(mail, enquiry)
    if is_answered:
        tasks.acknowledge.defer(enquiry_pk=enquiry.pk)
    if is_answered or enquiry.proposed:
        tasks.tell_team.defer(enquiry_pk=enquiry.pk)
    return enquiry


def _may_be_answered(mail: Mail, enquiry: Enquiry) -> bool:
    """Not to whom the address was stolen from, and not without an end."""
    if enquiry.sender == Sender.DOUBTFUL or sorting.is_spam(mail):
        return False
    return services.may_get_receipt(mail.email)


def _earlier(mail: Mail) -> Enquiry | None:
    """The message that it goes on from: one of the same address (P63)."""
    if not mail.answers:
        return None
    theirs = Enquiry.objects.usable().filter(email=mail.email)
    newest = theirs.order_by('-received_at', '-pk')[:MOST_EARLIER]
    return next((e for e in newest if mail.answers & emails.ids(e)), None)
