"""The registers of what we promised, whom we rely on, and what happened.

Their rules are constraints and triggers of the database, so that the desk, a
script and a shell all meet the same refusals.
"""

from privacy.models.registers.authorities import (
    Disclosure,
    Instrument,
    Silence,
)
from privacy.models.registers.breaches import Breach, Risk
from privacy.models.registers.holds import (
    DeferredErasure,
    HoldGround,
    LegalHold,
)
from privacy.models.registers.policy import (
    Attestation,
    Basis,
    PolicyVersion,
    Purpose,
)
from privacy.models.registers.recipients import (
    Audience,
    CookieEntry,
    OwnershipChange,
    Store,
    StrayCookie,
    Subprocessor,
    TransferTool,
)


__all__ = [
    'Attestation',
    'Audience',
    'Basis',
    'Breach',
    'CookieEntry',
    'DeferredErasure',
    'Disclosure',
    'HoldGround',
    'Instrument',
    'LegalHold',
    'OwnershipChange',
    'PolicyVersion',
    'Purpose',
    'Risk',
    'Silence',
    'Store',
    'StrayCookie',
    'Subprocessor',
    'TransferTool',
]
