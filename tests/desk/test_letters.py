"""A colleague writes a letter to everybody who wants it."""

import re
from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from contact.audience import audience
from contact.desk import forms
from contact.models import Letter, Method
from privacy.clock import VILNIUS
from privacy.models import AuditEvent, Role, Suppressed
from privacy.proof import suppression
from tests import make


pytestmark = pytest.mark.django_db

DESK = '/admin/contact/letter/'
WORDS = {'subject': 'Engines', 'preheader': 'In short', 'body': 'They *weave*.'}


@pytest.fixture
def desk(client):
    client.force_login(make.member())
    client.defaults['HTTP_SEC_FETCH_SITE'] = 'same-origin'
    return client


def act(desk, letter, code, **form):
    page = f'{DESK}{letter.pk}/{code}/'
    seen = re.search(
        r'name="seen" value="(\d+)"', desk.get(page).content.decode()
    )
    given = {'confirm': 'yes', 'seen': seen and seen[1]}
    answer = desk.post(page, form | given)
    letter.refresh_from_db()
    return answer


def at_once(desk, letter, code):
    found = desk.get(f'{DESK}{letter.pk}/change/').content.decode()
    seen = re.search(r'name="seen" value="(\d+)"', found)[1]
    answer = desk.post(
        f'{DESK}{letter.pk}/{code}/', {'confirm': 'yes', 'seen': seen}
    )
    letter.refresh_from_db()
    return answer


@pytest.fixture
def draft(desk):
    desk.post(f'{DESK}new/write/', WORDS | {'confirm': 'yes', 'seen': '0'})
    return Letter.objects.get()


def test_she_sees_it_before_it_is_kept(desk):
    page = desk.post(f'{DESK}new/write/', WORDS | {'seen': '0'})

    assert 'They weave.' in page.content.decode()
    assert not Letter.objects.exists()


def test_a_long_subject_is_told(desk):
    page = desk.post(f'{DESK}new/write/', WORDS | {'subject': 'x' * 80})

    assert 'has 80 characters' in page.content.decode()


def test_she_reads_it_while_she_writes(desk):
    written = WORDS | {'body': '# Engines\n\n<script>alert(1)</script>'}

    shown = desk.post(f'{DESK}preview/', written).content.decode()

    assert '<h1>Engines</h1>' in shown
    assert '<script' not in shown
    assert 'Engines\n-------' in shown
    assert not Letter.objects.exists()


def test_a_link_shows_and_writes_nothing(desk):
    assert desk.get(f'{DESK}preview/').status_code == 403


def test_what_may_not_have_arrived_is_said(desk, draft):
    now = timezone.now()
    Letter.objects.update(send_at=now, started_at=now)
    make.delivery(letter=draft)
    Letter.objects.update(finished_at=now)

    page = desk.get(f'{DESK}{draft.pk}/change/').content.decode()

    assert '1 may not have arrived.' in page


def test_its_page_shows_it_as_people_will_read_it(desk, draft):
    page = desk.get(f'{DESK}{draft.pk}/change/').content.decode()

    assert 'They <em>weave</em>.' in page
    assert 'Who would get it' in page


def test_a_test_copy_goes_to_her_alone(desk, draft, worker, mailoutbox):
    make.subscriber()

    at_once(desk, draft, 'test')
    worker()

    [copy] = mailoutbox
    assert copy.to == [make.FIRST]
    assert copy.message()['Subject'] == '[Test] Engines'
    assert not draft.deliveries.exists()


def test_it_is_sent_and_everybody_gets_it(desk, draft, worker, mailoutbox):
    make.subscriber()

    preview = desk.post(f'{DESK}{draft.pk}/send/', {}).content.decode()
    act(desk, draft, 'send')
    worker()

    assert 'It goes to 1 person' in preview
    assert [m.to for m in mailoutbox] == [[make.ADA]]
    draft.refresh_from_db()
    assert draft.state == 'sent'


def test_it_waits_for_its_hour_in_vilnius(desk, draft, worker, mailoutbox):
    make.subscriber()
    day = timezone.localdate() + timedelta(days=9)

    act(desk, draft, 'send', day=str(day), hour='09:30')
    worker()

    assert draft.send_at == datetime.combine(day, time(9, 30), VILNIUS)
    assert not mailoutbox
    at_once(desk, draft, 'unschedule')
    assert draft.state == 'draft'


def test_an_hour_that_the_clock_leaps_over_is_refused(monkeypatch):
    monkeypatch.setattr(
        forms.timezone, 'now', lambda: datetime(2027, 1, 1, tzinfo=VILNIUS)
    )

    with pytest.raises(ValidationError, match='does not exist'):
        forms.moment(date(2027, 3, 28), time(3, 30))
    twice = forms.moment(date(2027, 10, 31), time(3, 30))
    assert twice.utcoffset() == timedelta(hours=3)


def test_once_its_hour_is_set_nobody_changes_it(desk, draft):
    act(desk, draft, 'send', day='2100-01-01', hour='09:30')

    answer = desk.post(f'{DESK}{draft.pk}/edit/', WORDS | {'body': 'Buy!'})

    assert answer.status_code == 409
    draft.refresh_from_db()
    assert draft.body == WORDS['body']


def test_it_is_halted_and_goes_on(desk, draft, worker, mailoutbox):
    make.subscriber()
    now = timezone.now()
    Letter.objects.update(send_at=now, started_at=now)

    at_once(desk, draft, 'halt')
    assert draft.state == 'paused'
    at_once(desk, draft, 'resume')
    worker()

    assert len(mailoutbox) == 1


def test_the_number_says_how_it_comes_about():
    make.subscriber()
    make.consent(
        subscription=make.subscription(email='a@example.org', confirmed_at=None)
    )
    make.subscriber('b@example.org').withdraw(Method.STOP_LINK)
    later = timezone.now() + timedelta(days=1)
    make.subscriber('c@example.org', paused_until=later)
    make.subscriber('d@example.org')
    suppression.suppress('d@example.org', Suppressed.ERASED)

    who = audience('newsletter')

    assert (who.known, who.receive) == (5, 1)
    assert [count for _, count in who.reasons] == [-1, -1, -1, -1]


def test_who_only_reads_cannot_write(client):
    client.force_login(make.member(role=Role.READER))

    assert client.post(f'{DESK}new/write/', WORDS).status_code == 403
    assert not Letter.objects.exists()


def test_every_act_is_in_the_audit(desk, draft):
    at_once(desk, draft, 'test')

    acts = AuditEvent.objects.filter(action='letter_sent').order_by('seq')
    assert [a.purpose for a in acts] == ['written', 'test copy to themselves']
