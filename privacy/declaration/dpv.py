"""Our words as terms of the W3C Data Privacy Vocabulary, for machines.

DPV 2.3 is the report of a community group. Which rights go with which legal
basis is its table too (legal_basis_rights_mapping of the EU-GDPR extension).
"""

from __future__ import annotations

from privacy.declaration.personal_data import Activity, LegalBasis


VERSION = '2.3'
DPV = 'https://w3id.org/dpv#'
EU_GDPR = 'https://w3id.org/dpv/legal/eu/gdpr#'

LEGAL_BASES = {
    LegalBasis.CONSENT: 'A6-1-a',
    LegalBasis.CONTRACT: 'A6-1-b',
    LegalBasis.LEGAL_OBLIGATION: 'A6-1-c',
    LegalBasis.LEGITIMATE_INTERESTS: 'A6-1-f',
}
RIGHTS = {
    'A15': 'see your data and have a copy of it (Article 15)',
    'A16': 'have it corrected (Article 16)',
    'A17': 'have it deleted (Article 17)',
    'A18': 'have it kept but not used (Article 18)',
    'A20': 'take it elsewhere (Article 20)',
    'A21': 'object to its use (Article 21)',
    'A22': 'not be judged by a machine alone (Article 22)',
    'A7-3': 'take your consent back (Article 7(3))',
    'A77': 'complain to a supervisory authority (Article 77)',
}
RIGHTS_BY_BASIS = {
    LegalBasis.CONSENT: (
        *('A7-3', 'A15', 'A16', 'A17', 'A18', 'A20', 'A22', 'A77'),
    ),
    LegalBasis.CONTRACT: ('A15', 'A16', 'A17', 'A18', 'A20', 'A22', 'A77'),
    LegalBasis.LEGAL_OBLIGATION: ('A15', 'A16', 'A18', 'A77'),
    LegalBasis.LEGITIMATE_INTERESTS: (
        *('A15', 'A16', 'A17', 'A18', 'A21', 'A22', 'A77'),
    ),
}
PURPOSES = {
    'Enquiries': 'CommunicationForCustomerCare',
    'Newsletter': 'DirectMarketing',
    'Notices of what is new': 'CommunicationManagement',
    'Requests about your data': 'LegalCompliance',
    'Staff accounts': 'EnforceSecurity',
    'Disclosures to authorities': 'LegalCompliance',
}


def purpose(activity: Activity) -> str:
    """The purpose; one that DPV has no word for is just a purpose."""
    return DPV + PURPOSES.get(activity.name, 'Purpose')


def legal_basis(activity: Activity) -> str:
    return EU_GDPR + LEGAL_BASES[activity.legal_basis]


def rights(activity: Activity) -> dict[str, str]:
    """What one may ask for here: term -> our words."""
    terms = RIGHTS_BY_BASIS[activity.legal_basis]
    return {EU_GDPR + term: RIGHTS[term] for term in terms}
