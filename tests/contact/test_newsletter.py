"""Ada subscribes, and changes her mind."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from contact import wishes
from contact.models import ConsentEvent, Subscription
from privacy import tokens
from privacy.models import LedgerLine, Suppressed
from privacy.proof import suppression
from tests import make


pytestmark = pytest.mark.django_db

YES = {'email': make.ADA, 'message': 'Hello', 'newsletter': 'on'}
CONFIRM = '/newsletter/confirm/'


@pytest.fixture
def asked(client, worker, mailoutbox, link_in):
    """Ada ticked the box; this is the link in her mail."""
    client.post('/contact/', YES)
    worker()
    letter = next(m for m in mailoutbox if CONFIRM in m.body)
    return link_in(letter, CONFIRM)


def test_the_link_shows_the_words_and_changes_nothing(client, asked):
    page = client.get(asked)

    assert 'about once a month' in page.content.decode()
    assert Subscription.objects.get().confirmed_at is None


def test_the_button_starts_it_and_keeps_the_proof(client, asked):
    client.post(asked)

    assert Subscription.objects.get().is_living
    steps = ConsentEvent.objects.order_by('number')
    assert [s.kind for s in steps] == ['requested', 'confirmed']
    assert 'about once a month' in steps[1].wording.text


def test_the_link_works_once(client, asked, monkeypatch):
    assert client.post(asked).status_code == 200
    monkeypatch.setattr(wishes, 'DOUBLE_CLICK', timedelta(0))
    assert client.post(asked).status_code == 410
    assert ConsentEvent.objects.count() == 2


def test_a_second_sign_up_leaves_a_living_subscription_alone(
    client, worker, asked, mailoutbox
):
    client.post(asked)
    client.post('/contact/', YES | {'message': 'Hello again'})
    worker()

    assert Subscription.objects.get().is_living
    assert len([m for m in mailoutbox if CONFIRM in m.body]) == 1


def test_who_was_erased_comes_back_only_by_their_own_yes(client, asked):
    suppression.suppress(make.ADA, Suppressed.ERASED)

    client.get(asked)
    assert suppression.is_suppressed(make.ADA)
    client.post(asked)

    assert not suppression.is_suppressed(make.ADA)
    assert Subscription.objects.get().is_living


def test_the_ledger_learns_of_a_withdrawal(client, worker):
    subscription = make.consent().subscription

    client.post(f'/newsletter/stop/{tokens.make("stop", subscription.pk)}/')
    worker()

    assert LedgerLine.objects.get().kind == 'withdrawn'


def test_a_mail_scanner_does_not_stop_it(client):
    subscription = make.consent().subscription
    link = f'/newsletter/stop/{tokens.make("stop", subscription.pk)}/'

    client.get(link)
    client.head(link)

    subscription.refresh_from_db()
    assert subscription.is_living


def test_one_click_stops_it(client):
    subscription = make.consent().subscription
    link = f'/newsletter/stop/{tokens.make("stop", subscription.pk)}/'

    response = client.post(
        link,
        {'List-Unsubscribe': 'One-Click'},
        headers={'origin': 'https://mail.example'},
    )

    subscription.refresh_from_db()
    assert response.status_code == 200
    assert not subscription.is_living
    assert ConsentEvent.objects.filter(kind='withdrawn').count() == 1


def test_a_forged_stop_link_gets_the_same_answer(client):
    good = tokens.make('stop', make.consent().subscription.pk)

    answers = [
        client.post(f'/newsletter/stop/{token}/').content
        for token in (good, good, 'forged')
    ]

    assert answers[0] == answers[1] == answers[2]


@pytest.mark.parametrize(
    'change', [{'kind': 'confirmed'}, {'at': timezone.now()}, {'number': 7}]
)
def test_a_step_of_a_consent_cannot_be_rewritten(change):
    step = make.consent(kind='requested')

    with pytest.raises(DatabaseError, match='append-only'):
        ConsentEvent.objects.filter(pk=step.pk).update(**change)


def test_a_proof_is_not_deleted_before_its_day():
    step = make.consent()

    with pytest.raises(DatabaseError, match='until its day'):
        step.delete()


def test_the_words_of_a_consent_cannot_be_changed():
    words = make.wording()

    with pytest.raises(DatabaseError), transaction.atomic():
        type(words).objects.filter(pk=words.pk).update(text='Anything.')
