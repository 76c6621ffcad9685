"""What we published and promised: privacy/models/registers/policy.py."""

from datetime import date

from privacy.models import (
    Attestation,
    CookieEntry,
    OwnershipChange,
    PolicyVersion,
    Purpose,
    Subprocessor,
)
from tests import make
from tests.invariants.forbidden import (
    constraint,
    forbidden,
    no_right,
    run,
    trigger,
)


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
    + trigger(Subprocessor, 'never_truncated')
    + no_right('truncate', OwnershipChange, Subprocessor, CookieEntry),
)
def emptying_the_versions():
    yield
    run('truncate privacy_policyversion cascade')


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
