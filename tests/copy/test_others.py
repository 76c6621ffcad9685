"""What is not Ada's: the words and the names of other people."""

from dataclasses import replace

import jsonschema
import pytest
from django.contrib.admin.models import LogEntry

from contact.models import Enquiry
from privacy.declaration.third_party import DECLARED
from privacy.subjects.package import data_schema
from privacy.subjects.package.rows import (
    ONE_OF_US,
    WAITS,
    Kind,
    held,
    nothing,
)
from privacy.subjects.package.schema import _type
from tests import make


@pytest.fixture
def others_write(monkeypatch, db):
    changed = replace(
        Enquiry.personal_data, written_by_others=frozenset({'message'})
    )
    monkeypatch.setattr(Enquiry, 'personal_data', changed)


def test_the_words_of_others_wait_for_review(others_write, package):
    make.enquiry(message='Grace told me a secret')
    opened = package()

    assert opened.rows['contact.Enquiry'][0]['message'] == WAITS
    assert opened.table('contact.Enquiry')[0]['message'] == WAITS
    assert WAITS in opened.text('index.html')
    assert not [n for n, d in opened.files.items() if b'secret' in d]
    jsonschema.validate(opened.json('data.json'), data_schema())


def test_what_was_read_and_released_is_shown(others_write, package):
    first, second = make.enquiry(message='one'), make.enquiry(message='two')
    released = {('contact.Enquiry', second.pk)}

    opened = package(released=lambda kind, pk: (kind, pk) in released)

    told = {r['id']: r['message'] for r in opened.rows['contact.Enquiry']}
    assert told == {first.pk: WAITS, second.pk: 'two'}


def test_where_others_wrote_nothing_nothing_waits(others_write, package):
    make.enquiry(message='')

    assert package().rows['contact.Enquiry'][0]['message'] == ''


def columns_of(**changes):
    declared = replace(DECLARED['admin.LogEntry'], **changes)
    kind = Kind(LogEntry, declared, LogEntry.objects.none(), nothing)
    return {column.name: column for column in kind.columns}


def test_a_colleague_is_one_of_us():
    user = columns_of(subject='object_repr')['user']

    assert user.told(17) == ONE_OF_US
    assert user.told(None) is None
    assert _type(user) == {'const': ONE_OF_US}


def test_a_colleague_sees_their_own_account():
    user = columns_of()['user']

    assert user.told(17) == 17
    assert user.refers_to == 'Staff account'


@pytest.mark.django_db
def test_a_traceback_tells_nothing_of_the_person():
    made = make.enquiry()

    for kind in held([make.ADA]):
        assert made.email not in repr(kind)
        assert str(made) not in repr(kind)
