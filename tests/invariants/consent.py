"""Addresses and consents: contact/models."""

from datetime import date

from contact.models import (
    ConsentEvent,
    Enquiry,
    Kind,
    Subscription,
    Wish,
    Wording,
)
from tests import make
from tests.invariants.forbidden import (
    constraint,
    forbidden,
    no_right,
    run,
    trigger,
    unnamed,
)


DOTLESS = 'm\u0131ke@ivelum.com'


@forbidden(unnamed(Enquiry, 'email', 'check'))
def a_dotless_i_in_an_address():
    yield
    make.enquiry(email=DOTLESS)


@forbidden(unnamed(Subscription, 'email', 'check'))
def a_capital_in_an_address():
    yield
    make.subscription(email='Ada@example.org')


@forbidden(constraint(Subscription, 'an_address_subscribes_once_for_a_purpose'))
def a_second_subscription_of_one_address():
    make.subscription()
    yield
    make.subscription()


@forbidden(constraint(ConsentEvent, 'consents_are_in_order'))
def two_steps_with_one_number():
    first = make.consent()
    yield
    make.consent(subscription=first.subscription)


@forbidden(trigger(ConsentEvent, 'never_rewritten'))
def rewriting_a_step():
    make.consent(kind='withdrawn', method='right')
    yield
    ConsentEvent.objects.update(kind='confirmed', method='confirm_link')


@forbidden(trigger(ConsentEvent, 'never_deleted_early'))
def deleting_a_step_before_its_time():
    make.consent()
    yield
    ConsentEvent.objects.all().delete()


@forbidden(
    trigger(ConsentEvent, 'never_truncated'),
    no_right('truncate', ConsentEvent),
)
def emptying_the_steps():
    make.consent(proof_ends_on=date(2020, 1, 1))
    yield
    run('truncate contact_consentevent')


@forbidden(unnamed(ConsentEvent, 'subscription_id', 'foreign key'))
def deleting_a_subscription_that_has_a_history():
    made = make.consent()
    yield
    Subscription.objects.filter(pk=made.subscription_id)._raw_delete('default')


@forbidden(trigger(Wording, 'never_rewritten'), no_right('update', Wording))
def rewriting_the_words_that_people_agreed_to():
    make.wording()
    yield
    Wording.objects.update(text='Send me everything.')


@forbidden(trigger(Wording, 'never_rewritten'), no_right('delete', Wording))
def deleting_the_words_that_people_agreed_to():
    make.wording()
    yield
    Wording.objects.all()._raw_delete('default')


@forbidden(
    trigger(Wording, 'never_truncated'),
    no_right('truncate', Wording),
    no_right('truncate', ConsentEvent)
    + trigger(ConsentEvent, 'never_truncated'),
)
def emptying_the_words():
    yield
    run('truncate contact_wording cascade')


ANSWER = trigger(ConsentEvent, 'an_answer_follows_a_request')


@forbidden(ANSWER)
def confirming_without_a_request():
    yield
    make.consent(kind='confirmed', method='confirm_link')


@forbidden(ANSWER)
def confirming_after_a_withdrawal():
    made = make.subscriber()
    made.withdraw('stop_link')
    yield
    made.note(Kind.CONFIRMED, 'confirm_link', make.wording())


@forbidden(ANSWER)
def refusing_what_nobody_asked_for():
    yield
    make.consent(kind='refused', method='confirm_link')


@forbidden(constraint(ConsentEvent, 'only_the_person_asks'))
def a_colleague_asking_for_somebody():
    yield
    make.consent(method='staff')


@forbidden(constraint(Wish, 'only_the_person_wishes'))
def a_colleague_pressing_the_button_for_somebody():
    yield
    make.wish(method='staff')


@forbidden(constraint(ConsentEvent, 'only_the_person_says_yes'))
def a_colleague_saying_yes_for_somebody():
    asked = make.consent()
    yield
    asked.subscription.note(Kind.CONFIRMED, 'staff', make.wording())


@forbidden(constraint(ConsentEvent, 'only_the_person_says_yes'))
def the_form_itself_saying_yes():
    asked = make.consent()
    yield
    asked.subscription.note(Kind.CONFIRMED, 'web_form', make.wording())


@forbidden(constraint(ConsentEvent, 'a_step_holds_no_address'))
def an_address_in_place_of_its_hash():
    yield
    make.consent(mac=make.ADA)


@forbidden(constraint(ConsentEvent, 'a_step_is_of_a_kind_we_know'))
def a_step_of_a_made_up_kind():
    yield
    make.consent(kind='implied')
