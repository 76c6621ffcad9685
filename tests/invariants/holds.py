"""Legal holds: what must stay is neither deleted nor emptied."""

from datetime import date

from contact.models import Enquiry, Subscription
from privacy.models import (
    CaseMessage,
    ClaimedAddress,
    Correction,
    DataSubjectRequest,
    LegalHold,
)
from tests import make
from tests.invariants.forbidden import constraint, forbidden, trigger


@forbidden(trigger(Enquiry, 'held'))
def deleting_an_enquiry_under_hold():
    make.hold(make.enquiry())
    yield
    Enquiry.objects.all().delete()


@forbidden(trigger(Subscription, 'held'))
def deleting_a_subscription_under_hold():
    make.hold(make.subscription())
    yield
    Subscription.objects.all().delete()


@forbidden(trigger(Subscription, 'held_from_emptying'))
def emptying_a_subscription_under_hold():
    make.hold(make.subscription())
    yield
    Subscription.objects.update(email=None)


@forbidden(trigger(DataSubjectRequest, 'held'))
def deleting_a_request_under_hold():
    make.hold(make.dsr())
    yield
    DataSubjectRequest.objects.all().delete()


@forbidden(trigger(DataSubjectRequest, 'held_from_emptying'))
def emptying_a_request_under_hold():
    make.hold(make.dsr(details='I am Ada.'))
    yield
    DataSubjectRequest.objects.update(details='')


@forbidden(trigger(ClaimedAddress, 'held'))
def deleting_an_address_under_hold():
    make.hold(make.claim())
    yield
    ClaimedAddress.objects.all().delete()


@forbidden(trigger(ClaimedAddress, 'held_from_emptying'))
def emptying_an_address_under_hold():
    make.hold(make.claim())
    yield
    ClaimedAddress.objects.update(email=None)


@forbidden(trigger(CaseMessage, 'held'))
def deleting_a_message_under_hold():
    make.hold(make.message())
    yield
    CaseMessage.objects.all().delete()


@forbidden(trigger(CaseMessage, 'held_from_emptying'))
def emptying_a_message_under_hold():
    make.hold(make.message())
    yield
    CaseMessage.objects.update(body='')


@forbidden(trigger(Correction, 'held'))
def deleting_a_correction_under_hold():
    make.hold(make.correction())
    yield
    Correction.objects.all().delete()


@forbidden(trigger(Correction, 'held_from_emptying'))
def emptying_a_correction_under_hold():
    make.hold(make.correction())
    yield
    Correction.objects.update(old_value='', new_value='')


@forbidden(constraint(LegalHold, 'nobody_approves_their_own_hold'))
def a_hold_approved_by_who_set_it():
    yield
    make.hold(approved_by=make.member(make.FIRST))


@forbidden(constraint(LegalHold, 'a_hold_has_a_ground'))
def a_hold_on_a_ground_of_our_own():
    yield
    make.hold(ground='we want it')


@forbidden(constraint(LegalHold, 'a_hold_has_a_reason'))
def a_hold_with_a_reason_of_blanks():
    yield
    make.hold(reason='\n' * 30)


@forbidden(constraint(LegalHold, 'a_hold_is_reviewed_within_half_a_year'))
def a_hold_that_nobody_looks_at_again():
    yield
    make.hold(review_on=date(2027, 5, 4))


@forbidden(constraint(LegalHold, 'a_hold_begins_before_it_ends'))
def a_hold_that_ends_before_it_begins():
    yield
    make.hold(ended_on=date(2026, 5, 3))


@forbidden(trigger(LegalHold, 'holds_something'))
def a_hold_on_a_row_that_is_gone():
    enquiry = make.enquiry()
    Enquiry.objects.all().delete()
    yield
    make.hold(enquiry)


@forbidden(trigger(LegalHold, 'holds_something'))
def a_hold_on_a_table_that_does_not_ask():
    yield
    make.hold(make.wording())


@forbidden(trigger(LegalHold, 'set_as_it_is'))
def putting_off_the_review_of_a_hold():
    make.hold()
    yield
    LegalHold.objects.update(review_on=date(2026, 11, 3))


@forbidden(trigger(LegalHold, 'ends_once'))
def reviving_a_hold_that_ended():
    make.hold(ended_on=date(2026, 6, 4))
    yield
    LegalHold.objects.update(ended_on=None)


@forbidden(trigger(LegalHold, 'never_deleted_while_it_holds'))
def deleting_a_hold_to_be_free():
    make.hold()
    yield
    LegalHold.objects.all().delete()
