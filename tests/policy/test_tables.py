"""What the tables of the policy say is what the code does."""

import pytest
from django.test import Client

from contact.forms import EnquiryForm
from privacy.authorities import authorities
from privacy.cases.forms import RequestForm
from privacy.declaration.cookies import COOKIES
from privacy.declaration.elsewhere import ELSEWHERE
from privacy.declaration.parties import HOSTING, MAIL, PROCESSORS
from privacy.declaration.personal_data import LegalBasis
from privacy.declaration.records import record_of_processing
from privacy.entrance import factor
from privacy.policy import living
from tests import make
from tests.colleague import code_of
from tests.invariants.forbidden import run


ACTIVITIES = [processing.activity for processing in record_of_processing()]
RECEIVERS = {party for activity in ACTIVITIES for party in activity.recipients}
RECEIVERS |= {held.where for held in ELSEWHERE}


@pytest.mark.parametrize('activity', ACTIVITIES, ids=lambda a: a.name)
def test_every_activity_has_a_legal_basis_and_an_interest_if_it_needs_one(
    activity,
):
    needs_one = activity.legal_basis == LegalBasis.LEGITIMATE_INTERESTS

    assert activity.legal_basis in LegalBasis
    assert bool(activity.interest) == needs_one


@pytest.mark.parametrize('activity', ACTIVITIES, ids=lambda a: a.name)
def test_every_activity_is_in_the_policy_with_its_purpose(activity):
    text = living.text().html

    assert f'<h4>{activity.name}</h4>' in text
    assert activity.purpose in text
    assert activity.legal_basis.value in text


@pytest.mark.parametrize('activity', ACTIVITIES, ids=lambda a: a.name)
def test_no_activity_is_for_training(activity):
    said = f'{activity.name} {activity.purpose} {activity.interest}'

    assert not {'train', 'learn', 'model'} & set(said.casefold().split())
    assert 'training' not in said.casefold()


def test_every_party_that_gets_data_is_in_the_policy():
    text = living.text().html

    listed = {party for party in PROCESSORS if party.in_use}
    assert listed == RECEIVERS
    for party in PROCESSORS:
        assert party.name in text
        assert party.country in text


@pytest.mark.parametrize('party', PROCESSORS, ids=lambda party: party.name)
def test_every_party_works_for_us_and_not_for_itself(party):
    assert 'Article 28' in party.contract


def test_nobody_abroad_gets_data_without_a_safeguard():
    at_home = {authority.country for authority in authorities()}

    abroad = [
        party.name
        for party in RECEIVERS
        if party.country.rpartition(', ')[2] not in at_home
    ]
    assert not [p for p in RECEIVERS if p.name in abroad and not p.safeguard]


def test_what_hosts_the_data_is_in_stockholm():
    assert {HOSTING.country, MAIL.country} == {'Stockholm, Sweden'}
    assert {held.where.country for held in ELSEWHERE} == {'Stockholm, Sweden'}


@pytest.mark.django_db
def test_no_table_has_a_column_for_a_network_address():
    assert not run(
        'select table_name, column_name from information_schema.columns'
        " where table_schema = 'public' and data_type in ('inet', 'cidr')"
    )


@pytest.mark.parametrize('form', [EnquiryForm, RequestForm])
def test_no_form_asks_for_an_age(form):
    asked = ' '.join(
        f'{name} {field.label} {field.help_text}'.casefold()
        for name, field in form.base_fields.items()
    )

    assert not {'age', 'birth', 'birthday', 'born'} & set(asked.split())


@pytest.mark.django_db
def test_the_staff_have_the_cookies_of_the_list_and_no_others():
    make.colleague()
    browser = Client()

    browser.get('/admin/login/')
    browser.post(
        '/admin/login/',
        {'username': make.ADA, 'password': 'correct horse battery'},
        headers={'Sec-Fetch-Site': 'same-origin'},
    )
    seed = factor.seed_of(browser.session.session_key)
    browser.post(
        '/admin/second-factor/',
        {'code': code_of(seed)},
        headers={'Sec-Fetch-Site': 'same-origin'},
    )

    listed = {cookie.name for cookie in COOKIES}
    assert {f'__Host-{name}' for name in browser.cookies} == listed
