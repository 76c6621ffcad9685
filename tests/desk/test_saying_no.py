"""More time, or no: what the law allows, and two who decide."""

from datetime import timedelta

import pytest
from django.utils import timezone

from privacy import clock
from privacy.models import (
    DataSubjectRequest,
    Ground,
    State,
)
from tests import make
from tests.desk.conftest import page, press, state_of


pytestmark = pytest.mark.django_db
WHY = 'They sent the same request forty times this week.'


def test_a_refusal_waits_for_a_second_person(desk, mailoutbox, worker):
    dsr = make.open_case('access')

    press(desk, dsr, 'refuse', ground=Ground.EXCESSIVE, reason=WHY)
    worker()

    assert state_of(dsr) == State.OPEN
    assert not mailoutbox
    assert 'A second person looks at the refusal.' in desk.get(page(dsr)).text


def test_who_proposed_a_refusal_cannot_agree_to_it(desk):
    dsr = make.open_case('access')
    press(desk, dsr, 'refuse', ground=Ground.EXCESSIVE, reason=WHY)

    refused = press(desk, dsr, 'agree')

    assert refused.status_code == 409
    assert 'nobody approves their own refusal' in refused.text
    assert state_of(dsr) == State.OPEN


def test_the_second_person_agrees_and_it_is_told(
    desk, second, mailoutbox, worker
):
    dsr = make.open_case('access')
    press(desk, dsr, 'refuse', ground=Ground.EXCESSIVE, reason=WHY)

    done = press(second(), dsr, 'agree')
    worker()

    assert 'Done' in done.text
    refused = DataSubjectRequest.objects.get()
    assert refused.state == State.REFUSED
    assert refused.remedies_told
    assert refused.outcome == WHY
    assert [letter.to for letter in mailoutbox] == [[make.ADA]]


def test_the_second_person_does_not_agree(desk, second):
    dsr = make.open_case('access')
    press(desk, dsr, 'refuse', ground=Ground.EXCESSIVE, reason=WHY)

    press(second(), dsr, 'disagree', because='Forty is not that many, really.')

    assert state_of(dsr) == State.OPEN
    again = press(desk, dsr, 'refuse', ground=Ground.UNFOUNDED, reason=WHY)
    assert 'Done' in again.text


def test_free_expression_is_no_ground_to_hide_data(desk):
    form = desk.get(page(make.open_case('access'), 'refuse')).context['form']

    assert Ground.EXPRESSION not in dict(form.fields['ground'].choices)


def test_more_time_is_told_at_once(desk, mailoutbox, worker):
    dsr = make.open_case('objection')
    to = clock.latest_extension(dsr.received_on)

    press(
        desk, dsr, 'extend', to=to, reason='Five mailboxes to search by hand.'
    )
    worker()

    extended = DataSubjectRequest.objects.get()
    assert extended.answer_by == to
    assert len(mailoutbox) == 1
    assert 'It was extended once.' in desk.get(page(dsr)).text


@pytest.mark.parametrize(
    ('days', 'sentence'), [(5, 'That is not longer'), (200, 'The law allows')]
)
def test_a_day_that_cannot_be(desk, days, sentence):
    dsr = make.open_case('objection')
    to = timezone.localdate() + timedelta(days=days)

    form = desk.post(
        page(dsr, 'extend'), {'to': to, 'reason': 'Five mailboxes by hand.'}
    )

    assert form.status_code == 400
    assert sentence in form.text
    assert 'Five mailboxes by hand.</textarea>' in form.text


def test_a_short_reason_is_none(desk):
    dsr = make.open_case('objection')
    to = clock.latest_extension(dsr.received_on)

    form = desk.post(page(dsr, 'extend'), {'to': to, 'reason': ' busy   '})

    assert form.status_code == 400
    assert 'at least 20 characters' in form.text


def test_a_complaint_is_never_extended(desk):
    dsr = make.open_case('complaint')

    cannot = desk.get(page(dsr, 'extend'))

    assert cannot.status_code == 409
    assert 'within 30 days, always' in cannot.text


def test_after_the_first_month_it_is_too_late(desk):
    long_ago = timezone.now() - timedelta(days=40)
    dsr = make.open_case('objection', now=long_ago)

    assert 'first due day is over' in desk.get(page(dsr, 'extend')).text
