"""Makes one of anything, complete and ordinary. Say only what matters."""

from django.utils import timezone

from contact.models import (
    ConsentEvent,
    Enquiry,
    Kind,
    Method,
    Subscription,
    Wording,
)
from privacy import clock
from privacy.models import (
    ClaimedAddress,
    DataSubjectRequest,
    Right,
    StaffMember,
    State,
)


ADA = 'ada@example.org'
STRANGER = 'stranger@example.net'


def enquiry(**changes):
    given = {'name': 'Ada', 'email': ADA, 'message': 'Build me an engine.'}
    return Enquiry.objects.create(**(given | changes))


def subscription(**changes):
    given = {'email': ADA, 'confirmed_at': timezone.now()}
    return Subscription.objects.create(**(given | changes))


def wording(text='Send me the newsletter.'):
    return Wording.objects.get_or_create(text=text)[0]


def consent(**changes):
    given = {
        'number': 1,
        'kind': Kind.CONFIRMED,
        'method': Method.CONFIRM_LINK,
        'wording': wording(),
        'policy_version': 'draft',
    }
    changes.setdefault('subscription', None)
    changes['subscription'] = changes['subscription'] or subscription()
    return ConsentEvent.objects.create(**(given | changes))


def dsr(**changes):
    """A request whose address is proven, and which is closed by default."""
    now = changes.pop('now', timezone.now())
    email = changes.pop('email', ADA)
    given = {
        'right': Right.ACCESS,
        'state': State.ANSWERED,
        'received_at': now,
        'received_on': clock.date_of_duty(now),
        'opened_at': now,
        'closed_at': now,
    }
    made = DataSubjectRequest.objects.create(**(given | changes))
    made.addresses.create(email=email, claimed_at=now, proven_at=now)
    return made


def claim(**changes):
    made = dsr().addresses.get()
    ClaimedAddress.objects.filter(pk=made.pk).update(**changes)
    made.refresh_from_db()
    return made


def colleague(**changes):
    given = {'email': ADA, 'password': 'correct horse battery'}
    return StaffMember.objects.create_superuser(**(given | changes))


EVERY_KIND = [enquiry, subscription, consent, dsr, claim, colleague]
