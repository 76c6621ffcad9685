"""Every act shows first what it will do, and is then done once."""

import pytest
from django.db import IntegrityError, OperationalError

from privacy.cases import handling
from privacy.models import AuditEvent, CaseMessage, DataSubjectRequest, State
from tests import make
from tests.desk.conftest import page, press


ANSWER = {'outcome': 'We looked into it.', 'what_next': 'Nothing more.'}


@pytest.fixture
def complaint(db):
    return make.open_case('complaint')


def test_a_preview_does_nothing(desk, complaint):
    seen = desk.post(page(complaint, 'answer'), ANSWER)

    assert 'We looked into it.' in seen.text
    assert 'where they can complain' in seen.text
    complaint.refresh_from_db()
    assert complaint.is_at_work
    assert not complaint.messages.exists()


def test_a_look_at_any_page_does_nothing(desk, complaint):
    for act in ('answer', 'write', 'ask', 'refuse', 'vouch', 'take'):
        desk.get(page(complaint, act))

    complaint.refresh_from_db()
    assert complaint.state == State.OPEN
    assert complaint.taken_by is None
    assert not complaint.messages.exists()


def test_what_is_confirmed_is_done_and_told(desk, complaint):
    done = press(desk, complaint, 'answer', **ANSWER)

    assert 'Done: Answer, and close.' in done.text
    complaint.refresh_from_db()
    assert complaint.state == State.ANSWERED
    assert complaint.outcome == 'We looked into it.'
    assert (
        complaint.messages.get().body == 'We looked into it.\n\nNothing more.'
    )


def test_the_text_can_be_changed_after_the_preview(desk, complaint):
    form = desk.post(page(complaint, 'answer'), ANSWER | {'change': 'yes'})

    assert 'We looked into it.</textarea>' in form.text
    assert complaint.messages.count() == 0


def test_the_second_press_does_nothing_and_says_so(desk, complaint):
    typed = ANSWER | {'seen': '0', 'confirm': 'yes'}
    desk.post(page(complaint, 'answer'), typed)

    again = desk.post(page(complaint, 'answer'), typed)

    assert again.status_code == 409
    assert 'It has ended.' in again.text
    assert CaseMessage.objects.count() == 1


def test_who_looked_before_a_colleague_acted_looks_again(desk, complaint, team):
    seen = desk.post(page(complaint, 'answer'), ANSWER).context['seen']
    handling.write_to_person(complaint.pk, body='A moment.', by=team[1])

    stale = desk.post(
        page(complaint, 'answer'), ANSWER | {'seen': seen, 'confirm': 'yes'}
    )

    assert stale.status_code == 409
    assert 'Somebody was here while you looked' in stale.text
    assert 'Message to the person' in stale.text
    assert 'We looked into it.' in stale.text
    complaint.refresh_from_db()
    assert complaint.is_at_work


def test_after_looking_again_it_is_done(desk, complaint, team):
    handling.write_to_person(complaint.pk, body='A moment.', by=team[1])

    press(desk, complaint, 'answer', **ANSWER)

    complaint.refresh_from_db()
    assert complaint.state == State.ANSWERED


def test_blanks_are_no_answer_and_what_was_typed_stays(desk, complaint):
    blank = desk.post(
        page(complaint, 'answer'), {'outcome': '  \n ', 'what_next': 'Kept.'}
    )

    assert blank.status_code == 400
    assert 'Kept.</textarea>' in blank.text


def test_a_complaint_needs_what_comes_next(desk, complaint):
    page_again = desk.post(page(complaint, 'answer'), {'outcome': 'Sorry.'})

    assert page_again.status_code == 400


def test_only_a_complaint_needs_it(desk):
    objection = make.open_case('objection')

    press(desk, objection, 'answer', outcome='We stopped.')

    objection.refresh_from_db()
    assert objection.state == State.ANSWERED


def test_a_database_that_goes_away_leaves_the_text(
    desk, complaint, monkeypatch
):
    def gone(*args, **kwargs):
        raise OperationalError('the connection is closed')

    monkeypatch.setattr('privacy.cases.handling.say', gone)

    away = desk.post(
        page(complaint, 'answer'), ANSWER | {'seen': '0', 'confirm': 'yes'}
    )

    assert away.status_code == 503
    assert 'We looked into it.</textarea>' in away.text
    complaint.refresh_from_db()
    assert complaint.is_at_work


