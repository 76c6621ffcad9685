"""Who gets data: privacy/models/registers/recipients.py."""

from datetime import date

from django.utils import timezone

from privacy.models import CookieEntry, OwnershipChange, Subprocessor
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
