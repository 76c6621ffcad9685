"""What authorities were given: privacy/models/registers/authorities.py."""

from datetime import date

from django.utils import timezone

from privacy.models import Disclosure
from privacy.models.registers import Silence
from tests import make
from tests.invariants.forbidden import (
    constraint,
    forbidden,
    trigger,
)


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


NO = 'The order names another company, not us.'


def declined():
    return make.disclosure(
        disclosed_on=None,
        notified_on=None,
        declined_on=date(2026, 1, 2),
        declined_because=NO,
    )


@forbidden(constraint(Disclosure, 'what_was_declined_is_not_disclosed'))
def a_no_without_a_reason():
    yield
    make.disclosure(disclosed_on=None, declined_on=date(2026, 1, 2))


@forbidden(
    constraint(Disclosure, 'what_was_declined_is_not_disclosed'),
    trigger(Disclosure, 'history_once_declined'),
)
def giving_what_was_declined():
    declined()
    yield
    given = date(2026, 1, 3)
    Disclosure.objects.update(disclosed_on=given, notified_on=given)


@forbidden(trigger(Disclosure, 'history_once_declined'))
def taking_back_a_no():
    declined()
    yield
    Disclosure.objects.update(declined_on=None, declined_because='')


@forbidden(constraint(Disclosure, 'a_forbidden_notice_names_nobody'))
def a_name_where_telling_is_dangerous():
    yield
    make.disclosure(
        notified_on=None,
        not_notified_because=Silence.URGENT,
        recheck_on=date(2026, 7, 1),
    )
