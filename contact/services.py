"""What a visitor can make happen by writing to us."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from contact import subscribing, tasks
from contact.forms import CONTACT
from contact.models import Enquiry
from privacy.throttle import Limit, wait_until
from privacy.turns import take_turns


# Two presses of one button, not two messages.
DOUBLE_CLICK = timedelta(minutes=10)
# A loop ends here, and so does a robot that writes in somebody's name.
RECEIPTS = Limit('receipts', times=10, per=timedelta(days=1))


@transaction.atomic
def receive_enquiry(
    *, name: str, email: str, message: str, newsletter: bool
) -> None:
    """Keep the message; tell the writer and the team that it arrived."""
    take_turns([email])
    now = timezone.now()
    said = {'name': name, 'email': email, 'message': message}
    if not Enquiry.objects.filter(
        **said, received_at__gt=now - DOUBLE_CLICK
    ).exists():
        enquiry = Enquiry.objects.create(**said, received_at=now)
        if may_get_receipt(email):
            tasks.acknowledge.defer(enquiry_pk=enquiry.pk)
        tasks.tell_team.defer(enquiry_pk=enquiry.pk)
    if newsletter:
        subscribing.ask_to_subscribe(email=email, form=CONTACT)


def may_get_receipt(email: str) -> bool:
    """Whoever wrote it: more than these would be a flood of our making."""
    return wait_until(RECEIPTS, email, timezone.now()) is None
