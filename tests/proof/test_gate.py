"""A restored backup is shown to nobody, and writes to nobody."""

import pytest
from django.core import mail as outbox

from privacy import mail
from privacy.proof import ledger
from privacy.proof.ledger import LedgerUnavailable
from tests import make


# Above each page stands what the database says that everybody should know.
pytestmark = pytest.mark.django_db


@pytest.fixture
def behind(monkeypatch):
    monkeypatch.setattr(ledger, 'look', lambda: ledger.BEHIND)


def write_letter():
    mail.send('contact/acknowledge', to=make.ADA, about=make.enquiry())


@pytest.mark.parametrize('path', ['/', '/contact/', '/privacy/', '/nowhere/'])
def test_every_page_is_closed_and_says_when_to_come_back(client, behind, path):
    response = client.get(path)

    assert response.status_code == 503
    assert response.headers['Retry-After'] == '300'
    assert response.headers['Cache-Control'] == 'no-store'
    assert 'putting our data back in order' in response.content.decode()


def test_nothing_is_taken_in(client, behind):
    response = client.post('/contact/', {'email': make.ADA, 'message': 'Hi'})

    assert response.status_code == 503


def test_the_staff_are_told_what_to_run(client, behind, settings):
    response = client.get(settings.STAFF_PREFIX)

    assert response.status_code == 503
    assert 'manage.py replayerasures' in response.content.decode()


def test_the_page_needs_no_account_and_logs_no_path(client, behind, caplog):
    client.get('/privacy/case/secret/')

    assert 'secret' not in caplog.text


def test_machines_are_told_which_trouble_it_is(client, behind, settings):
    assert client.get('/healthz').content == b'ok\n'
    ready = client.get('/readyz')

    assert ready.status_code == 503
    assert ready.content == b'database older than the ledger\n'


def test_machines_are_told_of_a_shelf_that_is_away(client, outside):
    ledger.make_familiar()

    outside.write_text('not a directory')

    assert client.get('/').status_code == 200
    assert client.get('/readyz').content == b'the ledger cannot be read\n'


def test_a_database_that_is_new_here_waits_for_the_shelf(client, outside):
    outside.write_text('not a directory')

    assert client.get('/').status_code == 503
    ready = client.get('/readyz').content
    assert b'has not seen this database' in ready


def test_otherwise_the_gate_is_open_without_asking_the_database(
    client, django_assert_num_queries
):
    assert client.get('/').status_code == 200

    with django_assert_num_queries(0):
        assert client.get('/').status_code == 200


def test_no_letter_leaves(behind):
    with pytest.raises(LedgerUnavailable, match='older than the ledger'):
        write_letter()

    assert not outbox.outbox


def test_otherwise_letters_leave():
    write_letter()

    assert len(outbox.outbox) == 1
