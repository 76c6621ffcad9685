"""The declarations are complete, true, and impossible to forget."""

from datetime import date, timedelta

import pytest
from django.db import models
from django.test.utils import isolate_apps
from django.utils import timezone

from contact.activities import ENQUIRIES
from contact.models import ConsentEvent
from privacy.addresses import AddressField
from privacy.declaration import facts
from privacy.declaration.checks import every_fact_is_confirmed, problems_with
from privacy.declaration.personal_data import Blank, Keep, PersonalData
from privacy.declaration.registry import declarations
from privacy.subjects import retention
from privacy.subjects.search import rows_about
from tests import make


def declare(**changes):
    given = {
        'activity': ENQUIRIES,
        'subject': 'email',
        'fields': {'email': 'your address', 'at': 'when'},
        'keep': (Keep(facts.ENQUIRIES, since='at'),),
    }
    return PersonalData(**(given | changes))


def ids_of(declared, **extra):
    """The problems of a model that has an address, a moment and `extra`."""
    body = {
        '__module__': 'contact.models',
        'Meta': type('Meta', (), {'app_label': 'contact'}),
        'email': AddressField(),
        'at': models.DateTimeField(),
        **({'personal_data': declared} if declared else {}),
        **extra,
    }
    with isolate_apps('contact'):
        return [p.id for p in problems_with(type('M', (models.Model,), body))]


def test_a_whole_declaration_has_no_problems():
    assert ids_of(declare()) == []


def test_a_silent_model_is_an_error():
    assert ids_of(None) == ['privacy.E001']


def test_a_field_nobody_described_is_an_error():
    phone = models.CharField(max_length=20)

    assert ids_of(declare(), phone=phone) == ['privacy.E002']


def test_a_described_field_that_is_gone_is_an_error():
    fields = {'email': 'a', 'at': 'b', 'phone': 'c'}

    assert ids_of(declare(fields=fields)) == ['privacy.E002']


@pytest.mark.parametrize('path', ['at', 'nobody', 'email__domain'])
def test_a_person_out_of_reach_is_an_error(path):
    assert ids_of(declare(subject=path)) == ['privacy.E003']


@pytest.mark.parametrize(
    'keep',
    [
        (),
        (Keep(facts.ENQUIRIES, since='email'),),
        (Keep(facts.ENQUIRIES, since='at', if_empty=('email',)),),
    ],
)
def test_a_row_that_stays_for_ever_is_an_error(keep):
    assert ids_of(declare(keep=keep)) == ['privacy.E004']


@pytest.mark.parametrize('name', ['at', 'email', 'nothing'])
def test_emptying_what_cannot_be_empty_is_an_error(name):
    assert ids_of(declare(erasure=Blank((name,)))) == ['privacy.E005']


def test_correcting_what_is_not_there_is_an_error():
    declared = declare(correctable=frozenset({'nothing'}))

    assert ids_of(declared) == ['privacy.E005']


def test_personal_data_in_json_is_an_error():
    fields = {'email': 'a', 'at': 'b', 'box': 'c'}
    box = models.JSONField()

    assert ids_of(declare(fields=fields), box=box) == ['privacy.E006']


def test_an_unconfirmed_fact_is_warned_about_at_deployment():
    warned = [w.msg for w in every_fact_is_confirmed(None)]

    assert any('registered name' in message for message in warned)


@pytest.mark.django_db
@pytest.mark.parametrize('kind', make.EVERY_KIND)
def test_a_label_never_names_the_person(kind):
    assert make.ADA not in str(kind())


@pytest.mark.django_db
@pytest.mark.parametrize('kind', make.EVERY_KIND)
def test_every_row_expires(kind):
    # A proof of consent has its last day in the row: the database looks.
    long_ago = {'proof_ends_on': date(2020, 1, 1)}
    kind(**(long_ago if kind is make.consent else {}))

    retention.sweep(timezone.now() + timedelta(days=10_000))

    assert not [m for m, _, rows in rows_about([make.ADA]) if rows.exists()]
    assert not ConsentEvent.objects.exists()


@pytest.mark.django_db
def test_what_the_database_keeps_does_not_stop_the_sweep():
    proof = make.consent()
    make.enquiry()

    runs = retention.sweep(timezone.now() + timedelta(days=10_000))

    figures = {run.kind: (run.due, run.removed) for run in runs}
    assert figures['contact.ConsentEvent'] == (1, 0)
    assert figures['contact.Enquiry'] == (1, 1)
    assert ConsentEvent.objects.get() == proof


@pytest.mark.django_db
def test_the_policy_describes_every_field(client):
    page = client.get('/privacy/').content.decode()

    for _model, declared in declarations():
        for words in declared.fields.values():
            assert words in page
