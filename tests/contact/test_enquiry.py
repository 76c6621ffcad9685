"""Ada writes to us."""

import threading

import pytest
from django.db import connection, transaction

from contact import services
from contact.models import Enquiry, Subscription
from tests import make


pytestmark = pytest.mark.django_db

LETTER = {'name': 'Ada', 'email': 'Ada@Example.org', 'message': 'Hello'}


def test_it_arrives_under_the_canonical_address(client, worker):
    response = client.post('/contact/', LETTER)

    assert response.url == '/contact/thanks/'
    assert Enquiry.objects.get().email == make.ADA


def test_she_and_the_team_are_told(client, worker, mailoutbox):
    client.post('/contact/', LETTER)
    worker()

    assert {(m.to[0], m.subject) for m in mailoutbox} == {
        (make.ADA, 'We have your message'),
        ('info@ivelum.com', 'Somebody wrote to us'),
    }


def test_the_team_mail_carries_no_personal_data(client, worker, mailoutbox):
    client.post('/contact/', LETTER)
    worker()

    to_team = next(m for m in mailoutbox if m.to == ['info@ivelum.com'])
    assert 'Ada' not in to_team.body
    assert 'ada@' not in to_team.body


def test_a_name_is_not_needed(client, worker, mailoutbox):
    client.post('/contact/', LETTER | {'name': ''})
    worker()

    assert 'Thank you for writing' in mailoutbox[0].body


def test_a_letter_is_plain_text(client, worker, mailoutbox):
    client.post('/contact/', LETTER | {'name': "Ada O'Hara <b>"})
    worker()

    assert "Hello Ada O'Hara <b>," in mailoutbox[0].body


def test_a_bot_thinks_it_worked(client, worker):
    response = client.post('/contact/', LETTER | {'website': 'https://x'})

    assert response.url == '/contact/thanks/'
    assert not Enquiry.objects.exists()


def test_two_presses_of_one_button_are_one_message(client, worker, mailoutbox):
    client.post('/contact/', LETTER)
    client.post('/contact/', LETTER)
    worker()

    assert Enquiry.objects.count() == 1
    assert len(mailoutbox) == 2


def test_only_the_fields_of_the_form_are_kept(client, worker):
    client.post('/contact/', LETTER | {'acknowledged_at': '2020-01-01'})

    assert Enquiry.objects.get().acknowledged_at is None


def test_an_unticked_box_is_no_consent(client, worker):
    client.post('/contact/', LETTER)

    assert not Subscription.objects.exists()


def test_the_next_letter_in_an_hour_waits_and_is_not_lost(client, worker):
    for number in range(20):
        client.post('/contact/', LETTER | {'message': f'Letter {number}'})

    response = client.post('/contact/', LETTER | {'message': 'One more'})

    assert response.status_code == 429
    assert int(response.headers['Retry-After']) > 3_000
    assert 'One more' in response.content.decode()
    assert Enquiry.objects.count() == 20


def test_jobs_carry_row_numbers_only(client, worker):
    client.post('/contact/', LETTER | {'newsletter': 'on'})

    assert len(worker.jobs) == 3
    for job in worker.jobs.values():
        assert all(isinstance(value, int) for value in job['args'].values())


def test_the_worker_writes_once_however_often_it_tries(
    client, worker, mailoutbox
):
    client.post('/contact/', LETTER)
    again = dict(worker.jobs)
    worker()
    worker.jobs.update(again)
    worker()

    assert len(mailoutbox) == 2


def test_the_notice_under_the_form_comes_from_the_declaration(client):
    page = client.get('/contact/').content.decode()

    assert 'To answer what you wrote to us' in page
    assert '1 year' in page
    assert 'Article 6(1)(b)' in page
    assert 'under 16' in page


@pytest.mark.django_db(transaction=True)
def test_who_presses_again_before_the_answer_came_waits_for_it():
    """Two presses at one moment must not both find nothing."""
    said = LETTER | {'email': make.ADA, 'newsletter': False}

    def press_again():
        services.receive_enquiry(**said)
        connection.close()

    with transaction.atomic():
        services.receive_enquiry(**said)
        second = threading.Thread(target=press_again)
        second.start()
        second.join(0.5)
    second.join(10)

    assert Enquiry.objects.count() == 1
