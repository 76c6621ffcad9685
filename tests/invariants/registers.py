"""The registers: privacy/models/registers."""

from datetime import UTC, date, datetime, timedelta

from django.utils import timezone

from privacy.models import (
    Attestation,
    Breach,
    CookieEntry,
    Disclosure,
    OwnershipChange,
    PolicyVersion,
    Purpose,
    Subprocessor,
)
from privacy.models.registers import Silence
from tests import make
from tests.invariants.forbidden import (
    constraint,
    forbidden,
    generated,
    no_right,
    not_null,
    run,
    trigger,
)


# --- What we published --------------------------------------------------------


@forbidden(constraint(PolicyVersion, 'one_version_is_in_force_at_a_time'))
def two_versions_in_force_at_once():
    make.policy_version()
    yield
    make.policy_version(begins=date(2026, 1, 1))


@forbidden(constraint(PolicyVersion, 'a_version_has_a_label_of_its_own'))
def two_versions_of_one_name():
    make.policy_version(ends=date(2026, 1, 1))
    yield
    make.policy_version(begins=date(2026, 1, 1), label='2024-12-06')


@forbidden(constraint(PolicyVersion, 'a_version_begins_some_time'))
def a_version_that_never_begins():
    yield
    make.policy_version(effective='empty')


@forbidden(constraint(PolicyVersion, 'a_version_is_named'))
def a_version_without_a_name():
    yield
    make.policy_version(label=' ')


@forbidden(
    trigger(PolicyVersion, 'published_as_it_is'),
    no_right('update', PolicyVersion),
)
def editing_a_published_version_in_silence():
    make.policy_version()
    yield
    PolicyVersion.objects.update(body=b'We promise nothing.')


@forbidden(trigger(PolicyVersion, 'ends_once'))
def moving_the_end_of_a_version():
    make.policy_version(ends=date(2026, 1, 1))
    yield
    run("update privacy_policyversion set effective = '[2024-12-05 22:00Z,)'")


@forbidden(trigger(PolicyVersion, 'ends_once'))
def moving_the_beginning_of_a_version():
    make.policy_version()
    yield
    run("update privacy_policyversion set effective = '[2020-01-01,)'")


@forbidden(
    trigger(PolicyVersion, 'never_deleted'), no_right('delete', PolicyVersion)
)
def deleting_a_published_version():
    make.policy_version()
    yield
    PolicyVersion.objects.all()._raw_delete('default')


@forbidden(
    trigger(PolicyVersion, 'never_truncated'),
    no_right('truncate', PolicyVersion),
    trigger(OwnershipChange, 'never_truncated')
    + no_right('truncate', OwnershipChange, Subprocessor, CookieEntry),
)
def emptying_the_versions():
    yield
    run('truncate privacy_policyversion cascade')


# --- For what, and on whose word ----------------------------------------------


@forbidden(constraint(Purpose, 'a_purpose_has_a_legal_basis'))
def a_purpose_without_a_legal_basis():
    yield
    make.purpose(legal_basis='')


@forbidden(constraint(Purpose, 'an_interest_is_named'))
def a_legitimate_interest_that_nobody_names():
    yield
    make.purpose(legal_basis='A6-1-f')


@forbidden(constraint(Purpose, 'a_purpose_is_promised'))
def a_purpose_that_no_promise_stands_for():
    yield
    make.purpose(promise='no')


@forbidden(constraint(Attestation, 'a_word_counts_for_half_a_year'))
def a_word_that_counts_for_a_year():
    yield
    make.attestation(valid_until=date(2027, 1, 1))


@forbidden(constraint(Attestation, 'a_word_is_given_for_a_promise'))
def a_word_that_says_nothing():
    yield
    make.attestation(statement='ok' + ' ' * 20)


@forbidden(
    trigger(Attestation, 'never_rewritten'), no_right('update', Attestation)
)
def giving_the_same_word_for_longer():
    make.attestation()
    yield
    Attestation.objects.update(valid_until=date(2026, 6, 30))


@forbidden(
    trigger(Attestation, 'never_truncated'), no_right('truncate', Attestation)
)
def emptying_the_words_given():
    yield
    run('truncate privacy_attestation')


# --- Who gets data ------------------------------------------------------------


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


# --- What authorities were given ----------------------------------------------


@forbidden(constraint(Disclosure, 'nobody_approves_their_own_assessment'))
def a_disclosure_assessed_and_approved_by_one_person():
    yield
    make.disclosure(approved_by=make.member(make.FIRST))


