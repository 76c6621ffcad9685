"""Who got the data hears what became of it, first (Article 19)."""

from django.utils import timezone

from privacy.models import DataSubjectRequest, RecipientNotice
from tests import make
from tests.invariants.forbidden import constraint, forbidden, trigger


def answer():
    DataSubjectRequest.objects.update(
        state='answered', closed_at=timezone.now()
    )


@forbidden(constraint(RecipientNotice, 'a_recipient_is_told_of_something'))
def telling_a_recipient_about_something_else():
    yield
    make.notice(about='our_offer')


@forbidden(constraint(RecipientNotice, 'a_recipient_is_told_once'))
def telling_a_recipient_twice():
    first = make.notice()
    yield
    make.notice(dsr=first.dsr)


@forbidden(constraint(RecipientNotice, 'who_answers_was_told'))
def an_answer_of_somebody_who_was_not_told():
    make.notice()
    yield
    RecipientNotice.objects.update(acknowledged_at=timezone.now())


def excuse(**changes):
    given = {
        'excused_at': timezone.now(),
        'excused_by': make.member(),
        'excused_because': 'The company was dissolved last year.',
    }
    RecipientNotice.objects.update(**(given | changes))


@forbidden(constraint(RecipientNotice, 'a_recipient_is_excused_for_a_reason'))
def excusing_a_recipient_for_no_reason():
    make.notice()
    yield
    excuse(excused_because=' ' * 30)


@forbidden(constraint(RecipientNotice, 'a_recipient_is_excused_for_a_reason'))
def a_recipient_excused_by_nobody():
    make.notice()
    yield
    excuse(excused_by=None)


@forbidden(trigger(RecipientNotice, 'a_notice_is_about_one_request'))
def taking_an_answer_for_somebody_elses():
    make.notice()
    yield
    RecipientNotice.objects.update(recipient='Another Cloud')


@forbidden(trigger(RecipientNotice, 'never_deleted_unanswered'))
def forgetting_a_recipient():
    make.notice()
    yield
    RecipientNotice.objects.all().delete()


@forbidden(trigger(DataSubjectRequest, 'recipients_first'))
def an_answer_before_the_recipients_were_told():
    make.notice()
    yield
    answer()


@forbidden(trigger(DataSubjectRequest, 'recipients_first'))
def an_answer_before_a_recipient_has_done_it():
    make.notice(told_at=timezone.now())
    yield
    answer()
