"""People who write to us, and what they ask of us."""

from django.utils import timezone

from contact.models import (
    ConsentEvent,
    Enquiry,
    Kind,
    Method,
    Purpose,
    Subscription,
    Wish,
    Wording,
)
from privacy import clock
from privacy.models import (
    Author,
    CaseMessage,
    ClaimedAddress,
    Correction,
    DataSubjectRequest,
    Ground,
    RecipientNotice,
    Refusal,
    Right,
    State,
    Told,
)
from tests.makers.team import ADA, member


STRANGER = 'stranger@example.net'


def enquiry(**changes):
    given = {'name': 'Ada', 'email': ADA, 'message': 'Build me an engine.'}
    return Enquiry.objects.create(**(given | changes))


def subscription(**changes):
    given = {'email': ADA, 'confirmed_at': timezone.now()}
    return Subscription.objects.create(**(given | changes))


def wording(text='Send me the newsletter.'):
    return Wording.objects.get_or_create(text=text)[0]


def wish(**changes):
    """A press of the button that the worker has not seen yet."""
    given = {
        'email': ADA,
        'purpose': Purpose.NEWSLETTER,
        'method': Method.WEB_FORM,
        'form': 'sign-up/1',
        'wording': wording(),
        'policy_version': 'draft',
    }
    return Wish.objects.create(**(given | changes))


def consent(**changes):
    given = {
        'number': 1,
        'kind': Kind.REQUESTED,
        'method': Method.WEB_FORM,
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
        'received_at': now,
        'received_on': clock.date_of_duty(now),
        'opened_at': now,
    }
    state = changes.pop('state', State.ANSWERED)
    closed_at = changes.pop('closed_at', now)
    first = state if state == State.RECEIVED else State.OPEN
    made = DataSubjectRequest.objects.create(state=first, **(given | changes))
    made.addresses.create(email=email, claimed_at=now, proven_at=now)
    if state != first:
        made.step(state, closed_at=closed_at)
    return made


def claim(**changes):
    made = dsr(email=changes.get('email', ADA)).addresses.get()
    ClaimedAddress.objects.filter(pk=made.pk).update(**changes)
    made.refresh_from_db()
    return made


def message(**changes):
    given = {'author': Author.PERSON, 'body': 'Hello', 'at': timezone.now()}
    changes['dsr'] = changes.get('dsr') or dsr()
    return CaseMessage.objects.create(**(given | changes))


def correction(**changes):
    given = {
        'kind': 'contact.Enquiry',
        'field': 'name',
        'old_value': 'Ada',
        'new_value': 'Ada L.',
        'proposed_at': timezone.now(),
    }
    changes['dsr'] = changes.get('dsr') or dsr()
    changes['address'] = changes['dsr'].addresses.get()
    return Correction.objects.create(**(given | changes))


def open_case(right, **changes):
    """A request that waits for our answer."""
    return dsr(right=right, state=State.OPEN, closed_at=None, **changes)


def refusal(**changes):
    """Proposed by the first of the team; the second has not looked yet."""
    given = {
        'ground': Ground.EXCESSIVE,
        'reason': 'This is the ninth request of the same kind in a month.',
        'proposed_by': member(),
        'proposed_at': timezone.now(),
    }
    changes['dsr'] = changes.get('dsr') or open_case(Right.OBJECTION)
    return Refusal.objects.create(**(given | changes))


def notice(**changes):
    """To somebody who got the data from us, and was not told yet."""
    given = {
        'recipient': 'A Cloud',
        'mailbox': 'privacy@cloud.example',
        'about': Told.ERASED,
        'made_at': timezone.now(),
    }
    changes['dsr'] = changes.get('dsr') or open_case(Right.OBJECTION)
    return RecipientNotice.objects.create(**(given | changes))
