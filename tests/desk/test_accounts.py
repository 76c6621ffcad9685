"""Leads look after the accounts of the team, and nobody after their own."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import IntegrityError, transaction

from privacy import staff
from privacy.models import AuditEvent, Role, StaffMember
from privacy.subjects.erasure import erase
from tests import make


ACCOUNTS = '/admin/privacy/staffmember/'
GRACE = 'grace@ivelum.com'


def page(member, act='change'):
    return f'{ACCOUNTS}{member.pk}/{act}/'


def do(client, where, **typed):
    """Fill in the form of an act, look at it, and do it."""
    seen = client.post(where, typed).context['seen']
    return client.post(
        where, typed | {'seen': seen, 'confirm': 'yes'}, follow=True
    )


def fresh(member):
    return StaffMember.objects.get(pk=member.pk)


@pytest.fixture
def grace(team):
    return StaffMember.objects.create(
        email=GRACE, name='Grace', role=Role.HANDLER
    )


def test_a_new_colleague_gets_in_with_a_password_that_is_shown_once(
    desk, client
):
    typed = {'name': 'Grace', 'email': 'Grace <grace@ivelum.com>'}
    do(desk, f'{ACCOUNTS}new/join/', role='handler', **typed)
    grace = StaffMember.objects.get(email=GRACE)
    assert not grace.has_usable_password()

    answer = desk.post(page(grace, 'password'))
    password = answer.context['password']

    assert password in answer.content.decode()
    assert 'no-store' in answer['cache-control']
    assert password not in desk.get(page(grace)).content.decode()
    assert password not in desk.get(page(grace, 'password')).content.decode()
    client.logout()
    assert client.login(username=GRACE, password=password)
    assert client.get('/admin/').url.endswith('/password_change/')


def test_a_fresh_password_signs_its_owner_out(desk, client_class, grace):
    theirs = client_class()
    theirs.force_login(grace)

    desk.post(page(grace, 'password'))

    assert theirs.get('/admin/').status_code == 302


@pytest.fixture
def client_class(client):
    return type(client)


def test_to_look_at_the_page_of_the_password_makes_none(desk, grace):
    before = fresh(grace).password

    answer = desk.get(page(grace, 'password'))

    assert answer.status_code == 200
    assert fresh(grace).password == before


def test_who_leaves_is_out_at_once(desk, client_class, grace):
    theirs = client_class()
    theirs.force_login(grace)
    assert theirs.get('/admin/').status_code == 200

    do(desk, page(grace, 'close'))

    assert theirs.get('/admin/').status_code == 302
    assert desk.post(page(grace, 'password')).context.get('password') is None


def test_a_role_is_given_and_noted(desk, team, grace):
    do(desk, page(grace, 'role'), role='approver')

    assert fresh(grace).role == Role.APPROVER
    event = AuditEvent.objects.filter(action='account_changed').get()
    assert (event.by, event.row_id) == (team[0], grace.pk)
    assert event.purpose == 'role: approver'


def test_an_address_is_used_once(desk, grace):
    typed = {'name': 'Another', 'email': GRACE, 'role': 'reader'}

    answer = desk.post(f'{ACCOUNTS}new/join/', typed)

    assert answer.status_code == 400
    assert 'There is an account of this address.' in answer.content.decode()


@pytest.mark.parametrize('act', ['role', 'close'])
def test_nobody_changes_what_they_may_do(desk, team, act):
    answer = desk.post(page(team[0], act), {'role': 'reader'})

    assert answer.status_code == 409
    assert 'another lead does this' in answer.content.decode()


def test_everybody_may_change_their_own_name(desk, team):
    do(desk, page(team[0], 'rename'), name='Ada', email=team[0].email)

    assert fresh(team[0]).name == 'Ada'


def test_nobody_changes_their_own_address(desk, team):
    typed = {'name': 'Ada', 'email': 'new@ivelum.com'}

    answer = desk.post(page(team[0], 'rename'), typed)

    assert 'another lead does this' in answer.content.decode()


OWN = [
    lambda lead: staff.give_role(lead.pk, by=lead, role='reader'),
    lambda lead: staff.close(lead.pk, by=lead),
    lambda lead: staff.fresh_password(lead.pk, by=lead),
    lambda lead: staff.rename(lead.pk, by=lead, name='', email=GRACE),
]


@pytest.mark.parametrize('act', OWN, ids=['role', 'close', 'password', 'move'])
def test_the_database_refuses_it_too(team, act):
    with pytest.raises(IntegrityError, match=r'themselves|may not do this'):
        act(team[0])


def test_the_last_lead_stays(desk, team):
    do(desk, page(team[1], 'close'))

    with pytest.raises(IntegrityError, match='nobody else'):
        StaffMember.objects.filter(pk=team[0].pk).update(role=Role.HANDLER)


@pytest.mark.parametrize('role', [Role.READER, Role.HANDLER, Role.APPROVER])
def test_accounts_are_for_leads(client, team, grace, role):
    grace.role = role
    grace.save()
    client.force_login(grace)

    places = [ACCOUNTS, page(team[0]), page(team[0], 'close')]
    places += [page(team[0], 'password'), f'{ACCOUNTS}new/join/']

    assert {client.get(place).status_code for place in places} == {403}
    assert client.post(page(team[0], 'password')).status_code == 403


@pytest.mark.parametrize('role', [Role.READER, Role.HANDLER, Role.APPROVER])
def test_a_script_cannot_do_it_for_others_either(team, grace, role):
    grace.role = role
    grace.save()

    with pytest.raises(IntegrityError, match='may not do this'):
        staff.give_role(team[1].pk, by=grace, role='reader')


def test_nobody_promotes_themselves(grace):
    with pytest.raises(IntegrityError, match='themselves'):
        staff.give_role(grace.pk, by=grace, role='lead')


def test_the_own_log_of_the_admin_stays_empty(desk, grace):
    do(desk, page(grace, 'rename'), name='Grace H.', email=GRACE)
    do(desk, page(grace, 'role'), role='reader')
    do(desk, page(grace, 'close'))
    do(desk, page(grace, 'reopen'))

    assert not LogEntry.objects.exists()
    assert not AuditEvent.objects.filter(purpose__contains='Grace').exists()


def test_no_account_is_deleted_from_a_list(desk, grace):
    form = {'action': 'delete_selected', 'post': 'yes'}

    desk.post(ACCOUNTS, form | {'_selected_action': grace.pk})

    assert StaffMember.objects.filter(pk=grace.pk).exists()


def test_to_be_deleted_waits_while_they_work_with_us(grace):
    (outcome,) = [o for o in erase([GRACE]) if 'account' in o.kind]

    assert (outcome.erased, outcome.withheld) == (0, 1)
    assert 'while you work with us' in outcome.ground


def test_who_has_left_is_forgotten_and_their_acts_stay(team, grace):
    staff.close(grace.pk, by=team[0])
    staff.rename(team[1].pk, by=team[0], name='Ada', email=team[1].email)
    make.hold(set_by=grace)

    erase([GRACE])

    left = fresh(grace)
    assert (left.email, left.name, left.password) == (None, '', '')
    with pytest.raises(IntegrityError), transaction.atomic():
        StaffMember.objects.filter(pk=grace.pk).delete()


def test_nobody_opens_an_account_that_is_nobodys(team, grace):
    staff.close(grace.pk, by=team[0])
    erase([GRACE])

    assert not staff.reopen(grace.pk, by=team[0])
    StaffMember.objects.filter(pk=grace.pk).update(is_active=True)
    assert not fresh(grace).is_active
