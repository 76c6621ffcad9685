"""Letters go to whoever said yes, and to nobody else: contact/models."""

from datetime import timedelta

from django.utils import timezone

from contact.models import Delivery, Export, Letter, Method, Reply
from privacy.models import Cause, Restriction, Role, Suppressed
from privacy.proof import suppression
from tests import make
from tests.invariants.forbidden import (
    constraint,
    forbidden,
    not_null,
    run,
    trigger,
)


GATE = trigger(Delivery, 'only_who_said_yes')


@forbidden(GATE)
def a_letter_with_no_consent():
    subscription = make.subscription()
    yield
    make.delivery(subscription=subscription)


@forbidden(GATE)
def a_letter_before_the_double_opt_in():
    subscription = make.consent().subscription
    yield
    make.delivery(subscription=subscription)


@forbidden(GATE)
def a_letter_after_the_unsubscribing():
    subscription = make.subscriber()
    subscription.withdraw(Method.STOP_LINK)
    yield
    make.delivery(subscription=subscription)


@forbidden(GATE)
def a_letter_because_a_stranger_typed_the_address_again():
    subscription = make.subscriber()
    subscription.withdraw(Method.STOP_LINK)
    subscription.note('requested', Method.WEB_FORM, make.wording())
    yield
    make.delivery(subscription=subscription)


@forbidden(GATE)
def a_letter_to_a_suppressed_address():
    subscription = make.subscriber()
    suppression.suppress(make.ADA, Suppressed.ERASED)
    yield
    make.delivery(subscription=subscription)


@forbidden(GATE)
def a_letter_to_an_address_that_cannot_be_compared():
    subscription = make.subscription()
    make.consent(subscription=subscription)
    given = {'kind': 'confirmed', 'method': 'confirm_link', 'number': 2}
    make.consent(subscription=subscription, **given)
    yield
    make.delivery(subscription=subscription)


@forbidden(GATE)
def a_letter_to_an_erased_person():
    subscription = make.subscriber()
    type(subscription).objects.update(email=None)
    yield
    make.delivery(subscription=subscription)


@forbidden(GATE)
def a_letter_to_somebody_whose_data_is_only_stored():
    subscription = make.subscriber()
    lock = Restriction.objects.create(
        dsr=make.dsr(), cause=Cause.ACCURACY, set_at=timezone.now()
    )
    type(subscription).objects.update(restriction=lock)
    yield
    make.delivery(subscription=subscription)


@forbidden(GATE)
def a_letter_during_a_pause():
    later = timezone.now() + timedelta(days=1)
    subscription = make.subscriber(paused_until=later)
    yield
    make.delivery(subscription=subscription)


@forbidden(GATE)
def a_letter_for_another_purpose():
    subscription = make.subscriber()
    yield
    make.delivery(
        subscription=subscription, letter=make.letter(purpose='offers')
    )


@forbidden(GATE)
def a_notice_because_of_a_yes_to_the_newsletter():
    subscription = make.subscriber()
    yield
    make.delivery(
        subscription=subscription, letter=make.letter(purpose='companies')
    )


@forbidden(GATE)
def a_newsletter_because_of_a_yes_to_the_notices():
    subscription = make.subscriber(purpose='companies')
    yield
    make.delivery(subscription=subscription)


@forbidden(GATE)
def a_letter_that_is_still_a_draft():
    subscription = make.subscriber()
    draft = make.letter(send_at=None, started_at=None)
    yield
    make.delivery(subscription=subscription, letter=draft)


@forbidden(GATE)
def a_letter_that_somebody_paused():
    subscription = make.subscriber()
    letter = make.letter(paused_at=timezone.now())
    yield
    make.delivery(subscription=subscription, letter=letter)


@forbidden(GATE)
def trying_again_after_the_unsubscribing():
    made = make.delivery(code=451)
    made.subscription.withdraw(Method.STOP_LINK)
    yield
    Delivery.objects.update(tried_at=timezone.now())


@forbidden(constraint(Delivery, 'a_letter_comes_once'))
def one_letter_twice():
    made = make.delivery()
    yield
    make.delivery(letter=made.letter, subscription=made.subscription)


@forbidden(trigger(Delivery, 'never_tried_blindly'))
def sending_again_what_may_have_arrived():
    make.delivery()
    yield
    Delivery.objects.update(tried_at=timezone.now())


@forbidden(trigger(Delivery, 'delivered_as_it_was'))
def handing_a_delivery_to_somebody_else():
    made, other = make.delivery(), make.subscriber(make.STRANGER)
    yield
    Delivery.objects.filter(pk=made.pk).update(subscription=other)


@forbidden(trigger(Delivery, 'delivered_as_it_was'))
def sending_what_was_sent():
    make.delivery(sent_at=timezone.now())
    yield
    Delivery.objects.update(sent_at=None)


@forbidden(trigger(Letter, 'sent_as_it_was'))
def editing_a_letter_while_it_is_sent():
    letter = make.letter()
    yield
    Letter.objects.filter(pk=letter.pk).update(body='Buy now.')


@forbidden(trigger(Letter, 'never_deleted_once_sent'))
def deleting_a_letter_that_went_out():
    letter = make.letter()
    yield
    letter.delete()


@forbidden(constraint(Letter, 'a_letter_to_many_has_a_purpose'))
def a_letter_to_many_that_claims_to_need_no_consent():
    yield
    make.letter(purpose='')


@forbidden(constraint(Letter, 'a_letter_starts_at_its_hour'))
def a_letter_that_starts_without_an_hour():
    yield
    make.letter(send_at=None)


@forbidden(not_null(Reply, 'enquiry_id'))
def an_answer_to_nothing():
    yield
    run(
        'insert into contact_reply (body, written_at)'
        " values ('Have you seen our offers?', now())"
    )


@forbidden(trigger(Reply, 'answered_as_it_was'))
def sending_an_answer_to_somebody_else():
    made, other = make.reply(), make.enquiry(email=make.STRANGER)
    yield
    Reply.objects.filter(pk=made.pk).update(enquiry=other)


@forbidden(constraint(Export, 'a_list_is_agreed_to_by_a_second_person'))
def agreeing_to_a_list_of_ones_own():
    yield
    make.export(approved_by=make.member())


@forbidden(constraint(Export, 'a_list_is_taken_for_a_reason'))
def taking_a_list_for_no_reason():
    yield
    make.export(reason='Why not?')


@forbidden(constraint(Export, 'a_list_is_taken_after_that'))
def taking_a_list_before_anybody_agreed():
    asked = make.export(approved_by=None, approved_at=None, taken_at=None)
    yield
    Export.objects.filter(pk=asked.pk).update(taken_at=timezone.now())


@forbidden(constraint(Export, 'who_agreed_did_so_some_time'))
def agreeing_to_a_list_at_no_time():
    yield
    make.export(approved_at=None, taken_at=None)


@forbidden(trigger(Export, 'asked_as_it_is'))
def another_reason_for_a_list_afterwards():
    made = make.export()
    yield
    Export.objects.filter(pk=made.pk).update(reason=make.REASON + ' Really.')


@forbidden(trigger(Export, 'agreed_once'))
def taking_a_list_twice():
    made = make.export()
    yield
    Export.objects.filter(pk=made.pk).update(taken_at=timezone.now())


@forbidden(trigger(Export, 'agreed_by_an_approver'))
def agreeing_to_a_list_without_the_role():
    make.member(make.SECOND, Role.HANDLER)
    yield
    make.export()
