"""Ada takes her data elsewhere (Article 20): data.json and its schema."""

import re
from dataclasses import replace
from datetime import datetime

import jsonschema
import pytest
from django.apps import apps
from django.db import models

from contact.models import Enquiry
from privacy.declaration.personal_data import PersonalData
from privacy.declaration.registry import declaration_of, declarations
from privacy.subjects.package import data_schema
from privacy.subjects.package.rows import NOT_SHOWN, held
from privacy.subjects.package.schema import _of_field
from tests import make
from tests.copy.conftest import NOW


def check(document):
    schema = data_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.FormatChecker()
    ).validate(document)


def test_it_keeps_to_its_schema(everything, package):
    check(package(reference='ABCD-EFGH').json('data.json'))


@pytest.mark.django_db
def test_it_keeps_to_its_schema_when_it_is_empty(package):
    check(package().json('data.json'))


def test_the_published_schema_lies_beside_it(everything, package):
    opened = package()

    assert opened.json('schema.json') == data_schema()
    assert opened.json('data.json')['$schema'] == data_schema()['$id']


def test_the_schema_refuses_what_is_not_declared(everything, package):
    document = package().json('data.json')
    kind = next(kind for kind in document['kinds'] if kind['rows'])
    kind['rows'][0]['shoe_size'] = 38

    with pytest.raises(jsonschema.ValidationError, match='shoe_size'):
        check(document)


def test_every_declared_field_is_in_it(everything, package):
    kinds = {
        kind['kind']: kind for kind in package().json('data.json')['kinds']
    }

    for model, declared in declarations():
        kind = kinds[model._meta.label]
        assert declared.fields.items() <= kind['words'].items()
        assert kind['activity'] == declared.activity.name
        for row in kind['rows']:
            assert row.keys() == kind['words'].keys()


def test_it_says_whose_it_is_and_of_which_moment(everything, package):
    document = package(make.ADA, reference='ABCD-EFGH').json('data.json')

    assert document['addresses'] == [make.ADA]
    assert document['reference'] == 'ABCD-EFGH'
    assert datetime.fromisoformat(document['generated_at']) == NOW


def test_values_have_the_types_of_json(everything, package):
    rows = package().rows

    assert rows['privacy.StaffMember'][0]['is_active'] is True
    assert rows['contact.ConsentEvent'][0]['number'] == 1
    assert rows['contact.Enquiry'][0]['team_told_at'] is None
    day = rows['privacy.DataSubjectRequest'][0]['received_on']
    assert re.fullmatch(r'\d{4}-\d\d-\d\d', day)


def test_a_choice_has_its_value_and_its_words(everything, package):
    kinds = {
        kind['kind']: kind for kind in package().json('data.json')['kinds']
    }
    consent = kinds['contact.ConsentEvent']

    assert consent['rows'][0]['method'] == 'web_form'
    assert consent['labels']['method']['web_form'] == 'the form on our site'
    assert 'kind' in consent['labels']


def test_a_consent_has_the_exact_words(everything, package):
    consent = package().rows['contact.ConsentEvent'][0]

    assert consent['wording'] == 'adascanary'


def test_rows_point_at_each_other(everything, package):
    rows = package().rows
    consent, subscription = (
        rows['contact.ConsentEvent'][0],
        rows['contact.Subscription'][0],
    )

    assert consent['subscription'] == subscription['id']


def test_rows_come_in_the_order_in_which_they_were_made(package, db):
    made = [make.enquiry(message=str(n)).pk for n in range(12)]

    assert [r['id'] for r in package().rows['contact.Enquiry']] == made


def test_the_rows_can_be_built_again_from_it(everything, package):
    rows = package().rows

    for kind in held([make.ADA]):
        for row in rows[kind.label]:
            stored = kind.model._default_manager.get(pk=row['id'])
            for column in kind.columns:
                rebuilt = column.field.to_python(row[column.name])
                kept_secret = rebuilt == NOT_SHOWN and column.is_secret
                assert kept_secret or rebuilt == follow(stored, column.path)


def follow(row, path):
    for name in path.split('__'):
        row = getattr(row, name, None)
    return row.pk if isinstance(row, models.Model) else row


def test_any_text_comes_back_as_it_was(package, db):
    texts = [
        '"\\/\b',
        'e\u0301',
        '\u202e',
        '\ufffe',
        '👩‍🚀',
        '</script>',
        'a\r\nb',
    ]
    for text in texts:
        make.enquiry(message=text)

    found = [r['message'] for r in package().rows['contact.Enquiry']]

    assert found == texts


# --- What the declarations must give ----------------------------------------


def all_columns():
    return [
        pytest.param(kind, column, id=f'{kind.label}.{column.name}')
        for kind in held(['anybody@example.com'])
        for column in kind.columns[1:]
    ]


@pytest.mark.parametrize(('kind', 'column'), all_columns())
def test_no_field_is_a_number_without_meaning(kind, column):
    """A link leads to a kind that is in the copy, or says what it is."""
    field = kind.model._meta.get_field(column.name)
    shown = kind.declared.show.get(column.name)

    if field.is_relation and not column.is_staff and not shown:
        target = declaration_of(field.related_model)
        assert isinstance(target, PersonalData), 'give it a `show`'


def test_what_is_shown_or_held_back_is_a_field():
    for _model, declared in declarations():
        named = {*declared.show, *declared.written_by_others}
        assert named <= declared.fields.keys()


@pytest.mark.parametrize(
    ('field', 'schema'),
    [
        (models.FloatField(), {'type': 'number'}),
        (models.UUIDField(), {'type': 'string', 'format': 'uuid'}),
        (models.DecimalField(), {'type': 'string'}),
        (models.GenericIPAddressField(), {'type': 'string'}),
        (models.DurationField(), {'type': 'string', 'format': 'duration'}),
    ],
)
def test_the_schema_knows_types_that_may_come(field, schema):
    assert _of_field(field) == schema


def test_a_field_that_is_declared_tomorrow_is_in_the_schema(monkeypatch):
    renamed = {**Enquiry.personal_data.fields, 'name': 'what they call you'}
    changed = replace(Enquiry.personal_data, fields=renamed)
    monkeypatch.setattr(Enquiry, 'personal_data', changed)

    assert 'what they call you' in str(data_schema())
    assert apps.get_model('contact.Enquiry') is Enquiry
