"""Requests and their clock: privacy/migrations/sql/0003_cases.sql."""

from datetime import UTC, date, datetime, timedelta

from django.utils import timezone

from contact.models import Enquiry, Subscription
from privacy import clock
from privacy.models import Cause, Correction, DataSubjectRequest, Restriction
from tests import make
from tests.invariants.forbidden import constraint, forbidden, trigger


RECEIVED = datetime(2026, 1, 31, 12, tzinfo=UTC)
DOUBT = {
    'identity_asked_on': date(2026, 2, 2),
    'identity_doubt': 'The letter bears another name than the account.',
}
LONGER = {
    'extended_to': date(2026, 4, 28),
    'extension_reason': 'Many mailboxes to search through.',
    'extension_told_on': date(2026, 2, 20),
}


def asked(**changes):
    """A request of 31 January that is being answered."""
    given = {'now': RECEIVED, 'state': 'open', 'closed_at': None}
    return make.dsr(**(given | changes))


def change(**changes):
    if changes.get('state') == 'answered':
        changes['closed_at'] = timezone.now()
    DataSubjectRequest.objects.update(**changes)


# --- Steps --------------------------------------------------------------------


@forbidden(trigger(DataSubjectRequest, 'steps_are_allowed'))
def answering_before_it_is_open():
    asked(state='received')
    yield
    change(state='answered')


@forbidden(trigger(DataSubjectRequest, 'steps_are_allowed'))
def opening_an_answered_request_again():
    make.dsr()
    yield
    change(state='open', closed_at=None)


@forbidden(trigger(DataSubjectRequest, 'steps_are_allowed'))
def moving_the_day_of_receipt():
    asked()
    yield
    change(received_on=date(2026, 2, 20))


@forbidden(trigger(DataSubjectRequest, 'steps_are_allowed'))
def making_another_right_of_it():
    asked(right='complaint')
    yield
    change(right='objection')


@forbidden(trigger(DataSubjectRequest, 'received_in_the_past'))
def a_request_received_in_the_future():
    tomorrow = clock.date_of_duty(timezone.now()) + timedelta(days=1)
    yield
    asked(received_on=tomorrow)


@forbidden(trigger(DataSubjectRequest, 'never_deleted_unanswered'))
def deleting_a_request_that_is_not_answered():
    asked()
    yield
    DataSubjectRequest.objects.all().delete()


@forbidden(constraint(DataSubjectRequest, 'ended_means_closed'))
def a_request_that_ended_on_no_day():
    yield
    make.dsr(closed_at=None)


@forbidden(constraint(DataSubjectRequest, 'at_work_means_opened'))
def work_on_a_request_that_nobody_proved():
    yield
    asked(opened_at=None)


# --- The clock ----------------------------------------------------------------


@forbidden(constraint(DataSubjectRequest, 'an_extension_is_told_in_time'))
def an_extension_told_after_the_first_month():
    asked()
    yield
    change(**LONGER | {'extension_told_on': date(2026, 3, 5)})


@forbidden(constraint(DataSubjectRequest, 'an_extension_is_not_too_long'))
def an_extension_longer_than_two_months():
    asked()
    yield
    change(**LONGER | {'extended_to': date(2026, 5, 2)})


@forbidden(constraint(DataSubjectRequest, 'an_extension_has_a_reason'))
def an_extension_without_a_real_reason():
    asked()
    yield
    change(**LONGER | {'extension_reason': 'busy'})


@forbidden(constraint(DataSubjectRequest, 'an_extension_is_whole'))
def an_extension_told_but_not_made():
    asked()
    yield
    change(**LONGER | {'extended_to': None})


@forbidden(constraint(DataSubjectRequest, 'extended_means_to_when'))
def a_request_extended_to_no_day():
    asked()
    yield
    change(state='extended')


@forbidden(constraint(DataSubjectRequest, 'no_extension_of_a_complaint'))
def an_extension_of_a_complaint():
    asked(right='complaint')
    yield
    change(**LONGER | {'extended_to': date(2026, 2, 28)})


# --- Identity, the last look --------------------------------------------------


@forbidden(constraint(DataSubjectRequest, 'a_question_has_a_doubt'))
def a_question_of_identity_without_a_written_doubt():
    asked()
    yield
    change(**DOUBT | {'identity_doubt': ''})


@forbidden(constraint(DataSubjectRequest, 'verifying_means_asked'))
def waiting_for_an_answer_to_no_question():
    asked()
    yield
    change(state='verifying')


@forbidden(
    constraint(DataSubjectRequest, 'no_answer_while_a_hit_is_unexplained')
)
def saying_that_all_is_erased_without_looking():
    asked(right='erasure')
    yield
    change(state='answered')


@forbidden(
    constraint(DataSubjectRequest, 'no_answer_while_a_hit_is_unexplained')
)
def saying_that_all_is_erased_when_something_was_found():
    asked(right='erasure')
    yield
    change(state='answered', scanned_at=RECEIVED, unexplained=1)


def erasure_that_a_colleague_decided(right):
    """A plan was made for it; nobody has looked for what may be left."""
    return asked(right=right, plan_hash='0' * 64)


@forbidden(
    constraint(DataSubjectRequest, 'no_answer_while_a_hit_is_unexplained')
)
def saying_that_the_data_of_a_child_is_erased_without_looking():
    erasure_that_a_colleague_decided('child')
    yield
    change(state='answered')


@forbidden(
    constraint(DataSubjectRequest, 'no_answer_while_a_hit_is_unexplained')
)
def ending_an_objection_by_erasing_without_looking():
    erasure_that_a_colleague_decided('objection')
    yield
    change(state='answered')


# --- What a complaint needs ---------------------------------------------------


@forbidden(trigger(DataSubjectRequest, 'a_complaint_is_answered_in_words'))
def ending_a_complaint_in_silence():
    asked(right='complaint')
    yield
    change(state='answered', what_next='Nothing.')


@forbidden(trigger(DataSubjectRequest, 'a_complaint_is_answered_in_words'))
def ending_a_complaint_without_saying_what_comes_next():
    asked(right='complaint')
    yield
    change(state='answered', outcome='We are sorry.', what_next=' ')


# --- Correction and restriction -----------------------------------------------


@forbidden(constraint(Correction, 'a_decided_correction_has_a_date'))
def a_correction_decided_on_no_day():
    make.correction()
    yield
    Correction.objects.update(decision='refused', decided_at=None)


def restriction(**changes):
    given = {'cause': Cause.ACCURACY, 'set_at': RECEIVED, 'dsr': make.dsr()}
    return Restriction.objects.create(**(given | changes))


@forbidden(
    constraint(Restriction, 'nobody_is_surprised_by_a_lifted_restriction')
)
def lifting_a_restriction_before_telling():
    restriction()
    yield
    Restriction.objects.update(
        told_before_lift_at=RECEIVED, lifted_at=RECEIVED - timedelta(days=1)
    )


@forbidden(trigger(Enquiry, 'restricted_data_is_only_stored'))
def changing_an_enquiry_that_is_restricted():
    make.enquiry(restriction=restriction())
    yield
    Enquiry.objects.update(message='Something else.')


@forbidden(trigger(Enquiry, 'restricted_data_is_only_stored'))
def lifting_a_restriction_in_silence():
    make.enquiry(restriction=restriction())
    yield
    Enquiry.objects.update(restriction=None)


@forbidden(trigger(Subscription, 'restricted_data_is_only_stored'))
def confirming_a_subscription_that_is_restricted():
    make.subscription(restriction=restriction())
    yield
    Subscription.objects.update(confirmed_at=timezone.now())
