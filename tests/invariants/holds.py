"""Legal holds: what must stay is neither deleted nor emptied."""

from datetime import date

from contact.models import Delivery, Enquiry, Reply, Subscription
from privacy.models import (
    CaseMessage,
    ClaimedAddress,
    Correction,
    DataSubjectRequest,
    DeferredErasure,
    LegalHold,
    Refusal,
)
from tests import make
from tests.invariants.forbidden import constraint, forbidden, index, trigger


@forbidden(trigger(Enquiry, 'held'))
def deleting_an_enquiry_under_hold():
    make.hold(make.enquiry())
    yield
    Enquiry.objects.all().delete()


@forbidden(trigger(Reply, 'held'))
def deleting_an_answer_under_hold():
    make.hold(make.reply())
    yield
    Reply.objects.all().delete()


@forbidden(trigger(Delivery, 'held'))
def deleting_a_delivery_under_hold():
    make.hold(make.delivery())
    yield
    Delivery.objects.all().delete()


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


@forbidden(trigger(DataSubjectRequest, 'held_from_emptying'))
def emptying_what_comes_next_under_hold():
    make.hold(make.dsr(what_next='We write again in May.'))
    yield
    DataSubjectRequest.objects.update(what_next='')


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


@forbidden(trigger(ClaimedAddress, 'held_from_emptying'))
def emptying_how_we_knew_them_under_hold():
    make.hold(make.claim(vouched_how='By the voice.'))
    yield
    ClaimedAddress.objects.update(vouched_how='')


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


@forbidden(trigger(Refusal, 'held'))
def deleting_a_refusal_under_hold():
    make.hold(make.refusal())
    yield
    Refusal.objects.all().delete()


@forbidden(trigger(Refusal, 'held_from_emptying'))
def emptying_a_refusal_under_hold():
    make.hold(make.refusal())
    yield
    Refusal.objects.update(reason='')


@forbidden(trigger(Refusal, 'held_from_emptying'))
def emptying_why_a_refusal_was_declined_under_hold():
    make.hold(make.refusal(declined_because='It is the first one.'))
    yield
    Refusal.objects.update(declined_because='')


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


@forbidden(index(LegalHold, 'one_hold_is_proposed_at_a_time'))
def proposing_one_hold_twice():
    held = make.enquiry()
    make.hold(held, approved_by=None)
    yield
    make.hold(held, approved_by=None)


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


@forbidden(trigger(LegalHold, 'agreed_once'))
def passing_an_agreement_on_to_somebody_else():
    make.hold()
    third = make.member('third@ivelum.com')
    yield
    LegalHold.objects.update(approved_by=third)


@forbidden(trigger(LegalHold, 'agreed_once'))
def taking_back_an_agreement_to_be_free():
    make.hold()
    yield
    LegalHold.objects.update(approved_by=None)


@forbidden(trigger(LegalHold, 'still_holds_something'))
def agreeing_to_hold_what_is_gone():
    make.hold(make.enquiry(), approved_by=None)
    Enquiry.objects.all().delete()
    second = make.member(make.SECOND)
    yield
    LegalHold.objects.update(approved_by=second)


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


@forbidden(constraint(DeferredErasure, 'deferred_once'))
def deferring_one_erasure_twice():
    held = make.enquiry()
    make.deferred(held)
    yield
    make.deferred(held)


@forbidden(trigger(LegalHold, 'ends_once'))
def putting_off_the_end_of_a_hold():
    make.hold(ended_on=date(2099, 1, 1))
    yield
    LegalHold.objects.update(ended_on=date(2099, 1, 2))
