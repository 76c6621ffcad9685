"""Accounts of the team: privacy/migrations/sql/0006_roles.sql."""

from privacy.models import (
    Action,
    AuditEvent,
    KnownDevice,
    SecondFactor,
    StaffMember,
)
from privacy.proof import audit
from tests import make
from tests.invariants.forbidden import (
    NotTakenError,
    constraint,
    forbidden,
    trigger,
)


THE_LAST = trigger(StaffMember, 'a_lead_is_left')


@forbidden(THE_LAST)
def taking_the_role_of_the_last_lead():
    make.member()
    yield
    StaffMember.objects.update(role='handler')


@forbidden(THE_LAST)
def closing_the_account_of_the_last_lead():
    make.member()
    yield
    StaffMember.objects.update(is_active=False)


@forbidden(THE_LAST)
def closing_the_accounts_of_all_leads_at_once():
    make.member(make.FIRST)
    make.member(make.SECOND)
    yield
    StaffMember.objects.update(is_active=False)


@forbidden(THE_LAST)
def deleting_the_last_lead():
    make.member()
    yield
    StaffMember.objects.all().delete()


@forbidden(THE_LAST)
def opening_an_account_that_is_nobodys():
    make.member(make.FIRST)
    gone = make.member(make.SECOND)
    yield
    changed = StaffMember.objects.filter(pk=gone.pk)
    changed.update(email=None, is_active=True)
    if not changed.get().is_active:
        raise NotTakenError('closed all the same')


@forbidden(trigger(AuditEvent, 'not_their_own_account'))
def promoting_oneself():
    member = make.member()
    yield
    audit.note(
        Action.ACCOUNT_CHANGED,
        by=member,
        kind='privacy.StaffMember',
        row_id=member.pk,
        purpose='role: lead',
    )


@forbidden(trigger(SecondFactor, 'a_code_works_once'))
def taking_the_code_of_an_app_again():
    make.second_factor(last_step=7)
    yield
    SecondFactor.objects.update(last_step=7)


@forbidden(trigger(SecondFactor, 'a_code_works_once'))
def taking_an_older_code_of_an_app():
    make.second_factor(last_step=7)
    yield
    SecondFactor.objects.update(last_step=6)


@forbidden(constraint(KnownDevice, 'one_row_for_each_browser'))
def knowing_one_browser_twice():
    make.known_device()
    yield
    make.known_device()
