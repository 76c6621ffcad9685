"""Where software proves nothing, a colleague stands by it, for a while."""

from datetime import timedelta

import pytest
from django.utils import timezone

from privacy.cases import reminders
from privacy.models import (
    Action,
    Attestation,
    AuditEvent,
    Role,
    StaffMember,
)
from privacy.policy import well_known
from privacy.promises import PROMISES
from privacy.promises.state import Judge, Verdict
from tests import make


pytestmark = pytest.mark.django_db

ADD = '/admin/privacy/attestation/new/give/'
HOW = 'I read every contract this week.'


@pytest.fixture
def as_role(client):
    def sign_in(role):
        member = StaffMember.objects.create(email='w@ivelum.com', role=role)
        client.force_login(member)
        return member

    return sign_in


def give(client, promise='P68', statement=HOW):
    client.defaults['HTTP_SEC_FETCH_SITE'] = 'same-origin'
    given = {'promise': promise, 'statement': statement}
    looked = client.post(ADD, given)
    seen = (looked.context or {}).get('seen', '')
    if looked.status_code != 200:
        return looked
    return client.post(ADD, given | {'seen': seen, 'confirm': 'yes'})


def test_a_lead_gives_their_word_for_half_a_year(client, as_role):
    lead = as_role(Role.LEAD)
    assert Judge().standing(PROMISES['P68']).verdict == Verdict.UNKNOWN

    give(client)

    (word,) = Attestation.objects.all()
    assert (word.promise, word.said_by, word.statement) == ('P68', lead, HOW)
    assert word.valid_until == timezone.localdate() + timedelta(days=180)
    assert Judge().standing(PROMISES['P68']).verdict == Verdict.WORD
    assert AuditEvent.objects.get().action == Action.WORD_GIVEN


@pytest.mark.parametrize('role', [Role.READER, Role.HANDLER, Role.APPROVER])
def test_nobody_else_does(client, as_role, role):
    as_role(role)

    assert client.get(ADD).status_code == 403
    assert give(client).status_code == 403
    assert client.get('/admin/privacy/attestation/').status_code == 200
    assert not Attestation.objects.exists()


def test_a_word_is_asked_only_where_one_is_needed(client, as_role):
    as_role(Role.LEAD)

    form = client.get(ADD).content.decode()
    answer = give(client, promise='P57')

    assert 'P68: ' in form
    assert 'P57: ' not in form
    assert answer.status_code == 400
    assert not Attestation.objects.exists()


@pytest.mark.parametrize('statement', ['', 'ok', ' ' * 40])
def test_a_word_that_says_nothing_is_sent_back(client, as_role, statement):
    as_role(Role.LEAD)

    answer = give(client, statement=statement)

    assert answer.status_code == 400
    assert b'errorlist' in answer.content
    assert b'onstraint' not in answer.content
    assert not Attestation.objects.exists()


def running_out(days):
    today = timezone.localdate()
    until = today + timedelta(days=days)
    return make.attestation(
        said_on=until - timedelta(days=180), valid_until=until
    )


@pytest.mark.parametrize(('days', 'letters'), [(14, 1), (15, 0), (-1, 1)])
def test_the_team_is_reminded_two_weeks_before_a_word_runs_out(
    mailoutbox, days, letters
):
    running_out(days)
    noon = timezone.localtime().replace(hour=12)

    reminders.remind(noon)
    reminders.remind(noon)

    assert len(mailoutbox) == letters


def test_a_newer_word_takes_the_place_of_one_that_runs_out(mailoutbox):
    running_out(3)
    running_out(100)

    reminders.remind(timezone.localtime().replace(hour=12))

    assert not mailoutbox


@pytest.mark.parametrize(('days', 'said'), [(0, ''), (-1, '1 word ran out')])
def test_who_watches_the_site_hears_of_a_word_that_ran_out(days, said):
    running_out(days)

    assert reminders.what_is_overdue(timezone.now()) == said


def test_a_word_once_given_cannot_be_changed(client, as_role):
    as_role(Role.LEAD)
    word = make.attestation()

    page = client.get(f'/admin/privacy/attestation/{word.pk}/change/')

    assert b'name="_save"' not in page.content


# --- The desk reminds ---------------------------------------------------------


@pytest.mark.parametrize(('days', 'left'), [(14, '14 days left'), (-1, 'over')])
def test_the_desk_says_when_a_word_runs_out(client, as_role, days, left):
    as_role(Role.LEAD)
    today = timezone.localdate()
    given = {'said_on': today - timedelta(days=90)}
    make.attestation(**given, valid_until=today + timedelta(days=days))

    desk = client.get('/admin/').content.decode()

    assert f'href="{ADD}">The word for P68</a>' in desk
    assert left in desk


def test_it_is_silent_of_a_word_that_has_time_or_was_renewed(client, as_role):
    as_role(Role.LEAD)
    today = timezone.localdate()
    make.attestation(said_on=today, valid_until=today + timedelta(days=3))
    make.attestation(said_on=today, valid_until=today + timedelta(days=15))

    assert b'The word for' not in client.get('/admin/').content


def test_the_desk_says_when_security_txt_runs_out(client, as_role, monkeypatch):
    as_role(Role.LEAD)
    today = timezone.localdate()
    assert b'security.txt' not in client.get('/admin/').content

    monkeypatch.setattr(well_known, 'EXPIRES', today + timedelta(days=30))

    assert b'>security.txt</a>' in client.get('/admin/').content
