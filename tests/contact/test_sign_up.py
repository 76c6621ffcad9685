"""Ada asks for the newsletter on its own page."""

import json
import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from contact import expiring, subscribing, wishes
from contact.forms import CONSENT_WORDING
from contact.models import (
    ConsentEvent,
    Kind,
    Letter,
    Purpose,
    Subscription,
    Wording,
)
from privacy import pseudonyms, tokens
from privacy.models import LedgerLine, Suppression
from tests import make


pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(client, worker, mailoutbox, link_in):
    client.post('/newsletter/', {'email': 'Ada@Example.org'})
    worker()
    return link_in(mailoutbox[-1], '/newsletter/confirm/')


@pytest.fixture
def hers(client, worker, mailoutbox, link_in):
    """The page of her letters."""
    subscription = make.subscriber()
    client.post('/newsletter/yours/', {'email': make.ADA})
    worker()
    return subscription, link_in(mailoutbox[-1], '/newsletter/yours/')


def test_the_words_the_policy_and_the_notice_stand_beside_the_button(client):
    page = client.get('/newsletter/').content.decode()

    assert CONSENT_WORDING in page
    assert 'version: draft' in page
    assert 'Article 6(1)(a)' in page


def test_the_step_knows_the_form_the_words_and_the_language(asked):
    step = ConsentEvent.objects.get()

    assert (step.kind, step.form) == ('requested', 'sign-up/1')
    assert (step.wording.text, step.language) == (CONSENT_WORDING, 'en')
    assert step.mac == pseudonyms.mac(make.ADA)


def test_nobody_learns_whether_an_address_is_known(client, worker, mailoutbox):
    subscriber = make.subscriber()
    stopped = make.subscriber(make.STRANGER)
    stopped.withdraw('stop_link')

    answers = [
        client.post('/newsletter/', {'email': email})
        for email in (subscriber.email, stopped.email, 'new@example.org')
    ]
    worker()

    assert len({(a.status_code, a.url, a.content) for a in answers}) == 1
    assert [m.to for m in mailoutbox] == [[make.STRANGER], ['new@example.org']]
    assert Subscription.objects.get(email=make.ADA).is_living
    assert not Subscription.objects.get(email=make.STRANGER).is_living


def test_a_robot_that_types_one_address_all_day_makes_three_mails(
    worker, mailoutbox, monkeypatch
):
    monkeypatch.setattr(wishes, 'DOUBLE_CLICK', timedelta(0))

    for _ in range(1_000):
        subscribing.ask_to_subscribe(email=make.ADA)
    worker()

    assert len(mailoutbox) == 3


def test_a_no_is_kept_and_ends_the_wish(client, asked):
    client.post(asked, {'refuse': 'yes'})

    kinds = [step.kind for step in ConsentEvent.objects.order_by('number')]
    assert kinds == ['requested', 'refused']
    assert client.post(asked).status_code == 410


def test_an_old_yes_ends_by_itself_and_the_step_is_kept():
    old = timezone.now() - timedelta(days=731)
    subscription = make.subscriber(confirmed_at=old)

    assert expiring.expire(timezone.now()) == 1
    assert expiring.expire(timezone.now()) == 0

    assert subscription.last_consent.kind == Kind.EXPIRED


def test_a_mailbox_that_is_gone_gets_no_more_letters():
    subscription = make.subscriber()

    subscribing.no_mail_arrives(make.ADA)
    subscribing.no_mail_arrives('nobody@example.org')

    assert subscription.last_consent.kind == Kind.INVALIDATED
    assert not Subscription.objects.living().exists()


def test_the_spam_button_is_an_objection(worker):
    subscription = make.subscriber()

    subscribing.called_spam(make.ADA)
    subscribing.called_spam('nobody@example.org')
    worker()

    assert subscription.last_consent.kind == Kind.WITHDRAWN
    assert Suppression.objects.get().reason == 'objected'
    assert LedgerLine.objects.get().kind == 'withdrawn'


def test_after_an_erasure_the_proof_knows_a_hash_and_the_words(confirm, worker):
    make.subscriber()

    confirm('erasure')

    proof = ConsentEvent.objects.filter(kind='confirmed').get()
    assert proof.subscription.email is None
    assert proof.mac == pseudonyms.mac(make.ADA)
    assert len(proof.wording.sha256) == 64
    assert proof.proof_ends_on > timezone.localdate()


def test_her_page_opens_by_a_mailed_link_only(client, worker, mailoutbox):
    answers = [
        client.post('/newsletter/yours/', {'email': email})
        for email in (make.subscriber().email, 'nobody@example.org')
    ]
    worker()

    assert answers[0].url == answers[1].url
    assert [m.to for m in mailoutbox] == [[make.ADA]]


