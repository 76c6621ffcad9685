"""Six presses of one button at the same moment are one wish."""

from functools import partial
from threading import Barrier, Thread

import pytest
from django.db import connection

from contact import tasks
from contact.models import ConsentEvent, Enquiry, Wish
from privacy.cases import codes
from privacy.models import ClaimedAddress, DataSubjectRequest, State
from tests import make
from tests.colleague import DeskClient


AT_ONCE = 6


def at_once(*works):
    """Each in a thread and a connection of its own; gives what they say."""
    barrier, said = Barrier(len(works)), []

    def work(one):
        barrier.wait()
        said.append(one())
        connection.close()

    threads = [Thread(target=work, args=[one]) for one in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def all_at_once(path, form):
    """Post it from as many browsers; gives their answers' status."""

    def press():
        return DeskClient().post(path, form).status_code

    return at_once(*[press] * AT_ONCE)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ('path', 'form', 'rows'),
    [
        ('/privacy/request/', {'right': 'erasure'}, DataSubjectRequest),
        ('/contact/', {'message': 'Build me an engine.'}, Enquiry),
    ],
)
def test_six_forms_at_once_are_one(path, form, rows):
    answers = all_at_once(path, form | {'email': make.ADA})

    assert answers == [302] * AT_ONCE
    assert rows.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_six_sign_ups_at_once_ask_once():
    assert all_at_once('/newsletter/', {'email': make.ADA}) == [302] * AT_ONCE

    waiting = Wish.objects.values_list('pk', flat=True)
    at_once(*[partial(tasks.take_up, pk) for pk in waiting])

    assert ConsentEvent.objects.count() == 1
    assert not Wish.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_six_presses_of_confirm_open_one_case(ask):
    link = ask('complaint')

    answers = all_at_once(link, {})

    assert answers == [302] * AT_ONCE
    states = DataSubjectRequest.objects.values_list('state', flat=True)
    assert [*states] == [State.OPEN]


@pytest.mark.django_db
@pytest.mark.parametrize('form', [{}, {'refuse': 'yes'}])
def test_the_second_press_under_a_sign_up_shows_the_same_page(
    client, worker, mailoutbox, link_in, form
):
    client.post('/newsletter/', {'email': make.ADA})
    worker()
    link = link_in(mailoutbox[-1], '/newsletter/confirm/')

    first, second = client.post(link, form), client.post(link, form)

    assert (first.status_code, second.status_code) == (200, 200)
    assert first.content == second.content


@pytest.mark.django_db
def test_the_other_button_afterwards_is_no_second_press(
    client, worker, mailoutbox, link_in
):
    client.post('/newsletter/', {'email': make.ADA})
    worker()
    link = link_in(mailoutbox[-1], '/newsletter/confirm/')
    client.post(link)

    assert client.post(link, {'refuse': 'yes'}).status_code == 410


@pytest.mark.django_db
def test_the_second_press_under_a_code_leads_to_the_same_case(client, ask):
    ask('complaint')
    claim = ClaimedAddress.objects.get()
    form = {
        'reference': claim.request.reference,
        'code': codes.code_for(claim),
    }

    first = client.post('/privacy/code/', form)
    second = client.post('/privacy/code/', form)

    assert first.status_code == second.status_code == 302
    # What follows in a link is its second, and may be the next one.
    assert first.url.partition(':')[0] == second.url.partition(':')[0]
    assert client.get(second.url).status_code == 200
