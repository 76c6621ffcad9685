"""Makes one of anything, complete and ordinary. Say only what matters."""

from datetime import UTC, date, datetime, timedelta

from django.utils import timezone

from contact.models import (
    ConsentEvent,
    Delivery,
    Enquiry,
    Export,
    Kind,
    Letter,
    Method,
    Reply,
    Subscription,
    Wording,
)
from privacy import clock, pseudonyms
from privacy.models import (
    Attestation,
    AuditEvent,
    Author,
    Breach,
    CaseMessage,
    ClaimedAddress,
    CookieEntry,
    Correction,
    DataSubjectRequest,
    Disclosure,
    LegalHold,
    OwnershipChange,
    PolicyVersion,
    Purpose,
    Right,
    Role,
    StaffMember,
    State,
    Subprocessor,
)


ADA = 'ada@example.org'
STRANGER = 'stranger@example.net'
FIRST, SECOND = 'first@ivelum.com', 'second@ivelum.com'
REASON = 'A claim was announced by letter of 3 May.'


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
        'kind': Kind.REQUESTED,
        'method': Method.WEB_FORM,
        'wording': wording(),
        'policy_version': 'draft',
    }
    changes.setdefault('subscription', None)
    changes['subscription'] = changes['subscription'] or subscription()
    return ConsentEvent.objects.create(**(given | changes))


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
        'reason': REASON,
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
    if state != first:
        made.step(state, closed_at=closed_at)
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


EVERY_KIND = [
    enquiry,
    subscription,
    consent,
    dsr,
    claim,
    message,
    correction,
    colleague,
    past_delivery,
    reply,
]


def audit_event(**changes):
    """Old enough that the database lets it go."""
    given = {'at': datetime(2020, 2, 29, tzinfo=UTC), 'action': 'consulted'}
    changes['by'] = changes.get('by') or colleague()
    return AuditEvent.objects.create(actor='staff', **(given | changes))


EVERY_KIND.append(audit_event)


# --- The registers ------------------------------------------------------------

HASH = '0' * 64


def member(email=FIRST):
    """A colleague who never signs in: to hash a password takes its time."""
    given = {'role': Role.LEAD}
    return StaffMember.objects.get_or_create(email=email, defaults=given)[0]


def policy_version(begins=date(2024, 12, 6), ends=None, **changes):
    days = [
        day and datetime(*day.timetuple()[:3], tzinfo=clock.VILNIUS)
        for day in (begins, ends)
    ]
    given = {'label': str(begins), 'body': b'We promise.', 'effective': days}
    return PolicyVersion.objects.create(**(given | changes))


def policy_in_force():
    return PolicyVersion.objects.first() or policy_version()


def purpose(**changes):
    given = {'code': 'newsletter', 'promise': 'P64', 'legal_basis': 'A6-1-a'}
    return Purpose.objects.create(**(given | changes))


def attestation(email=FIRST, **changes):
    given = {
        'promise': 'P68',
        'said_by': member(email),
        'said_on': date(2026, 1, 1),
        'valid_until': date(2026, 6, 1),
        'statement': 'We stay responsible for whom we hire.',
    }
    return Attestation.objects.create(**(given | changes))


def subprocessor(**changes):
    given = {
        'name': 'A Cloud',
        'role': 'keeps the database',
        'country': 'SE',
        'dpa_signed_on': date(2024, 1, 1),
        'dpa_sha256': HASH,
        'hosts': ['cloud.example'],
        'purposes': ['hosting'],
        'data_categories': ['everything'],
        'log_locations': ['Stockholm'],
        'active': (date(2024, 12, 6), None),
    }
    changes.setdefault('listed_in', None)
    changes['listed_in'] = changes['listed_in'] or policy_in_force()
    return Subprocessor.objects.create(**(given | changes))


def cookie(**changes):
    given = {
        'name_pattern': 'crisp-client/*',
        'host': 'ivelum.com',
        'store': 'cookie',
        'purpose': 'keeps your chat together',
        'max_age': timedelta(days=180),
        'third_party_access': True,
        'needs_consent': True,
        'audience': 'visitor',
    }
    changes.setdefault('declared_in', None)
    changes['declared_in'] = changes['declared_in'] or policy_in_force()
    return CookieEntry.objects.create(**(given | changes))


def ownership_change(**changes):
    today = timezone.localdate()
    given = {
        'receiver': 'A Buyer',
        'contract': 'Agreement of 3 May',
        'contract_sha256': HASH,
        'policy_version': policy_in_force(),
        'notice_on': today,
        'transfer_on': today + timedelta(days=14),
    }
    return OwnershipChange.objects.create(**(given | changes))


def disclosure(**changes):
    """Given to the police by two people, and told to the person."""
    given = {
        'email': ADA,
        'authority': 'The police of Vilnius',
        'country': 'LT',
        'instrument': 'warrant',
        'reference': 'W-1',
        'received_on': date(2026, 1, 1),
        'legal_basis': 'Article 6(1)(c)',
        'assessed_by': member(FIRST),
        'approved_by': member(SECOND),
        'items': 'one message',
        'disclosed_on': date(2026, 1, 2),
        'notified_on': date(2026, 1, 3),
    }
    return Disclosure.objects.create(**(given | changes))


def breach(**changes):
    given = {
        'aware_at': datetime(2026, 3, 28, 12, tzinfo=clock.VILNIUS),
        'nature': 'A laptop was stolen.',
        'risk': 'risk',
    }
    return Breach.objects.create(**(given | changes))


def hold(row=None, email=FIRST, **changes):
    """A hold on a row, or on an enquiry made for it."""
    row = row or enquiry(email=STRANGER)
    given = {
        'kind': row._meta.db_table,
        'row_id': row.pk,
        'ground': 'JustificationA17LegalClaims',
        'reason': REASON,
        'set_by': member(email),
        'approved_by': member(SECOND),
        'started_on': date(2026, 5, 4),
        'review_on': date(2026, 8, 4),
    }
    return LegalHold.objects.create(**(given | changes))


def old_disclosure():
    """Old enough that the database lets it go."""
    day = date(2020, 1, 1)
    return disclosure(received_on=day, disclosed_on=day)


def attestation_of_ada():
    return attestation(email=ADA)


def ended_hold_of_ada():
    return hold(email=ADA, ended_on=date(2026, 6, 4))


EVERY_KIND += [old_disclosure, attestation_of_ada, ended_hold_of_ada]
EVERY_KIND.append(export_of_ada)
