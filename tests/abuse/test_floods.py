"""Somebody sends and sends in Ada's name; she still gets her way, and peace."""

from datetime import timedelta

import pytest
from django.utils import timezone

from contact.models import Enquiry
from contact.post import messages, reading
from contact.services import RECEIPTS
from privacy.cases.asking import LETTERS
from privacy.models import Attempts, ClaimedAddress, Right
from privacy.tasks import ask_for_proof
from tests import make
from tests.post import mails


pytestmark = pytest.mark.django_db


@pytest.fixture
def send(client):
    """Call it to ask in Ada's name, each time from another network."""
    numbers = iter(range(10_000))

    def ask(right=Right.ERASURE, **changes):
        number = next(numbers)
        form = {'email': make.ADA, 'right': right, 'details': f'No {number}'}
        sent_from = f'10.0.{number // 250}.{number % 250}'
        return client.post(
            '/privacy/request/', form | changes, REMOTE_ADDR=sent_from
        )

    return ask


def hours_later(worker):
    """The jobs that wait for later are due now, and so are the limits."""
    for job in worker.jobs.values():
        job['scheduled_at'] = None
    Attempts.objects.update(ends_at=timezone.now() - timedelta(seconds=1))


def to_ada(mailoutbox):
    return [letter for letter in mailoutbox if letter.to == [make.ADA]]


def test_a_flood_brings_two_letters_in_two_hours(send, worker, mailoutbox):
    for _ in range(60):
        assert send().status_code == 302
        worker()

    assert len(to_ada(mailoutbox)) == LETTERS.times == 2


def test_naming_her_beside_others_makes_no_more_letters(
    send, worker, mailoutbox
):
    for number in range(12):
        send(email=f'eve{number}@example.com', others=make.ADA)
        worker()

    assert len(to_ada(mailoutbox)) == LETTERS.times


def test_after_those_hours_her_own_link_is_there_and_opens_hers(
    send, client, worker, mailoutbox, link_in
):
    for _ in range(30):
        send()
        worker()
    send(details='I am Ada.')
    worker()
    hours_later(worker)
    mailoutbox.clear()

    worker()

    (letter,) = to_ada(mailoutbox)
    link = link_in(letter, '/privacy/request/')
    assert 'I am Ada.' in client.get(link).text
    assert client.post(link).status_code == 302


def test_under_a_flood_that_goes_on_she_has_a_link_that_works(
    send, client, worker, mailoutbox, link_in
):
    for _ in range(30):
        send()
        worker()
    send(details='I am Ada.')
    for _ in range(30):
        send()
        worker()
    hours_later(worker)
    mailoutbox.clear()

    worker()

    (letter,) = to_ada(mailoutbox)
    link = link_in(letter, '/privacy/request/')
    page = client.get(link).text
    assert 'the deletion of my data' in page
    assert 'Not your words?' in page
    case = client.post(link).url
    assert client.get(case).status_code == 200
    answer = client.post(f'{case}message/', {'body': 'I did not write that.'})
    assert answer.status_code == 302


def test_another_right_of_hers_does_not_wait_for_it(send, worker, mailoutbox):
    for _ in range(30):
        send()
        worker()
    mailoutbox.clear()

    send(right=Right.ACCESS)
    worker()

    (letter,) = to_ada(mailoutbox)
    assert 'a look at all that you hold about me' in letter.body


def test_what_a_colleague_wrote_down_is_not_overtaken(send, worker, mailoutbox):
    send(details='On the telephone.')
    claim = ClaimedAddress.objects.get()
    claim.taken_in_by = make.member('carol@ivelum.com')
    claim.save()
    worker.jobs.clear()
    for _ in range(5):
        send()
        worker()

    ask_for_proof(claim_pk=claim.pk)

    assert claim.request.reference in mailoutbox[-1].body


def test_a_letter_that_waited_longer_than_its_link_lives_is_not_sent(
    send, worker, mailoutbox
):
    send()
    old = timezone.now() - timedelta(hours=49)
    ClaimedAddress.objects.update(claimed_at=old)

    worker()

    assert not mailoutbox


def test_messages_in_her_name_bring_her_ten_receipts_a_day(
    client, worker, mailoutbox
):
    for number in range(40):
        form = {'email': make.ADA, 'message': f'Message {number}'}
        sent_from = f'10.1.0.{number}'
        client.post('/contact/', form, REMOTE_ADDR=sent_from)
    worker()

    assert len(to_ada(mailoutbox)) == RECEIPTS.times == 10
    assert Enquiry.objects.count() == 40


def test_mails_in_her_name_bring_her_ten_receipts_a_day(worker, mailoutbox):
    for _ in range(200):
        raw = mails.mail(authentication_results=None)
        messages.keep(reading.read(raw), timezone.now())
    worker()

    assert len(to_ada(mailoutbox)) == RECEIPTS.times
    assert Enquiry.objects.count() == 200


def test_sign_ups_in_her_name_bring_her_three_mails_a_day(
    client, worker, mailoutbox
):
    for number in range(40):
        sent_from = f'10.2.0.{number}'
        form = {'email': make.ADA, 'agree': 'on'}
        client.post('/newsletter/', form, REMOTE_ADDR=sent_from)
        worker()

    assert 1 <= len(to_ada(mailoutbox)) <= 3


@pytest.mark.parametrize(
    ('path', 'form', 'rows'),
    [
        ('/privacy/request/', {'right': 'access'}, ClaimedAddress),
        ('/contact/', {'message': 'Hello.'}, Enquiry),
    ],
)
def test_one_network_makes_twenty_rows_an_hour(
    client, worker, path, form, rows
):
    for number in range(30):
        client.post(path, form | {'email': f'a{number}@example.org'})

    assert rows.objects.count() == 20
