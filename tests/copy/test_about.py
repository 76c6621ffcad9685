"""What must be said beside the data, and in a form for machines, too."""

import json
from dataclasses import replace

import pytest

from contact.activities import ENQUIRIES, NEWSLETTER
from contact.models import Enquiry
from privacy.declaration import dpv
from privacy.declaration.parties import Party
from privacy.declaration.personal_data import LegalBasis
from privacy.declaration.registry import declarations
from privacy.declaration.version import canonical, rendering, version
from tests import make


# As pinned: the terms that standards.md 3.7 names, of DPV 2.3.
TERMS = {
    *(
        dpv.DPV + term
        for term in (
            *('CommunicationForCustomerCare', 'DirectMarketing'),
            *('EnforceSecurity', 'LegalCompliance', 'IdentityVerification'),
        )
    ),
    *(
        dpv.EU_GDPR + term
        for term in (
            *('A6-1-a', 'A6-1-b', 'A6-1-c', 'A6-1-f', 'A7-3', 'A77'),
            *('A15', 'A16', 'A17', 'A18', 'A19', 'A20', 'A21', 'A22'),
        )
    ),
}


@pytest.fixture
def points(everything, package):
    return package().json('about.json')['points']


@pytest.mark.parametrize('letter', 'abcdefgh')
def test_every_letter_of_the_article_is_answered(points, letter):
    answers = [p for p in points if p['article'] == f'15(1)({letter})']

    assert answers
    assert all(point['says'] and all(point['says']) for point in answers)


def test_safeguards_abroad_are_told(points):
    assert [p['says'] for p in points if p['article'] == '15(2)'] == [
        ['None of it goes there.']
    ]


@pytest.mark.django_db
def test_a_recipient_abroad_is_named_with_its_safeguard(package, monkeypatch):
    abroad = Party('Elsewhere Inc', 'helps', 'USA', 'Article 46(2)(c)')
    activity = replace(ENQUIRIES, recipients=(abroad,))
    changed = replace(Enquiry.personal_data, activity=activity)
    monkeypatch.setattr(Enquiry, 'personal_data', changed)
    make.enquiry()

    told = json.dumps(package().json('about.json'))

    assert 'Elsewhere Inc, USA: Article 46(2)(c)' in told


@pytest.mark.django_db
def test_only_what_this_person_has_is_told(package):
    make.enquiry()
    points = package().json('about.json')['points']

    assert {p['activity'] for p in points} == {'', ENQUIRIES.name}
    [unfound] = [p for p in points if 'did not find' in p['heading']]
    assert 'Subscriptions to our letters' in unfound['says'][0]


@pytest.mark.django_db
def test_whether_we_hold_anything_is_confirmed(package):
    nothing = package().json('about.json')['points'][0]
    make.enquiry()
    something = package().json('about.json')['points'][0]

    assert nothing['says'][0].startswith('No.')
    assert something['says'][0].startswith('Yes.')


def test_the_page_says_the_same(everything, package):
    opened = package()
    page = opened.text('index.html')

    for point in opened.json('about.json')['points'][1:]:
        assert point['heading'] in page
        assert point['article'] in page


def test_machines_get_terms_of_the_pinned_vocabulary(points):
    used = {term for point in points for term in point['terms']}

    assert used
    assert used <= TERMS


def test_every_activity_has_a_term_for_its_purpose():
    for activity in {declared.activity for _, declared in declarations()}:
        assert dpv.purpose(activity) in TERMS
        assert dpv.legal_basis(activity) in TERMS


def test_rights_follow_from_the_legal_basis():
    newsletter = set(dpv.rights(NEWSLETTER))
    enquiries = set(dpv.rights(ENQUIRIES))

    assert newsletter - enquiries == {f'{dpv.EU_GDPR}A7-3'}
    assert {*dpv.RIGHTS_BY_BASIS} == {*dpv.LEGAL_BASES} == {*LegalBasis}


# --- The version of the declarations ----------------------------------------


@pytest.mark.django_db
def test_the_manifest_says_which_declarations_were_in_force(package):
    assert package().json('manifest.json')['declarations'] == version()


def test_another_declaration_is_another_version(monkeypatch):
    before = version()
    changed = replace(Enquiry.personal_data, correctable=frozenset())
    monkeypatch.setattr(Enquiry, 'personal_data', changed)

    assert version() != before


def test_the_version_is_the_same_in_every_process():
    assert ' at 0x' not in rendering()
    assert canonical(frozenset({'b', 'a', 'c'})) == ['a', 'b', 'c']
