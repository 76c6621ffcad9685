"""What only the owner can say: who the company is, and how long data stays.

Every fact has a sensible default and waits for the owner's word. While one
waits, `manage.py check --deploy` names it (privacy.W001). To confirm a fact,
put the right value here with the date, have it reviewed, publish the policy.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Fact:
    """One statement of the owner; unconfirmed while it has no date."""

    what: str
    value: str
    confirmed_on: date | None = None


@dataclass(frozen=True)
class Period:
    """How long something is kept, in days, and why so long."""

    what: str
    days: int
    because: str
    confirmed_on: date | None = None

    def __str__(self) -> str:
        for length, name in ((365, 'year'), (30, 'month')):
            count, rest = divmod(self.days, length)
            if count and not rest:
                return f'{count} {name}' + ('s' if count > 1 else '')
        return f'{self.days} days'


LEGAL_NAME = Fact('The registered name of the company', 'ivelum')
POSTAL_ADDRESS = Fact(
    'The registered postal address',
    '21 Upės g., LT-08128 Vilnius, Lithuania',
)
MAILBOX = Fact('The mailbox for everything', 'info@ivelum.com')
LEGAL_BASES = Fact(
    'The legal basis of each activity',
    'as written in the activities.py files',
)

ENQUIRIES = Period(
    'Messages you send us',
    days=365,
    because='a conversation about a project rarely rests for longer',
)
RAW_MAIL = Period(
    'A mail to us as it arrived, with all that is attached to it',
    days=14,
    because='it goes within minutes; only one that nobody can read waits',
)
WISHES = Period(
    'A newsletter sign-up, until we have asked you to confirm it',
    days=1,
    because='that takes seconds; a day, if our machines are ill',
)
UNCONFIRMED_SUBSCRIPTIONS = Period(
    'A newsletter sign-up that was never confirmed',
    days=7,
    because='a confirmation that late is not meant',
)
STOPPED_SUBSCRIPTIONS = Period(
    'Your address after you stopped the newsletter',
    days=30,
    because='you can still see what you had agreed to',
)
SUBSCRIPTIONS = Period(
    'A newsletter subscription, unless you stop it sooner',
    days=730,
    because='an older consent should be asked for again',
)
CONSENT_PROOF = Period(
    'The proof of a consent, without name or address',
    days=730,
    because='Article 7(1) wants us to be able to show it',
)
DELIVERIES = Period(
    'Which letters we sent you',
    days=90,
    because='a letter may come back, and you may ask why you got it',
)
UNPROVEN_REQUESTS = Period(
    'A request about data whose link was never used',
    days=7,
    because='the link works for 48 hours; a fresh one is free',
)
REQUESTS = Period(
    'Requests about data, and our answers',
    days=3 * 365,
    because='claims about an answer can be brought for that long',
)
STAFF = Period(
    'An unused staff account',
    days=730,
    because='what was done with it must stay explicable',
)
DEVICES = Period(
    'A browser with which a colleague signed in',
    days=365,
    because='an unused one should raise the alarm again',
)
AUDIT = Period(
    'The record of what was done with data, without names or addresses',
    days=730,
    because='what was done must stay explicable, and mistakes are found late',
)
STAFF_ACTS = Period(
    'The record of what staff did in the admin',
    days=730,
    because='mistakes are found late',
)
DISCLOSURES = Period(
    'What an authority was given about you',
    days=5 * 365,
    because='whether it was lawful can be asked for that long',
)
SERVER_LOGS = Period(
    'Server logs', days=30, because='attacks are found within weeks'
)
VISITS = Period(
    'Counts of visits for each day, which are about nobody',
    days=730,
    because='a year is compared with the one before',
)
BACKUPS = Period(
    'Backups of the database', days=35, because='a fault may go unseen'
)
LEDGER = Period(
    'The list of what to erase again, in keyed hashes, for restored backups',
    days=BACKUPS.days + 10,
    because='as long as a backup may come back, with days to spare',
)


def unconfirmed() -> list[Fact | Period]:
    """What the owner has not confirmed yet."""
    return [
        fact
        for fact in globals().values()
        if isinstance(fact, Fact | Period) and fact.confirmed_on is None
    ]
