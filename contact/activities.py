"""What this app does with personal data."""

from privacy.declaration.parties import HOSTING, INBOUND, MAIL
from privacy.declaration.personal_data import Activity, LegalBasis


ENQUIRIES = Activity(
    name='Enquiries',
    purpose='To answer what you wrote to us',
    legal_basis=LegalBasis.CONTRACT,
    people='Anyone who writes to us',
    recipients=(HOSTING, MAIL, INBOUND),
)

NEWSLETTER = Activity(
    name='Newsletter',
    purpose='To send you our newsletter',
    legal_basis=LegalBasis.CONSENT,
    people='Subscribers',
    recipients=(HOSTING, MAIL),
)

NOTICES = Activity(
    name='Notices of what is new',
    purpose='To tell you ahead of new companies and new uses of data',
    legal_basis=LegalBasis.CONSENT,
    people='People who asked to hear of it',
    recipients=(HOSTING, MAIL),
)
