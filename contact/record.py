"""A consent as machines exchange it: ISO/IEC TS 27560 in the words of the DPV.

Written from the steps each time, so it says what they say. The record is that
of one subscription; its steps are the consent events of the standard.
"""

from __future__ import annotations

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.urls import reverse

from contact.models import ConsentEvent, Kind, Purpose, Subscription
from privacy.authorities import HOME
from privacy.declaration import dpv, facts
from privacy.declaration.parties import CONTROLLER
from privacy.declaration.personal_data import Activity


SCHEMA = 'https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr'
CONTEXT = {
    'dpv': dpv.DPV,
    'eu-gdpr': dpv.EU_GDPR,
    'pd': 'https://w3id.org/dpv/pd#',
    'dct': 'http://purl.org/dc/terms/',
}
STATES = {
    Kind.REQUESTED: 'dpv:ConsentRequested',
    Kind.CONFIRMED: 'dpv:ConsentGiven',
    Kind.REFUSED: 'dpv:ConsentRefused',
    Kind.WITHDRAWN: 'dpv:ConsentWithdrawn',
    Kind.EXPIRED: 'dpv:ConsentExpired',
    Kind.INVALIDATED: 'dpv:ConsentInvalidated',
}


def record(subscription: Subscription) -> dict[str, Any]:
    steps = subscription.consents.select_related('wording').order_by('number')
    number = f'{settings.SITE_URL}/consents/{subscription.pk}'
    return {
        '@context': CONTEXT,
        '@type': 'dpv:ConsentRecord',
        'dct:conformsTo': SCHEMA,
        'dct:identifier': str(uuid5(NAMESPACE_URL, number)),
        'dpv:hasDataSubject': subscription.email,
        **_processing(Purpose(subscription.purpose).activity),
        'dpv:hasConsentStatus': [_step(step) for step in steps],
        'dpv:hasConsentControl': {
            '@type': 'dpv:WithdrawConsent',
            'dpv:isExercisedAt': _url('contact:preferences-ask'),
        },
    }


def _processing(activity: Activity) -> dict[str, Any]:
    basis = dpv.LEGAL_BASES[activity.legal_basis]
    return {
        'dpv:hasNotice': _url('privacy:policy'),
        'dpv:hasPurpose': {
            '@type': dpv.purpose(activity).replace(dpv.DPV, 'dpv:'),
            'dct:description': activity.purpose,
        },
        'dpv:hasPersonalData': 'pd:EmailAddress',
        'dpv:hasLegalBasis': f'eu-gdpr:{basis}',
        'dpv:hasDataController': {
            'dpv:hasName': CONTROLLER.name,
            'dpv:hasAddress': facts.POSTAL_ADDRESS.value,
            'dpv:hasContact': facts.MAILBOX.value,
            'dpv:hasAuthority': HOME.name,
        },
        'dpv:hasRecipient': [str(party) for party in activity.recipients],
        'dpv:hasStorageCondition': {
            'dpv:hasLocation': activity.recipients[0].country,
            'dpv:hasDuration': f'P{facts.SUBSCRIPTIONS.days}D',
        },
        'dpv:hasJurisdiction': 'LT',
        'dpv:hasRight': list(dpv.rights(activity)),
    }


def _step(step: ConsentEvent) -> dict[str, Any]:
    return {
        '@type': STATES[Kind(step.kind)],
        'dpv:hasIdentifier': step.number,
        'dpv:isIndicatedAtTime': step.at.isoformat(),
        'dpv:isIndicatedBy': 'dpv:DataSubject'
        if step.method not in ('system', 'staff')
        else 'dpv:DataController',
        'dpv:hasIndicationMethod': step.get_method_display(),
        'dpv:hasNotice': {
            'dct:language': step.language,
            'dct:hasVersion': step.policy_version,
            'dct:description': step.wording.text,
            'dct:identifier': f'sha256:{step.wording.sha256}',
            'dct:source': step.form,
        },
        'dpv:hasDuration': f'until {step.proof_ends_on}',
    }


def _url(name: str) -> str:
    return settings.SITE_URL + reverse(name)
