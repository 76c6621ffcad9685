"""What comes by mail is taken once, from the day on which it came."""

from datetime import timedelta

from django.utils import timezone

from contact.models import Enquiry, Handled, What
from privacy import clock
from privacy.models import Right, State
from tests import make
from tests.invariants.forbidden import constraint, forbidden, trigger


THE_DAY = trigger(Enquiry, 'a_request_keeps_the_day_of_its_message')


def from_mail(days=0):
    """A message, and a request that says it came so many days later."""
    enquiry = make.enquiry(received_at=timezone.now() - timedelta(days=9))
    day = clock.date_of_duty(enquiry.received_at) + timedelta(days=days)
    dsr = make.dsr(
        right=Right.ERASURE,
        state=State.OPEN,
        closed_at=None,
        received_on=day,
    )
    return enquiry, dsr


@forbidden(THE_DAY)
def a_request_that_counts_from_the_day_it_was_read():
    enquiry, dsr = from_mail(days=5)
    yield
    Enquiry.objects.filter(pk=enquiry.pk).update(became=dsr)


@forbidden(THE_DAY)
def a_message_that_moves_to_a_later_day_with_its_request():
    enquiry, dsr = from_mail()
    Enquiry.objects.filter(pk=enquiry.pk).update(became=dsr)
    yield
    later = enquiry.received_at + timedelta(days=5)
    Enquiry.objects.filter(pk=enquiry.pk).update(received_at=later)


@forbidden(constraint(Handled, 'a_message_is_dealt_with_once'))
def a_message_twice():
    Handled.objects.create(key='1', what=What.MESSAGE)
    yield
    Handled.objects.create(key='1', what=What.MESSAGE)


@forbidden(constraint(Handled, 'and_so_is_its_second_copy'))
def a_message_twice_under_two_names():
    Handled.objects.create(key='1', mac='a' * 64, what=What.MESSAGE)
    yield
    Handled.objects.create(key='2', mac='a' * 64, what=What.MESSAGE)
