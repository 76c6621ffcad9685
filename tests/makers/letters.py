"""Letters, who gets them, and what left the house."""

from datetime import date

from django.utils import timezone

from contact.models import Delivery, Export, Kind, Letter, Method, Reply
from privacy import pseudonyms
from tests.makers.people import consent, enquiry, subscription
from tests.makers.team import ADA, FIRST, SECOND, member


def subscriber(email=ADA, steps=None, **changes):
    """Somebody who asked, read our mail, and said yes."""
    made = subscription(email=email, **changes)
    given = {
        'mac': pseudonyms.mac(email),
        'subscription': made,
        **(steps or {}),
    }
    yes = {'kind': Kind.CONFIRMED, 'method': Method.CONFIRM_LINK}
    consent(**given)
    consent(number=2, **yes, **given)
    return made


def letter(**changes):
    """A letter that is being sent."""
    now = timezone.now()
    given = {'subject': 'News', 'body': 'Hello.', 'written_at': now}
    given |= {'send_at': now, 'started_at': now}
    return Letter.objects.create(**(given | changes))


def delivery(email=ADA, **changes):
    given = {'letter': letter()} if 'letter' not in changes else {}
    if 'subscription' not in changes:
        given['subscription'] = subscriber(email)
    return Delivery.objects.create(**(given | changes))


def past_delivery():
    """The proof of the consent is as old as everything else."""
    old = {'proof_ends_on': date(2020, 1, 1)}
    return delivery(subscription=subscriber(steps=old))


def export(email=FIRST, **changes):
    """Asked for by one, agreed to by another, and taken."""
    now = timezone.now()
    given = {
        'reason': 'To compare it with the list of the mail provider.',
        'asked_by': member(email),
        'approved_by': member(SECOND),
        'approved_at': now,
        'taken_at': now,
    }
    return Export.objects.create(**(given | changes))


def export_of_ada():
    return export(email=ADA)


def reply(email=ADA, **changes):
    given = {'body': 'With pleasure.'}
    if 'enquiry' not in changes:
        given['enquiry'] = enquiry(email=email)
    return Reply.objects.create(**(given | changes))
