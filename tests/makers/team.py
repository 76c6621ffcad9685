"""Colleagues, and what they did."""

from datetime import UTC, datetime

from privacy.models import (
    AuditEvent,
    KnownDevice,
    RecoveryCode,
    Role,
    SecondFactor,
    StaffMember,
)


ADA = 'ada@example.org'
FIRST, SECOND = 'first@ivelum.com', 'second@ivelum.com'


def colleague(**changes):
    given = {'email': ADA, 'password': 'correct horse battery'}
    return StaffMember.objects.create_superuser(**(given | changes))


def member(email=FIRST, role=Role.LEAD):
    """A colleague who never signs in: to hash a password takes its time."""
    given = {'role': role}
    return StaffMember.objects.get_or_create(email=email, defaults=given)[0]


def audit_event(**changes):
    """Old enough that the database lets it go."""
    given = {'at': datetime(2020, 2, 29, tzinfo=UTC), 'action': 'consulted'}
    changes['by'] = changes.get('by') or colleague()
    return AuditEvent.objects.create(actor='staff', **(given | changes))


def _own(changes):
    return {'member': changes.pop('member', None) or member(ADA)} | changes


def second_factor(**changes):
    given = {'seed': 'f' * 64, 'last_step': 1}
    return SecondFactor.objects.create(**(given | _own(changes)))


def recovery_code(**changes):
    given = {'digest': 'e' * 64}
    return RecoveryCode.objects.create(**(given | _own(changes)))


def known_device(**changes):
    given = {'digest': 'd' * 64, 'browser': 'Firefox on Linux'}
    return KnownDevice.objects.create(**(given | _own(changes)))
