"""What this app itself does with personal data."""

from privacy.declaration.parties import HOSTING, INBOUND, MAIL
from privacy.declaration.personal_data import Activity, LegalBasis


RIGHTS = Activity(
    name='Requests about your data',
    purpose='To answer you, and to be able to show that we did',
    legal_basis=LegalBasis.LEGAL_OBLIGATION,
    people='Anyone who uses a right under the GDPR',
    recipients=(HOSTING, MAIL, INBOUND),
)

STAFF = Activity(
    name='Staff accounts',
    purpose='To let the team sign in, and to know who did what',
    legal_basis=LegalBasis.LEGITIMATE_INTERESTS,
    interest='knowing who saw or changed other people’s data',
    people='Our team',
    recipients=(HOSTING, MAIL),
)

DISCLOSING = Activity(
    name='Disclosures to authorities',
    purpose='To show what an authority was given, on whose decision, and why',
    legal_basis=LegalBasis.LEGAL_OBLIGATION,
    people='Anyone whose data an authority asked for',
    recipients=(HOSTING,),
)
