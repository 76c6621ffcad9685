"""Addresses and consents: contact/models.py."""

from datetime import date

from contact.models import ConsentEvent, Enquiry, Subscription, Wording
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


@forbidden(unnamed(Subscription, 'email', 'unique'))
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
    make.consent(kind='withdrawn')
    yield
    ConsentEvent.objects.update(kind='confirmed')


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