def test_she_stops_it_and_starts_it_again(client, hers):
    subscription, page = hers

    client.post(page + 'stop/')
    assert 'You do not get it' in client.get(page).content.decode()
    client.post(page + 'start/')

    subscription.refresh_from_db()
    assert subscription.is_living
    steps = [s.kind for s in subscription.consents.order_by('number')]
    assert steps[2:] == ['withdrawn', 'requested', 'confirmed']


def test_she_pauses_it_for_three_months_and_ends_the_pause(client, hers):
    subscription, page = hers

    client.post(page + 'pause/')
    subscription.refresh_from_db()
    assert (subscription.paused_until - timezone.now()).days == 91
    client.post(page + 'pause/')

    subscription.refresh_from_db()
    assert not subscription.is_paused


def test_a_look_at_the_page_changes_nothing(client, hers):
    subscription, page = hers

    for door in ('', 'proof/', 'stop/', 'start/', 'pause/', 'move/'):
        client.get(page + door)
        client.head(page + door)

    subscription.refresh_from_db()
    assert subscription.is_living
    assert subscription.consents.count() == 2
    assert not subscription.is_paused


def test_another_address_must_say_yes_before_the_old_one_ends(
    client, worker, hers, mailoutbox, link_in
):
    old, page = hers

    client.post(page + 'move/', {'email': make.STRANGER})
    worker()
    old.refresh_from_db()
    assert old.is_living
    client.post(link_in(mailoutbox[-1], '/newsletter/confirm/'))

    old.refresh_from_db()
    assert mailoutbox[-1].to == [make.STRANGER]
    assert not old.is_living
    assert Subscription.objects.get(email=make.STRANGER).is_living


def test_moving_to_an_address_that_has_it_looks_the_same(
    client, worker, hers, mailoutbox
):
    make.subscriber(make.STRANGER)
    before = len(mailoutbox)

    to_known = client.post(hers[1] + 'move/', {'email': make.STRANGER})
    to_new = client.post(hers[1] + 'move/', {'email': 'new@example.org'})
    worker()

    assert to_known.content == to_new.content
    assert [m.to for m in mailoutbox[before:]] == [['new@example.org']]


def test_the_proof_has_the_steps_in_the_words_of_the_standard(client, hers):
    answer = client.get(hers[1] + 'proof/')

    proof = json.loads(answer.content)
    assert 'attachment' in answer.headers['Content-Disposition']
    assert [s['@type'] for s in proof['dpv:hasConsentStatus']] == [
        'dpv:ConsentRequested',
        'dpv:ConsentGiven',
    ]
    assert proof['dpv:hasLegalBasis'] == 'eu-gdpr:A6-1-a'
    step = proof['dpv:hasConsentStatus'][1]
    assert step['dpv:hasNotice']['dct:description'] == make.wording().text


def test_an_old_link_offers_a_fresh_one(client):
    answer = client.get('/newsletter/yours/forged/')

    assert answer.status_code == 410
    assert 'Send me the link' in answer.content.decode()


@pytest.mark.parametrize('purpose', ['stop', 'subscribe', 'me', 'case'])
def test_no_other_link_opens_her_page(client, purpose):
    token = tokens.make(purpose, make.subscriber().pk)

    assert client.get(f'/newsletter/yours/{token}/').status_code == 410


def test_letters_that_went_out_are_there_for_everybody(client):
    make.letter(subject='Draft', send_at=None, started_at=None)
    out = make.letter(subject='Engines', body='They *weave*.')
    Letter.objects.filter(pk=out.pk).update(finished_at=timezone.now())
    out.refresh_from_db()

    listed = client.get('/newsletter/letters/').content.decode()
    feed = client.get('/newsletter/letters/feed/').content.decode()

    assert 'Engines' in listed
    assert 'Draft' not in listed + feed
    assert (
        '<em>weave</em>' in client.get(out.get_absolute_url()).content.decode()
    )
    assert 'Engines' in feed
    assert client.get('/newsletter/letters/draft/').status_code == 404


def test_global_privacy_control_is_honoured_for_everybody(client):
    answer = client.get('/.well-known/gpc.json')

    assert answer.headers['Content-Type'] == 'application/json'
    assert answer.json()['gpc'] is True
    pages = {
        client.get('/newsletter/', headers={'sec-gpc': value}).content
        for value in ('1', '0', '1, 1', '')
    }
    assert len(pages) == 1


@pytest.mark.django_db(transaction=True)
def test_two_may_be_the_first_who_read_the_words():
    read = []

    def read_too():
        read.append(subscribing.wording(Purpose.NEWSLETTER))
        connection.close()

    with transaction.atomic():
        read.append(subscribing.wording(Purpose.NEWSLETTER))
        second = threading.Thread(target=read_too)
        second.start()
        second.join(0.5)
    second.join(10)

    assert [Wording.objects.get()] * 2 == read
