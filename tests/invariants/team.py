"""Who of the team may do what: privacy/migrations/sql/0006_roles.sql."""

from django.conf import settings
from django.utils import timezone

from privacy.models import (
    AuditEvent,
    ClaimedAddress,
    Disclosure,
    LegalHold,
    Refusal,
    Role,
    StaffMember,
)
from tests import make
from tests.invariants.forbidden import (
    Guard,
    constraint,
    forbidden,
    run,
    trigger,
)


THIRD = 'third@ivelum.com'
HOW = 'She named the three projects we did for her.'


def third(role=Role.LEAD, **changes):
    """A colleague who has no part in it yet."""
    member = make.member(THIRD, role)
    StaffMember.objects.filter(pk=member.pk).update(**changes)
    return member


def note(action, by, **about):
    AuditEvent.objects.create(actor='staff', action=action, by=by, **about)


# --- Acts ---------------------------------------------------------------------


@forbidden(trigger(AuditEvent, 'may_do_it'))
def a_reader_who_looks_at_data():
    reader = third(Role.READER)
    yield
    note('consulted', reader)


@forbidden(trigger(AuditEvent, 'may_do_it'))
def a_handler_who_agrees():
    handler = third(Role.HANDLER)
    yield
    note('refused', handler)


@forbidden(trigger(AuditEvent, 'may_do_it'))
def an_approver_who_makes_accounts():
    approver = third(Role.APPROVER)
    yield
    note('account_made', approver)


@forbidden(trigger(AuditEvent, 'may_do_it'))
def a_colleague_who_has_left():
    make.member()
    gone = third(is_active=False)
    yield
    note('consulted', gone)


@forbidden(trigger(AuditEvent, 'may_do_it'))
def an_act_under_a_number_of_nobody():
    yield
    AuditEvent.objects.create(actor='staff', action='consulted', by_id=404)


@forbidden(trigger(AuditEvent, 'may_do_it'))
def a_colleague_on_a_request_of_their_own():
    colleague = third()
    own = make.open_case('complaint', email=THIRD)
    yield
    note('answered', colleague, dsr=own)


def no_right_to_change_roles(right):
    return Guard(
        f'no right to {right} privacy_may',
        f'grant {right} on privacy_may to {settings.RUNTIME_ROLE}',
    )


@forbidden(no_right_to_change_roles('insert'))
def giving_a_role_one_act_more():
    yield
    run("insert into privacy_may values ('reader', 'consulted')")


@forbidden(no_right_to_change_roles('update'))
def giving_a_role_another_act():
    yield
    run("update privacy_may set role = 'reader' where role = 'handler'")


@forbidden(no_right_to_change_roles('delete'))
def taking_an_act_from_a_role():
    yield
    run('delete from privacy_may')


@forbidden(constraint(StaffMember, 'a_colleague_has_a_role'))
def a_role_that_nobody_knows():
    yield
    make.member(THIRD, 'king')


# --- The second person --------------------------------------------------------


@forbidden(trigger(Refusal, 'agreed_by_an_approver'))
def a_refusal_agreed_to_by_a_handler():
    make.refusal()
    handler = third(Role.HANDLER)
    yield
    Refusal.objects.update(approved_by=handler, approved_at=timezone.now())


@forbidden(trigger(Refusal, 'agreed_by_an_approver'))
def a_refusal_agreed_to_by_somebody_who_has_left():
    make.refusal()
    gone = third(is_active=False)
    yield
    Refusal.objects.update(approved_by=gone, approved_at=timezone.now())


@forbidden(trigger(LegalHold, 'agreed_by_an_approver'))
def a_hold_agreed_to_by_a_handler():
    handler = third(Role.HANDLER)
    yield
    make.hold(approved_by=handler)


@forbidden(trigger(Disclosure, 'agreed_by_an_approver'))
def a_disclosure_agreed_to_by_a_handler():
    handler = third(Role.HANDLER)
    yield
    make.disclosure(approved_by=handler)


@forbidden(trigger(ClaimedAddress, 'agreed_by_an_approver'))
def a_handler_who_agrees_that_it_is_them():
    vouched_for()
    handler = third(Role.HANDLER)
    yield
    agree(handler)


# --- Vouching -----------------------------------------------------------------


def vouched_for(**changes):
    """An address for which the first of the team vouched."""
    given = {
        'proven_at': None,
        'vouched_by': make.member(),
        'vouched_how': HOW,
    }
    return make.claim(**(given | changes))


def agree(by):
    ClaimedAddress.objects.update(approved_by=by, proven_at=timezone.now())


@forbidden(constraint(ClaimedAddress, 'who_vouches_says_how_they_know'))
def vouching_without_saying_how_they_know():
    yield
    vouched_for(vouched_how='I know her.')


@forbidden(constraint(ClaimedAddress, 'two_people_vouch_for_a_third'))
def vouching_alone():
    vouched_for()
    yield
    agree(None)


@forbidden(constraint(ClaimedAddress, 'two_people_vouch_for_a_third'))
def agreeing_with_oneself():
    vouched_for()
    yield
    agree(make.member())


@forbidden(constraint(ClaimedAddress, 'nobody_agrees_to_nothing'))
def agreeing_where_nobody_vouched():
    make.claim()
    second = make.member(make.SECOND)
    yield
    agree(second)


@forbidden(trigger(ClaimedAddress, 'address_only_emptied'))
def proving_one_address_and_taking_another():
    make.claim()
    yield
    ClaimedAddress.objects.update(email=make.STRANGER)
