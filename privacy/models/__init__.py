"""The registers: what people asked of us, and what we did on our own."""

from privacy.models.cases import (
    Author,
    CaseMessage,
    Cause,
    Correction,
    Decision,
    ErasureLine,
    Restriction,
)
from privacy.models.proof import (
    Action,
    Actor,
    AuditEvent,
    LedgerKind,
    LedgerLine,
    RestoreEvent,
    Suppressed,
    Suppression,
)
from privacy.models.registers import (
    Attestation,
    Breach,
    CookieEntry,
    Disclosure,
    LegalHold,
    OwnershipChange,
    PolicyVersion,
    Purpose,
    Subprocessor,
)
from privacy.models.requests import (
    AT_WORK,
    ENDED,
    Channel,
    ClaimedAddress,
    DataSubjectRequest,
    Ground,
    Right,
    State,
)
from privacy.models.runs import Attempts, RetentionRun
from privacy.models.staff import StaffMember


__all__ = [
    'AT_WORK',
    'ENDED',
    'Action',
    'Actor',
    'Attempts',
    'Attestation',
    'AuditEvent',
    'Author',
    'Breach',
    'CaseMessage',
    'Cause',
    'Channel',
    'ClaimedAddress',
    'CookieEntry',
    'Correction',
    'DataSubjectRequest',
    'Decision',
    'Disclosure',
    'ErasureLine',
    'Ground',
    'LedgerKind',
    'LedgerLine',
    'LegalHold',
    'OwnershipChange',
    'PolicyVersion',
    'Purpose',
    'RestoreEvent',
    'Restriction',
    'RetentionRun',
    'Right',
    'StaffMember',
    'State',
    'Subprocessor',
    'Suppressed',
    'Suppression',
]
