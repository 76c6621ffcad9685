"""The company is sold, and people hear of it first."""

from datetime import timedelta

import pytest
from django.utils import timezone

from privacy import tasks
from tests import make


pytestmark = pytest.mark.django_db


def work():
    tasks.tell_everybody(int(timezone.now().timestamp()))


def test_everybody_we_know_is_told_once(mailoutbox):
    make.enquiry()
    make.enquiry(message='And another thing.')
    make.subscription(email='grace@example.org')
    make.ownership_change()

    work()
    work()

    assert [m.to for m in mailoutbox] == [[make.ADA], ['grace@example.org']]
    assert len({m.extra_headers['Message-ID'] for m in mailoutbox}) == 2


def test_our_own_team_and_the_forgotten_get_no_letter(mailoutbox):
    make.colleague(email='team@ivelum.com')
    make.subscription(email=None)
    make.ownership_change()

    work()

    assert not mailoutbox


def test_nobody_is_told_before_the_day_of_the_notice(mailoutbox):
    make.enquiry()
    later = timezone.localdate() + timedelta(days=3)
    make.ownership_change(
        notice_on=later, transfer_on=later + timedelta(days=14)
    )

    work()

    assert not mailoutbox


def test_the_letter_says_what_moves_when_and_what_one_can_do(mailoutbox):
    make.enquiry()
    change = make.ownership_change()

    work()

    (letter,) = mailoutbox
    assert change.receiver in letter.body
    assert f'{change.transfer_on:%-d %B %Y}' in letter.body
    assert '/privacy/request/' in letter.body
    assert 'unsubscribe' not in letter.body.casefold()


def test_the_notice_stands_above_the_policy(client):
    assert b'The company changes hands' not in client.get('/privacy/').content

    change = make.ownership_change()

    page = client.get('/privacy/').content.decode()
    assert 'The company changes hands' in page
    assert change.receiver in page


def test_it_stands_above_every_page_in_few_words(client):
    make.ownership_change()

    for path in ('/', '/contact/', '/privacy/promises/'):
        assert b'ivelum changes hands.' in client.get(path).content


def test_looking_for_notices_costs_a_page_one_question_a_minute(
    client, django_assert_num_queries
):
    with django_assert_num_queries(1):
        client.get('/services/')
        client.get('/services/')


@pytest.mark.parametrize(
    'changes', [{'approved_by': None}, {'called_off_at': timezone.now()}]
)
def test_nobody_hears_of_what_was_not_agreed_or_is_called_off(
    client, mailoutbox, changes
):
    make.enquiry()
    make.ownership_change(**changes)

    work()

    assert not mailoutbox
    page = client.get('/privacy/').text
    assert 'The company changes hands' not in page
    assert 'ivelum changes hands' not in page


def test_how_many_were_told_is_kept(mailoutbox):
    make.enquiry()
    make.subscription(email='grace@example.org')
    change = make.ownership_change()

    work()

    change.refresh_from_db()
    assert change.people_told == 2


def test_a_month_after_the_transfer_it_is_gone(client, monkeypatch):
    make.ownership_change()
    much_later = timezone.localdate() + timedelta(days=45)
    monkeypatch.setattr(timezone, 'localdate', lambda *_: much_later)

    assert b'The company changes hands' not in client.get('/privacy/').content


def test_a_notice_without_a_day_says_so(client):
    make.ownership_change(transfer_on=None)

    assert b'the day is not settled yet' in client.get('/privacy/').content