def test_a_rule_of_the_database_becomes_a_sentence(
    desk, complaint, monkeypatch
):
    def refused(*args, **kwargs):
        raise IntegrityError

    monkeypatch.setattr('privacy.cases.handling.say', refused)

    page_again = desk.post(
        page(complaint, 'answer'), ANSWER | {'seen': '0', 'confirm': 'yes'}
    )

    assert page_again.status_code == 409
    assert 'Refused: a rule of the database.' in page_again.text
    assert 'We looked into it.</textarea>' in page_again.text


def test_a_request_that_is_gone_is_not_found(desk, db):
    assert (
        desk.get('/admin/privacy/datasubjectrequest/77/change/').status_code
        == 404
    )
    assert (
        desk.get('/admin/privacy/datasubjectrequest/77/answer/').status_code
        == 404
    )


def test_nobody_works_on_their_own_request(desk, team):
    own = make.open_case('complaint', email=team[0].email)

    seen = desk.get(page(own))

    assert seen.status_code == 409
    assert 'Your own request' in seen.text
    assert 'We looked' not in seen.text
    refused = desk.post(
        page(own, 'answer'), ANSWER | {'seen': '0', 'confirm': 'yes'}
    )
    assert refused.status_code == 409
    assert DataSubjectRequest.objects.get(pk=own.pk).is_at_work


# --- Who looks, and what a script may not do ----------------------------------


@pytest.mark.parametrize('act', ['answer', 'write', 'refuse'])
def test_a_look_at_the_page_of_an_act_is_noted(desk, complaint, act):
    desk.get(page(complaint, act))

    looks = AuditEvent.objects.filter(action='consulted', dsr=complaint)
    assert looks.count() == 1


def test_nobody_reads_their_own_request_by_the_page_of_an_act(desk, team):
    own = make.open_case('complaint', email=team[0].email, details='Secret.')

    seen = desk.get(page(own, 'answer'))

    assert seen.status_code == 409
    assert 'Secret.' not in seen.text


def test_to_find_a_person_is_to_look(desk, complaint):
    find = '/admin/privacy/datasubjectrequest/find/'

    desk.post(find, {'email': make.ADA})

    assert AuditEvent.objects.get(action='consulted').dsr == complaint


def test_nobody_finds_themselves(desk, team):
    make.open_case('complaint', email=team[0].email)
    find = '/admin/privacy/datasubjectrequest/find/'

    refused = desk.post(find, {'email': team[0].email})

    assert refused.status_code == 400
    assert 'your own request' in refused.text


def test_a_script_cannot_answer_what_nobody_proved(team):
    dsr = make.open_case('complaint')
    dsr.addresses.update(proven_at=None)

    with pytest.raises(IntegrityError, match='nobody proved'):
        handling.answer(dsr.pk, by=team[0], **ANSWER)


def test_a_script_cannot_answer_over_a_refusal(team, complaint):
    make.refusal(dsr=complaint)

    with pytest.raises(IntegrityError, match='waits for a second person'):
        handling.answer(complaint.pk, by=team[0], **ANSWER)


def test_a_script_cannot_answer_over_a_correction(team):
    dsr = make.open_case('rectification')
    make.correction(dsr=dsr)

    with pytest.raises(IntegrityError, match='not decided'):
        handling.answer(dsr.pk, outcome='Done.', by=team[0])


def test_what_is_locked_is_used_again_after_notice(desk, confirm, worker):
    make.enquiry()
    confirm('restriction')
    dsr = DataSubjectRequest.objects.get()

    press(desk, dsr, 'lift')

    restriction = dsr.restrictions.get()
    assert restriction.told_before_lift_at
    assert restriction.lifted_at is None
    assert 'in 3 days' in dsr.messages.last().body


@pytest.mark.parametrize('number', [0, 999_999])
def test_an_act_on_a_row_that_is_not_there_is_not_found(desk, number):
    answer = desk.get(f'/admin/privacy/breach/{number}/people/')

    assert answer.status_code == 404


@pytest.mark.parametrize('act', ['change', 'delete', 'history'])
def test_an_empty_field_in_the_address_breaks_no_page(desk, complaint, act):
    answer = desk.get(f'{page(complaint, act)}?_to_field=')

    assert answer.status_code < 500
