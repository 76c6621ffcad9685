"""To say no takes two: privacy/migrations/sql/0006_decisions.sql."""

from django.utils import timezone

from privacy.models import DataSubjectRequest, Refusal
from tests import make
from tests.invariants.forbidden import constraint, forbidden, index, trigger


NO = 'This is the tenth request of the same kind in a month.'


def agreed(**changes):
    """A refusal to which a second person agreed."""
    given = {
        'reason': NO,
        'approved_by': make.member(make.SECOND),
        'approved_at': timezone.now(),
    }
    return make.refusal(**(given | changes))


def declined(**changes):
    given = {'declined_at': timezone.now(), 'declined_because': NO}
    return make.refusal(**(given | changes))


def refuse(dsr=None, **changes):
    given = {
        'state': 'refused',
        'refusal_ground': 'JustificationA12ManifestlyExcessive',
        'outcome': NO,
        'remedies_told': True,
        'closed_at': timezone.now(),
    }
    requests = DataSubjectRequest.objects.all()
    if dsr:
        requests = requests.filter(pk=dsr.pk)
    requests.update(**(given | changes))


# --- What is proposed ---------------------------------------------------------


@forbidden(constraint(Refusal, 'a_refusal_has_a_ground'))
def a_refusal_on_a_ground_of_our_own():
    yield
    make.refusal(ground='too much work')


@forbidden(constraint(Refusal, 'somebody_proposes_a_refusal'))
def a_refusal_that_nobody_proposed():
    yield
    make.refusal(proposed_by=None)


@forbidden(index(Refusal, 'one_refusal_at_a_time'))
def two_refusals_of_one_request():
    first = make.refusal()
    yield
    make.refusal(dsr=first.dsr)


@forbidden(trigger(Refusal, 'proposed_as_it_is'))
def agreeing_to_something_else():
    make.refusal()
    yield
    Refusal.objects.update(ground='JustificationA12ManifestlyUnfounded')


@forbidden(trigger(Refusal, 'proposed_as_it_is'))
def passing_a_proposal_off_as_a_colleagues():
    make.refusal()
    yield
    Refusal.objects.update(proposed_by=make.member(make.SECOND))


@forbidden(trigger(Refusal, 'reason_only_emptied'))
def another_reason_than_was_proposed():
    make.refusal()
    yield
    Refusal.objects.update(reason='No.')


@forbidden(trigger(Refusal, 'reason_only_emptied'))
def another_reason_than_it_was_declined_for():
    declined()
    yield
    Refusal.objects.update(declined_because='Yes.')


# --- Who agrees ---------------------------------------------------------------


@forbidden(constraint(Refusal, 'nobody_approves_their_own_refusal'))
def a_refusal_approved_by_who_proposed_it():
    make.refusal()
    yield
    Refusal.objects.update(
        approved_by=make.member(make.FIRST), approved_at=timezone.now()
    )


@forbidden(constraint(Refusal, 'nobody_approves_their_own_refusal'))
def a_refusal_approved_by_nobody():
    make.refusal()
    yield
    Refusal.objects.update(approved_at=timezone.now())


@forbidden(constraint(Refusal, 'a_refusal_is_agreed_to_or_not'))
def a_refusal_agreed_to_and_declined():
    yield
    agreed(declined_at=timezone.now())


@forbidden(trigger(Refusal, 'decided_once'))
def taking_back_an_agreement():
    agreed()
    yield
    Refusal.objects.update(approved_by=None, approved_at=None)


@forbidden(trigger(Refusal, 'decided_once'))
def reviving_a_declined_refusal():
    declined()
    yield
    Refusal.objects.update(declined_at=None)


# --- The request that is refused ----------------------------------------------


@forbidden(trigger(DataSubjectRequest, 'refused_by_two'))
def refusing_all_alone():
    make.open_case('objection')
    yield
    refuse()


@forbidden(trigger(DataSubjectRequest, 'refused_by_two'))
def refusing_while_the_second_person_thinks():
    make.refusal(reason=NO)
    yield
    refuse()


@forbidden(trigger(DataSubjectRequest, 'refused_by_two'))
def refusing_what_was_agreed_for_another_request():
    agreed()
    other = make.open_case('objection')
    yield
    refuse(other)


@forbidden(trigger(DataSubjectRequest, 'refused_by_two'))
def refusing_on_another_ground_than_was_agreed():
    agreed()
    yield
    refuse(refusal_ground='JustificationA12ManifestlyUnfounded')


@forbidden(trigger(DataSubjectRequest, 'refused_by_two'))
def refusing_in_other_words_than_were_agreed():
    agreed()
    yield
    refuse(outcome='No, and that is that; we shall not explain it.')


@forbidden(trigger(DataSubjectRequest, 'refused_by_two'))
def refusing_for_a_reason_of_blanks():
    agreed(reason=' ' * 30)
    yield
    refuse(outcome=' ' * 30)


@forbidden(trigger(DataSubjectRequest, 'refused_by_two'))
def another_ground_once_it_is_refused():
    agreed()
    refuse()
    yield
    refuse(refusal_ground='JustificationA12ManifestlyUnfounded')


@forbidden(
    constraint(DataSubjectRequest, 'a_refusal_has_ground_and_remedies'),
    trigger(DataSubjectRequest, 'refused_by_two'),
)
def a_refusal_without_a_ground():
    agreed()
    yield
    refuse(refusal_ground='')


@forbidden(constraint(DataSubjectRequest, 'a_refusal_has_ground_and_remedies'))
def a_refusal_without_telling_remedies():
    agreed()
    yield
    refuse(remedies_told=False)
