"""Who of the team may do what.

Each role may do all that the one before it may. The database knows the same
(privacy_may, in migrations/sql/0006_desk.sql) and takes no act of anybody else.
"""

from __future__ import annotations

from django.db import models

from privacy.models.actions import Action


class Role(models.TextChoices):
    READER = 'reader', 'reads dates and figures, no personal data'
    HANDLER = 'handler', 'answers people'
    APPROVER = 'approver', 'also agrees, as the second person'
    LEAD = 'lead', 'also looks after accounts and breaches'


HANDLES = frozenset(
    {
        *(Action.CONSULTED, Action.DOWNLOADED, Action.TAKEN_IN),
        *(
            Action.TAKEN,
            Action.GIVEN_BACK,
            Action.VOUCHED,
            Action.LINK_REISSUED,
        ),
        *(Action.MESSAGE_OUT, Action.IDENTITY_ASKED, Action.IDENTITY_ACCEPTED),
        *(Action.EXTENDED, Action.CORRECTED, Action.RESTRICTED, Action.LIFTED),
        *(Action.ERASURE_DECIDED, Action.SCANNED, Action.HOLD_PROPOSED),
        *(Action.RECIPIENT_TOLD, Action.RECIPIENT_ANSWERED),
        *(Action.RECIPIENT_EXCUSED, Action.REFUSAL_PROPOSED, Action.ANSWERED),
        *(Action.LAPSED, Action.ASSESSED, Action.PERSON_TOLD),
        *(Action.BREACH_NOTED, Action.LETTER_SENT),
    }
)
AGREES = frozenset(
    {
        *(Action.VOUCH_APPROVED, Action.VOUCH_DECLINED, Action.HELD),
        *(Action.HOLD_DECLINED, Action.RELEASED, Action.REFUSED),
        *(Action.REFUSAL_DECLINED, Action.AGREED, Action.DISCLOSED),
        Action.SALE_AGREED,
    }
)
LEADS = frozenset(
    {
        *(Action.BREACH_STEP, Action.ACCOUNT_MADE, Action.ACCOUNT_CHANGED),
        *(Action.COMPANY_ENTERED, Action.COMPANY_ENDED, Action.WORD_GIVEN),
        *(Action.SALE_PROPOSED, Action.SALE_STEP, Action.STRAY_SETTLED),
    }
)
# Before one of these a colleague shows again who sits there.
CRITICAL = (
    AGREES | LEADS | {Action.DOWNLOADED, Action.ERASURE_DECIDED, Action.SCANNED}
)
MAY: dict[Role, frozenset[Action]] = {
    Role.READER: frozenset(),
    Role.HANDLER: HANDLES,
    Role.APPROVER: HANDLES | AGREES,
    Role.LEAD: HANDLES | AGREES | LEADS,
}
