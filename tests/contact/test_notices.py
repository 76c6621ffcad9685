"""Somebody asks to hear 30 days ahead of new companies and new uses."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from contact import announcing, sending
from contact.envelope import stop_token
from contact.forms import WORDS
from contact.models import (
    ConsentEvent,
    Delivery,
    Letter,
    Method,
    Purpose,
    Subscription,
)
from privacy.policy import telling, versions
from privacy.policy.versions import Version
from tests import make


pytestmark = pytest.mark.django_db

COMPANIES = Purpose.COMPANIES


@pytest.fixture(autouse=True)
def _no_waiting(settings):
    settings.LETTERS_PER_SECOND = 100_000


@pytest.fixture
def news(monkeypatch):
    """A version that names a new company, and is announced."""
    day = timezone.localdate() + timedelta(days=30)
    coming = Version(str(day), 'x.html', '', 'A Mill joins.', news=('A Mill',))
    monkeypatch.setattr(versions, 'published', lambda: [coming])
    return make.policy_version(begins=day)


def tell_and_send():
    telling.tell_everybody()
    announcing.write_what_is_new()
    announcing.write_what_is_new()
    for letter in Letter.objects.filter(purpose=COMPANIES):
        sending.send(letter.pk)


def at_both():
    return [
        make.subscriber(),
        make.subscriber(purpose=COMPANIES),
    ]


def living():
    rows = Subscription.objects.living().filter(email=make.ADA)
    return set(rows.values_list('purpose', flat=True))


def test_from_the_form_to_a_yes_of_its_own(client, worker, mailoutbox, link_in):
    page = client.get('/newsletter/notices/').content.decode()
    assert WORDS[COMPANIES] in page
    assert 'To tell you ahead of new companies' in page

    client.post('/newsletter/notices/', {'email': make.ADA})
    worker()
    assert not living()
    link = link_in(mailoutbox[-1], '/newsletter/confirm/')
    assert WORDS[COMPANIES] in client.get(link).content.decode()
    client.post(link)

    assert living() == {COMPANIES}
    step = ConsentEvent.objects.get(kind='confirmed')
    assert step.wording.text == WORDS[COMPANIES]
    assert 'to a new company' in step.wording.text
    assert step.form == 'notices/1'


def test_only_those_who_said_yes_get_the_notice(news, mailoutbox):
    make.subscriber(make.STRANGER, purpose=COMPANIES)
    gone = make.subscriber('gone@example.org', purpose=COMPANIES)
    gone.withdraw(Method.STOP_LINK)
    Subscription.objects.create(email='unsure@example.org', purpose=COMPANIES)

    tell_and_send()

    [mail] = mailoutbox
    assert mail.to == [make.STRANGER]
    letter = mail.message().get_body(('plain',))
    assert 'A Mill' in letter.get_content()
    assert Delivery.objects.get().subscription.purpose == COMPANIES


def test_who_is_known_otherwise_hears_of_it_once(news, mailoutbox):
    make.enquiry()
    make.subscriber(purpose=COMPANIES)
    make.subscriber(make.STRANGER, purpose=COMPANIES)

    tell_and_send()

    assert sorted(m.to[0] for m in mailoutbox) == [make.ADA, make.STRANGER]


def test_who_writes_to_us_afterwards_hears_of_it_all_the_same(news, mailoutbox):
    make.subscriber(purpose=COMPANIES)
    telling.tell_everybody()
    announcing.write_what_is_new()
    make.enquiry()

    sending.send(Letter.objects.get().pk)

    assert [m.to for m in mailoutbox] == [[make.ADA]]


def test_the_others_are_told_first(news):
    announcing.write_what_is_new()

    assert not Letter.objects.exists()


def test_the_stop_link_of_one_list_leaves_the_other(client):
    _, notices = at_both()
    link = f'/newsletter/stop/{stop_token(notices)}/'

    client.post(link, {'List-Unsubscribe': 'One-Click'})
    assert living() == {Purpose.NEWSLETTER}
    client.post(link)
    assert living() == {Purpose.NEWSLETTER}
    client.post(link, {'everything': 'yes'})

    assert not living()


@pytest.fixture
def hers(client, worker, mailoutbox, link_in):
    at_both()
    client.post('/newsletter/yours/', {'email': make.ADA})
    worker()
    [mail] = mailoutbox
    return link_in(mail, '/newsletter/yours/')


def test_each_list_is_switched_alone_and_all_together(client, hers):
    client.post(hers + 'stop/', {'purpose': 'companies'})
    assert living() == {Purpose.NEWSLETTER}
    assert WORDS[COMPANIES] in client.get(hers).content.decode()
    client.post(hers + 'start/', {'purpose': 'companies'})
    assert living() == {Purpose.NEWSLETTER, COMPANIES}

    client.post(hers + 'stop-everything/')

    assert not living()


def test_a_list_that_was_never_asked_for_begins_with_its_own_words(
    client, worker, mailoutbox, link_in
):
    make.subscriber()
    client.post('/newsletter/yours/', {'email': make.ADA})
    worker()
    page = link_in(mailoutbox[-1], '/newsletter/yours/')

    client.post(page + 'stop/', {'purpose': 'companies'})
    client.post(page + 'start/', {'purpose': 'companies'})

    notices = Subscription.objects.get(email=make.ADA, purpose=COMPANIES)
    steps = notices.consents.order_by('number')
    assert [s.kind for s in steps] == ['requested', 'confirmed']
    assert {s.wording.text for s in steps} == {WORDS[COMPANIES]}


def test_the_proof_is_of_the_list_that_was_chosen(client, hers):
    proof = client.get(hers + 'proof/?purpose=companies').json()

    assert 'new companies' in proof['dpv:hasPurpose']['dct:description']


def test_a_new_address_is_asked_for_each_list(client, hers, worker, mailoutbox):
    client.post(hers + 'move/', {'email': make.STRANGER})
    worker()

    asked = [m.body for m in mailoutbox if m.to == [make.STRANGER]]
    assert len(asked) == 2
    assert {w for w in WORDS.values() for body in asked if w in body} == set(
        WORDS.values()
    )


def test_a_claim_is_on_the_disk_before_its_letter_leaves(
    monkeypatch, mailoutbox
):
    letter, seen = make.letter(started_at=None), []
    make.subscriber()
    real = sending._post

    def post(delivery, *door):
        with connection.cursor() as cursor:
            cursor.execute('show synchronous_commit')
            seen.extend(cursor.fetchone())
        real(delivery, *door)

    monkeypatch.setattr(sending, '_post', post)
    sending.send(letter.pk)

    assert seen == ['on']
