"""Who gets data: privacy/models/registers/recipients.py."""

from datetime import date, timedelta

from django.utils import timezone

from privacy.models import (
    CookieEntry,
    OwnershipChange,
    PolicyVersion,
    StrayCookie,
    Subprocessor,
)
from tests import make
from tests.invariants.forbidden import (
    constraint,
    forbidden,
    no_right,
    not_null,
    run,
    trigger,
)


@forbidden(constraint(Subprocessor, 'a_third_country_needs_a_transfer_tool'))
def a_vendor_in_a_third_country_without_a_transfer_tool():
    yield
    make.subprocessor(country='US')


@forbidden(constraint(Subprocessor, 'a_third_country_needs_a_transfer_tool'))
def the_privacy_shield_as_a_transfer_tool():
    yield
    make.subprocessor(country='US', transfer_tool='privacy_shield')


@forbidden(constraint(Subprocessor, 'a_dpf_certificate_is_looked_up'))
def a_framework_that_nobody_looked_up():
    yield
    make.subprocessor(country='US', transfer_tool='adequacy_dpf')


@forbidden(not_null(Subprocessor, 'dpa_signed_on'))
def a_vendor_without_a_signed_contract():
    yield
    make.subprocessor(dpa_signed_on=None)


@forbidden(constraint(Subprocessor, 'a_subprocessor_is_described'))
def a_vendor_whose_contract_nobody_filed():
    yield
    make.subprocessor(dpa_sha256='')


@forbidden(constraint(Subprocessor, 'a_contract_limits_data_and_purposes'))
def a_contract_without_limits():
    yield
    make.subprocessor(purposes=[])


@forbidden(constraint(Subprocessor, 'a_contract_comes_before_the_data'))
def a_contract_signed_afterwards():
    yield
    make.subprocessor(dpa_signed_on=date(2025, 1, 1))


@forbidden(constraint(Subprocessor, 'a_subprocessor_begins_some_day'))
def a_vendor_who_was_always_there():
    yield
    make.subprocessor(active=(None, date(2027, 1, 1)))


@forbidden(constraint(Subprocessor, 'one_row_a_subprocessor_at_a_time'))
def two_rows_for_one_vendor_at_once():
    make.subprocessor()
    yield
    make.subprocessor(active=(date(2025, 12, 6), None))


@forbidden(trigger(Subprocessor, 'listed_before_active'))
def a_vendor_active_before_the_policy_lists_it():
    yield
    make.subprocessor(active=(date(2024, 12, 5), None))


@forbidden(trigger(CookieEntry, 'listed_in_the_policy_in_force'))
def a_cookie_that_the_policy_in_force_does_not_list():
    future = make.policy_version(begins=date(2099, 1, 1))
    yield
    make.cookie(declared_in=future)


@forbidden(constraint(CookieEntry, 'a_cookie_is_listed_once'))
def one_cookie_listed_twice():
    make.cookie()
    yield
    make.cookie()


@forbidden(constraint(CookieEntry, 'a_cookie_is_described'))
def a_cookie_for_nothing():
    yield
    make.cookie(purpose='')


@forbidden(constraint(CookieEntry, 'a_cookie_is_kept_in_a_known_store'))
def a_cookie_in_a_hidden_store():
    yield
    make.cookie(store='cache')


@forbidden(constraint(CookieEntry, 'a_cookie_is_for_somebody'))
def a_cookie_for_nobody():
    yield
    make.cookie(audience='')


@forbidden(constraint(OwnershipChange, 'people_are_told_two_weeks_before'))
def a_transfer_on_the_day_of_the_notice():
    yield
    make.ownership_change(transfer_on=timezone.localdate())


@forbidden(constraint(OwnershipChange, 'a_receiver_signed_a_contract'))
def a_transfer_without_a_contract():
    yield
    make.ownership_change(contract_sha256='')


@forbidden(trigger(OwnershipChange, 'notice_not_dated_back'))
def a_notice_dated_back():
    yield
    make.ownership_change(notice_on=date(2026, 1, 1))


@forbidden(trigger(OwnershipChange, 'told_as_it_is'))
def moving_a_notice_afterwards():
    make.ownership_change(transfer_on=None)
    yield
    OwnershipChange.objects.update(notice_on=date(2026, 1, 1))


@forbidden(
    trigger(OwnershipChange, 'never_deleted'),
    no_right('delete', OwnershipChange),
)
def forgetting_a_change_of_ownership():
    make.ownership_change()
    yield
    OwnershipChange.objects.all()._raw_delete('default')


@forbidden(
    trigger(OwnershipChange, 'never_truncated'),
    no_right('truncate', OwnershipChange),
)
def emptying_the_changes_of_ownership():
    yield
    run('truncate privacy_ownershipchange')


# --- A company that is new ----------------------------------------------------

LONG_AGO = timezone.now() - timedelta(days=15)


