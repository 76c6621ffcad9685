"""What went wrong: privacy/models/registers/breaches.py."""

from datetime import UTC, datetime, timedelta

from privacy.models import Breach
from tests import make
from tests.invariants.forbidden import (
    constraint,
    forbidden,
    generated,
    no_right,
    run,
    trigger,
)


TOO_LATE = datetime(2026, 4, 2, 12, tzinfo=UTC)


@forbidden(constraint(Breach, 'a_late_notice_has_a_reason'))
def a_late_notice_of_a_breach_without_a_reason():
    yield
    make.breach(authority_told_at=TOO_LATE)


@forbidden(constraint(Breach, 'no_risk_has_a_reason'))
def no_risk_without_a_reason():
    yield
    make.breach(risk='none')


@forbidden(constraint(Breach, 'the_risk_of_a_breach_is_weighed'))
def a_breach_whose_risk_nobody_weighed():
    yield
    make.breach(risk='')


@forbidden(constraint(Breach, 'a_breach_is_described'))
def a_breach_of_nothing():
    yield
    make.breach(nature='')


@forbidden(constraint(Breach, 'no_breach_is_closed_in_silence'))
def a_breach_closed_in_silence():
    yield
    make.breach(closed_at=TOO_LATE)


@forbidden(constraint(Breach, 'a_high_risk_is_told_to_people'))
def a_high_risk_that_nobody_was_told():
    told = datetime(2026, 3, 29, tzinfo=UTC)
    yield
    make.breach(risk='high', authority_told_at=told, closed_at=TOO_LATE)


@forbidden(trigger(Breach, 'clock_is_fixed'))
def starting_the_72_hours_again():
    breach = make.breach()
    yield
    later = breach.aware_at + timedelta(days=1)
    Breach.objects.update(aware_at=later)


@forbidden(generated(Breach, 'notify_by'))
def another_end_of_the_72_hours():
    make.breach()
    yield
    run("update privacy_breach set notify_by = notify_by + interval '1 day'")


@forbidden(trigger(Breach, 'never_deleted'), no_right('delete', Breach))
def forgetting_a_breach():
    make.breach()
    yield
    Breach.objects.all()._raw_delete('default')


@forbidden(trigger(Breach, 'never_truncated'), no_right('truncate', Breach))
def emptying_the_breaches():
    yield
    run('truncate privacy_breach')


@forbidden(trigger(Breach, 'told_once'))
def telling_the_authority_earlier_than_we_did():
    told = datetime(2026, 3, 29, tzinfo=UTC)
    make.breach(authority_told_at=told)
    yield
    Breach.objects.update(authority_told_at=told - timedelta(hours=1))


@forbidden(trigger(Breach, 'closed_for_good'))
def going_on_with_a_closed_breach():
    told = datetime(2026, 3, 29, tzinfo=UTC)
    make.breach(authority_told_at=told, closed_at=TOO_LATE)
    yield
    Breach.objects.update(measures='None were needed, really.')
