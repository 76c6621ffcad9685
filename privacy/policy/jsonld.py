"""The policy for machines, from the same declarations as the page.

Terms are those of the Data Privacy Vocabulary 2.3 (privacy/declaration/dpv).
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from privacy.authorities import HOME
from privacy.declaration import dpv, facts
from privacy.declaration.parties import CONTROLLER, Party
from privacy.declaration.records import (
    Kind,
    Processing,
    record_of_processing,
)
from privacy.policy.versions import current_version


CONTEXT = {
    'dpv': dpv.DPV,
    'eu-gdpr': dpv.EU_GDPR,
    'dct': 'http://purl.org/dc/terms/',
    'schema': 'https://schema.org/',
}


def policy() -> dict[str, Any]:
    address = settings.SITE_URL + reverse('privacy:policy')
    return {
        '@context': CONTEXT,
        '@id': address,
        '@type': ['dpv:PrivacyNotice', 'schema:WebPage'],
        'dct:hasVersion': current_version(),
        'schema:inLanguage': 'en',
        'dpv:hasDataController': _controller(),
        'dpv:hasProcess': [_process(one) for one in record_of_processing()],
    }


def _controller() -> dict[str, Any]:
    return {
        '@type': ['dpv:DataController', 'schema:Organization'],
        'dpv:hasName': CONTROLLER.name,
        'dpv:hasAddress': facts.POSTAL_ADDRESS.value,
        'schema:contactPoint': {
            '@type': 'schema:ContactPoint',
            'schema:contactType': 'privacy',
            'schema:email': facts.MAILBOX.value,
        },
    }


def _process(processing: Processing) -> dict[str, Any]:
    activity = processing.activity
    request = settings.SITE_URL + reverse('privacy:request')
    return {
        '@type': 'dpv:Process',
        'dct:title': activity.name,
        'dpv:hasPurpose': {
            '@type': dpv.purpose(activity),
            'dct:description': activity.purpose,
        },
        'dpv:hasLegalBasis': {'@id': dpv.legal_basis(activity)},
        'dpv:hasPersonalData': [_data(kind) for kind in processing.kinds],
        'dpv:hasRecipient': [_party(one) for one in activity.recipients],
        'dpv:hasRight': [
            {'@id': term, 'dpv:isExercisedAt': place}
            for term in dpv.rights(activity)
            for place in [HOME.website if term.endswith('A77') else request]
        ],
    }


def _data(kind: Kind) -> dict[str, Any]:
    return {
        '@type': 'dpv:PersonalData',
        'dct:title': kind.name,
        'dct:description': ', '.join(kind.words),
        'dpv:hasStorageCondition': [
            {
                '@type': 'dpv:StorageDuration',
                'dpv:hasDuration': f'P{rule.period.days}D',
                'dct:description': rule.period.what,
            }
            for rule in kind.keep
        ],
    }


def _party(party: Party) -> dict[str, Any]:
    return {
        '@type': 'dpv:DataProcessor',
        'dpv:hasName': party.name,
        'dct:description': party.role,
        'dpv:hasLocation': party.country,
    }
