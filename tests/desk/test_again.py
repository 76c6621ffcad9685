"""Before something critical a colleague shows again who sits there."""

from time import time

import pytest
from django.contrib.admin.sites import site

from privacy.models import CRITICAL, Action, AuditEvent, Refusal
from tests import make
from tests.colleague import code_of
from tests.desk.conftest import page, press
from tests.desk.ready import LONG


pytestmark = pytest.mark.django_db
PASSWORD = 'correct horse battery'


def some_time_ago(client):
    session = client.session
    session['proven_at'] = time() - 11 * 60
    session.save()


@pytest.fixture
def proposed(team):
    return make.refusal(proposed_by=team[1]).dsr


@pytest.fixture
def tired(desk):
    """Signed in, and not asked for more than ten minutes."""
    some_time_ago(desk)
    return desk


def agree(client, dsr, **typed):
    given = {'seen': '0', 'confirm': 'yes', **typed}
    seen = client.post(page(dsr, 'agree'), typed).context['seen']
    return client.post(page(dsr, 'agree'), {**given, 'seen': seen})


def is_refused(dsr):
    return Refusal.objects.filter(dsr=dsr, approved_at__isnull=False).exists()


def test_who_proved_it_lately_is_not_asked(desk, proposed):
    press(desk, proposed, 'agree')

    assert is_refused(proposed)


def test_after_ten_minutes_they_are_asked_and_nothing_is_done(tired, proposed):
    answer = agree(tired, proposed)

    assert 'Is it you?' in answer.text
    assert not is_refused(proposed)


def carried(answer):
    return dict(answer.context['typed'])


@pytest.mark.parametrize('proof', [code_of, lambda: PASSWORD])
def test_a_code_or_the_password_lets_them_go_on(tired, team, proposed, proof):
    team[0].set_password(PASSWORD)
    team[0].save()
    tired.force_login(team[0])
    some_time_ago(tired)
    asked = agree(tired, proposed)

    tired.post(page(proposed, 'agree'), carried(asked) | {'proof': proof()})

    assert is_refused(proposed)


def test_something_else_does_not(tired, proposed):
    asked = agree(tired, proposed)

    answer = tired.post(
        page(proposed, 'agree'), carried(asked) | {'proof': 'wrong'}
    )

    assert answer.status_code == 400
    assert 'neither your password nor a code' in answer.text
    assert not is_refused(proposed)


def test_nobody_guesses_here_either(tired, proposed):
    asked = carried(agree(tired, proposed))
    for _ in range(10):
        tired.post(page(proposed, 'agree'), asked | {'proof': '000000'})

    tired.post(page(proposed, 'agree'), asked | {'proof': code_of()})

    assert not is_refused(proposed)


def test_what_was_typed_goes_through_the_question(tired, team):
    typed = {'because': f'{LONG}\nAnd <b>more</b>.'}
    dsr = make.refusal(proposed_by=team[1]).dsr
    seen = tired.post(page(dsr, 'disagree'), typed).context['seen']

    whole = typed | {'seen': str(seen), 'confirm': 'yes'}
    asked = tired.post(page(dsr, 'disagree'), whole)
    wrong = tired.post(
        page(dsr, 'disagree'), carried(asked) | {'proof': 'wrong'}
    )

    assert carried(asked) == carried(wrong) == whole


def test_the_session_has_a_new_key_afterwards(tired, proposed):
    before = tired.session.session_key
    asked = agree(tired, proposed)

    tired.post(page(proposed, 'agree'), carried(asked) | {'proof': code_of()})

    assert tired.session.session_key != before


ACTS = [
    act
    for desk in site._registry.values()
    for act in (*getattr(desk, 'acts', ()), *getattr(desk, 'starts', ()))
]


def test_whatever_cannot_be_taken_back_is_critical():
    critical = {act.name for act in ACTS if act.is_critical}

    assert {'Change the role', 'Add a colleague', 'Agree'} <= critical
    assert {act.needs for act in ACTS if act.is_critical} <= CRITICAL
    for needed in ('ERASURE_DECIDED', 'DISCLOSED', 'REFUSED', 'HELD', 'AGREED'):
        assert Action[needed] in CRITICAL


def test_a_list_of_addresses_does_not_leave_before(tired, team):
    asked = make.export(taken_at=None)

    answer = tired.post(f'/admin/contact/export/{asked.pk}/take/')

    assert 'Is it you?' in answer.text
    assert not AuditEvent.objects.filter(action='downloaded').exists()


def test_a_password_is_not_renewed_before(tired, team):
    answer = tired.post(f'/admin/privacy/staffmember/{team[1].pk}/password/')

    assert 'Is it you?' in answer.text
    assert not AuditEvent.objects.filter(action='account_changed').exists()


@pytest.mark.parametrize('what', ['me/recovery-codes/', 'second-factor/'])
def test_the_own_second_factor_stays_before(tired, what):
    answer = tired.post(f'/admin/{what}')

    assert 'Is it you?' in answer.text