def second_version(**changes):
    """The first ended when this one, which names a company first, began."""
    make.policy_version(ends=date(2025, 1, 1), body=b'We promise.')
    return make.policy_version(begins=date(2025, 1, 1), **changes)


@forbidden(trigger(Subprocessor, 'listed_before_active'))
def a_company_that_its_version_does_not_name():
    make.policy_version(body=b'We promise.')
    yield
    make.subprocessor()


@forbidden(trigger(Subprocessor, 'listed_before_active'))
def a_new_company_of_which_nobody_was_told():
    listed = second_version()
    yield
    make.subprocessor(listed_in=listed, active=(date(2030, 1, 1), None))


@forbidden(trigger(Subprocessor, 'listed_before_active'))
def a_new_company_before_its_30_days_are_over():
    listed = second_version(people_told_at=timezone.now(), people_told=1)
    soon = timezone.localdate() + timedelta(days=29)
    yield
    make.subprocessor(listed_in=listed, active=(soon, None))


@forbidden(trigger(PolicyVersion, 'told_now'))
def people_who_were_told_long_ago():
    listed = second_version(people_told_at=LONG_AGO, people_told=1)
    soon = timezone.localdate() + timedelta(days=20)
    yield
    make.subprocessor(listed_in=listed, active=(soon, None))


@forbidden(trigger(PolicyVersion, 'told_once'))
def telling_of_a_version_again():
    make.policy_version(people_told_at=timezone.now(), people_told=1)
    yield
    PolicyVersion.objects.update(people_told=1_000)


@forbidden(trigger(Subprocessor, 'entered_as_it_is'))
def another_contract_afterwards():
    make.subprocessor()
    yield
    Subprocessor.objects.update(dpa_sha256='1' * 64)


@forbidden(trigger(Subprocessor, 'ends_once'))
def letting_a_company_begin_earlier_afterwards():
    make.subprocessor(active=(date(2025, 12, 6), None))
    yield
    run("update privacy_subprocessor set active = '[2025-01-01,)'")


@forbidden(
    trigger(Subprocessor, 'never_deleted'), no_right('delete', Subprocessor)
)
def forgetting_who_worked_for_us():
    make.subprocessor()
    yield
    Subprocessor.objects.all()._raw_delete('default')


@forbidden(
    trigger(Subprocessor, 'never_truncated')
    + no_right('truncate', CookieEntry),
    no_right('truncate', Subprocessor, CookieEntry),
)
def emptying_the_companies():
    yield
    run('truncate privacy_subprocessor cascade')


# --- A change of ownership ----------------------------------------------------


def told(**changes):
    given = {'people_told_at': LONG_AGO, 'people_told': 1}
    return make.ownership_change(**(given | changes))


@forbidden(constraint(OwnershipChange, 'nobody_approves_their_own_sale'))
def a_sale_agreed_to_by_who_proposed_it():
    yield
    make.ownership_change(approved_by=make.member(make.FIRST))


@forbidden(trigger(OwnershipChange, 'agreed_by_an_approver'))
def a_sale_agreed_to_by_a_handler():
    yield
    make.ownership_change(approved_by=make.member('h@ivelum.com', 'handler'))


@forbidden(constraint(OwnershipChange, 'two_agree_before_people_are_told'))
def people_told_of_what_one_alone_decided():
    yield
    told(approved_by=None)


@forbidden(
    constraint(OwnershipChange, 'data_moves_two_weeks_after_people_were_told')
)
def a_transfer_of_which_nobody_was_told():
    make.ownership_change()
    yield
    OwnershipChange.objects.update(transferred_at=timezone.now())


@forbidden(
    constraint(OwnershipChange, 'data_moves_two_weeks_after_people_were_told')
)
def a_transfer_before_its_notice_is_over():
    told(people_told_at=timezone.now() - timedelta(days=13))
    yield
    OwnershipChange.objects.update(transferred_at=timezone.now())


@forbidden(trigger(OwnershipChange, 'not_moved_tomorrow'))
def a_transfer_dated_ahead():
    told()
    yield
    ahead = timezone.now() + timedelta(days=30)
    OwnershipChange.objects.update(transferred_at=ahead)


@forbidden(trigger(OwnershipChange, 'each_step_once'))
def telling_people_again_later():
    told()
    yield
    OwnershipChange.objects.update(people_told_at=timezone.now())


@forbidden(constraint(OwnershipChange, 'what_was_called_off_does_not_move'))
def moving_what_was_called_off():
    told(called_off_at=timezone.now())
    yield
    OwnershipChange.objects.update(transferred_at=timezone.now())


# --- Cookies from nowhere -----------------------------------------------------


@forbidden(constraint(StrayCookie, 'a_stray_cookie_has_no_value'))
def the_value_of_a_stray_cookie():
    yield
    make.stray_cookie(name='tracker=ada')


@forbidden(constraint(StrayCookie, 'a_stray_cookie_is_counted'))
def one_stray_cookie_in_two_rows():
    make.stray_cookie()
    yield
    make.stray_cookie()