@forbidden(constraint(Disclosure, 'two_people_decide_to_disclose'))
def a_disclosure_that_one_person_decided():
    yield
    make.disclosure(approved_by=None)


@forbidden(constraint(Disclosure, 'a_disclosure_says_what_was_given'))
def a_disclosure_without_the_items():
    yield
    make.disclosure(items='')


@forbidden(constraint(Disclosure, 'the_person_is_told_or_there_is_a_reason'))
def a_disclosure_with_neither_notice_nor_reason():
    yield
    make.disclosure(notified_on=None)


@forbidden(constraint(Disclosure, 'silence_is_looked_at_again'))
def silence_without_a_date_to_look_again():
    yield
    make.disclosure(not_notified_because=Silence.URGENT)


@forbidden(constraint(Disclosure, 'a_forbidden_notice_names_nobody'))
def a_name_where_telling_is_forbidden():
    yield
    make.disclosure(
        notified_on=None,
        not_notified_because=Silence.ORDER,
        recheck_on=date(2026, 7, 1),
    )


@forbidden(constraint(Disclosure, 'good_faith_is_weighed_in_writing'))
def good_faith_without_a_written_balance():
    yield
    make.disclosure(instrument='good_faith', legal_basis='we think so')


@forbidden(constraint(Disclosure, 'an_order_from_abroad_has_a_note'))
def an_order_from_abroad_without_a_note():
    yield
    make.disclosure(country='US')


@forbidden(constraint(Disclosure, 'an_order_comes_before_the_data'))
def data_given_before_the_order_came():
    yield
    make.disclosure(received_on=date(2026, 2, 1))


@forbidden(constraint(Disclosure, 'an_authority_shows_something'))
def a_call_by_telephone():
    yield
    make.disclosure(instrument='phone_call')


@forbidden(constraint(Disclosure, 'an_authority_is_named'))
def an_authority_without_a_name():
    yield
    make.disclosure(authority='')


@forbidden(trigger(Disclosure, 'history_once_disclosed'))
def rewriting_what_was_disclosed():
    make.disclosure()
    yield
    Disclosure.objects.update(items='nothing')


@forbidden(trigger(Disclosure, 'never_deleted_early'))
def forgetting_a_disclosure():
    today = timezone.localdate()
    make.disclosure(received_on=today, disclosed_on=today)
    yield
    Disclosure.objects.all().delete()


# --- What went wrong ----------------------------------------------------------

TOO_LATE = datetime(2026, 4, 2, 12, tzinfo=UTC)


@forbidden(constraint(Breach, 'a_late_notice_has_a_reason'))
def a_late_notice_of_a_breach_without_a_reason():
    yield
    make.breach(authority_told_at=TOO_LATE)


@forbidden(constraint(Breach, 'no_risk_has_a_reason'))
def no_risk_without_a_reason():
    yield
    make.breach(risk='none')


@forbidden(constraint(Breach, 'the_risk_of_a_breach_is_weighed'))
def a_breach_whose_risk_nobody_weighed():
    yield
    make.breach(risk='')


@forbidden(constraint(Breach, 'a_breach_is_described'))
def a_breach_of_nothing():
    yield
    make.breach(nature='')


@forbidden(constraint(Breach, 'no_breach_is_closed_in_silence'))
def a_breach_closed_in_silence():
    yield
    make.breach(closed_at=TOO_LATE)


@forbidden(constraint(Breach, 'a_high_risk_is_told_to_people'))
def a_high_risk_that_nobody_was_told():
    told = datetime(2026, 3, 29, tzinfo=UTC)
    yield
    make.breach(risk='high', authority_told_at=told, closed_at=TOO_LATE)


@forbidden(trigger(Breach, 'clock_is_fixed'))
def starting_the_72_hours_again():
    breach = make.breach()
    yield
    later = breach.aware_at + timedelta(days=1)
    Breach.objects.update(aware_at=later)


@forbidden(generated(Breach, 'notify_by'))
def another_end_of_the_72_hours():
    make.breach()
    yield
    run("update privacy_breach set notify_by = notify_by + interval '1 day'")


@forbidden(trigger(Breach, 'never_deleted'), no_right('delete', Breach))
def forgetting_a_breach():
    make.breach()
    yield
    Breach.objects.all()._raw_delete('default')


@forbidden(trigger(Breach, 'never_truncated'), no_right('truncate', Breach))
def emptying_the_breaches():
    yield
    run('truncate privacy_breach')
