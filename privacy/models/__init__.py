"""The registers: what people asked of us, and what we did on our own."""

from privacy.models.requests import (
    ENDED,
    ClaimedAddress,
    DataSubjectRequest,
    Right,
    State,
)
from privacy.models.runs import Attempts, RetentionRun
from privacy.models.staff import StaffMember


__all__ = [
    'ENDED',
    'Attempts',
    'ClaimedAddress',
    'DataSubjectRequest',
    'RetentionRun',
    'Right',
    'StaffMember',
    'State',
]
