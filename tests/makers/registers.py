"""What is written down about holds, authorities, breaches and vendors."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from privacy import clock
from privacy.models import (
    Attestation,
    Breach,
    CookieEntry,
    DeferredErasure,
    Disclosure,
    LegalHold,
    OwnershipChange,
    PolicyVersion,
    Purpose,
    StrayCookie,
    Subprocessor,
)
from tests.makers.people import ADA, STRANGER, enquiry
from tests.makers.team import FIRST, SECOND, member


HASH = '0' * 64
# Of a breach: the database takes none of more than a year ago.
KNEW = timezone.now() - timedelta(days=30)
REASON = 'A claim was announced by letter of 3 May.'


def policy_version(begins=date(2024, 12, 6), ends=None, **changes):
    days = [
        day and datetime(*day.timetuple()[:3], tzinfo=clock.VILNIUS)
        for day in (begins, ends)
    ]
    given = {
        'label': str(begins),
        'body': b'We promise. A Cloud keeps it.',
        'effective': days,
    }
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
        'lasts': '6 months',
        'third_party_access': True,
        'needs_consent': True,
        'audience': 'visitor',
    }
    changes.setdefault('declared_in', None)
    changes['declared_in'] = changes['declared_in'] or policy_in_force()
    return CookieEntry.objects.create(**(given | changes))


def stray_cookie(**changes):
    given = {'name': 'tracker', 'path': 'contact/'}
    return StrayCookie.objects.create(**(given | changes))


def ownership_change(**changes):
    today = timezone.localdate()
    given = {
        'receiver': 'A Buyer',
        'contract': 'Agreement of 3 May',
        'contract_sha256': HASH,
        'policy_version': policy_in_force(),
        'notice_on': today,
        'proposed_by': member(FIRST),
        'approved_by': member(SECOND),
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
        'aware_at': KNEW,
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


def deferred(row, **changes):
    """A row that goes when the hold on it ends."""
    given = {
        'kind': row._meta.db_table,
        'row_id': row.pk,
        'since': timezone.now(),
    }
    return DeferredErasure.objects.create(**(given | changes))
