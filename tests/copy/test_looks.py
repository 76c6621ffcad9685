"""Who looked at Ada's data, and what was done with it (CJEU C-579/21)."""

import jsonschema
import pytest
from django.db import connection

from privacy.models import Action, Right
from privacy.proof import audit
from privacy.subjects.package import data_schema
from privacy.subjects.package.looks import looks_at
from privacy.subjects.package.rows import held
from tests import make


pytestmark = pytest.mark.django_db
NAME = 'Grace of the second floor'


@pytest.fixture
def colleague():
    member = make.member()
    member.name = NAME
    member.save()
    return member


@pytest.fixture
def looked_at(colleague):
    """Ada's message and request, and those of a stranger, were looked at."""
    rows = {}
    for email in (make.ADA, make.STRANGER):
        enquiry = make.enquiry(email=email)
        case = make.open_case(Right.ACCESS, email=email)
        why = f'because of {email.split("@")[0]}'
        look(colleague, why, kind='contact.Enquiry', row_id=enquiry.pk)
        look(colleague, why, dsr=case)
        rows[email] = enquiry, case
    return rows


def look(by, why, **about):
    audit.note(Action.CONSULTED, by=by, purpose=why, **about)


def test_each_form_tells_of_it(looked_at, package):
    enquiry, case = looked_at[make.ADA]

    opened = package()

    rows = opened.rows['looks']
    assert [row['action'] for row in rows] == ['consulted'] * 2
    assert rows[0]['row_id'] == enquiry.pk
    assert rows[1]['dsr'] == case.reference
    assert {row['purpose'] for row in rows} == {'because of ada'}
    table = opened.table('looks')
    assert [row['action_in_words'] for row in table] == ['data looked at'] * 2
    told = opened.text('index.html')
    who = 'By our team, because of ada.'
    assert f'Data looked at: Enquiry {enquiry.pk}. {who}' in told
    assert f'Data looked at: request {case.reference}. {who}' in told


def test_nothing_of_others_is_told(looked_at, package):
    everything = package().files.values()

    assert not [text for text in everything if b'of stranger' in text]
    assert package().json('manifest.json')['rows']['looks'] == 2


def test_not_who_of_us_it_was(looked_at, package, colleague):
    opened = package()

    assert not [t for t in opened.files.values() if NAME.encode() in t]
    assert {row['actor'] for row in opened.rows['looks']} == {'staff'}
    assert not [row for row in opened.rows['looks'] if 'by' in row]


def test_it_keeps_to_its_schema(looked_at, package):
    document = package().json('data.json')

    jsonschema.validate(document, data_schema())
    document['kinds'][-1]['rows'][0]['by'] = 1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, data_schema())


def test_all_that_was_done_is_told_and_by_whom(package):
    case = make.open_case(Right.ERASURE)
    audit.note(Action.OPENED, dsr=case)
    audit.note(Action.SCANNED, dsr=case, count=3)

    told = package().text('index.html')

    assert f'Request opened: request {case.reference}. By you.' in told
    assert f'be left: request {case.reference} (3). By the site.' in told


def test_a_ground_is_told_in_words(package, colleague):
    case = make.open_case(Right.ACCESS)
    ground = 'JustificationA12ManifestlyExcessive'
    audit.note(Action.REFUSED, dsr=case, by=colleague, purpose=ground)

    opened = package()

    assert 'By our team, manifestly excessive.' in opened.text('index.html')
    assert opened.rows['looks'][0]['purpose'] == ground


def test_an_address_that_is_not_proven_learns_nothing(package, colleague):
    case = make.open_case(Right.ACCESS, email=make.STRANGER)
    case.addresses.create(email=make.ADA, claimed_at=case.received_at)
    look(colleague, 'to answer', dsr=case)

    assert package().rows['looks'] == []


def test_a_row_of_the_same_number_in_another_table_is_not_hers(
    package, colleague
):
    enquiry = make.enquiry()
    look(colleague, 'why', kind='contact.Subscription', row_id=enquiry.pk)

    assert package().rows['looks'] == []


def test_it_is_found_by_its_indexes(looked_at):
    found = looks_at(held([make.ADA])).found
    with connection.cursor() as cursor:
        cursor.execute('set local enable_seqscan = off')

    plan = found.explain()

    assert 'Seq Scan on privacy_auditevent' not in plan
    assert 'events_about_a_row' in plan


def test_the_acts_of_a_colleague_name_nobody_else(package):
    ada = make.colleague(email=make.ADA)
    case = make.open_case(Right.ACCESS, email=make.STRANGER, details='canary')
    enquiry = make.enquiry(email=make.STRANGER, message='canary')
    look(ada, 'to answer the request', dsr=case)
    make.hold(enquiry, email=make.ADA, reason='The canary announced a claim.')

    opened = package()

    assert opened.rows['privacy.AuditEvent'][0]['dsr'] == case.pk
    assert opened.rows['privacy.LegalHold'][0]['row_id'] == str(enquiry.pk)
    assert not [n for n, text in opened.files.items() if b'canary' in text]
    assert make.STRANGER not in opened.text('data.json')
