"""(l) One unit is one unit: in the policy, in a letter and in a sweep.

opengento waits 3600 minutes where its manual promises an hour. Here a reader's
words are turned back into days, and a row lives exactly so long.
"""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from privacy.cases import handling
from privacy.cases.proving import LINK_GOOD_FOR
from privacy.declaration import facts
from privacy.declaration.elsewhere import ELSEWHERE
from privacy.declaration.facts import Period
from privacy.declaration.registry import declarations
from privacy.models import (
    DataSubjectRequest,
    RetentionRun,
    State,
)
from privacy.subjects import retention
from tests import make
from tests.defects.periods import MINUTE, as_promised, days_in


pytestmark = pytest.mark.django_db

NOW = timezone.now()


# --- The words ----------------------------------------------------------------


def test_the_words_say_as_many_days_as_the_number():
    for days in range(1, 4_000):
        assert days_in(str(Period('', days, ''))) == days


def test_every_period_is_a_whole_number_of_days():
    periods = [each for each in vars(facts).values() if type(each) is Period]

    assert len(periods) > 10
    for period in periods:
        assert type(period.days) is int
        assert 0 < period.days <= 3_650


def test_the_policy_has_the_words_of_the_sweep(client):
    page = re.sub(r'\s+', ' ', client.get('/privacy/').content.decode())

    for _model, declared in declarations():
        for rule in declared.keep:
            assert f'{rule.period.what}, {rule.period}' in page
    for held in ELSEWHERE:
        row = f'{re.escape(held.what)}.*?How long">{held.period}<'
        assert re.search(row, page)


def test_a_link_works_as_long_as_its_letter_says(ask, mailoutbox):
    ask('access')

    hours = re.search(r'within (\d+) hours', mailoutbox[-1].body)[1]
    assert timedelta(hours=int(hours)) == LINK_GOOD_FOR


# --- The sweep ----------------------------------------------------------------


def unproven():
    dsr = make.dsr(state=State.RECEIVED, opened_at=None, now=NOW)
    dsr.addresses.update(proven_at=None)
    return dsr


def subscription(**moments):
    given = {'asked_at': NOW, 'confirmed_at': None}
    return make.subscription(**(given | moments))


# Which rule of `keep` it is -> a row of which that rule speaks.
ROWS = {
    'a message': (0, lambda: make.enquiry(received_at=NOW)),
    'an unconfirmed sign-up': (0, subscription),
    'a stopped newsletter': (
        1,
        lambda: subscription(confirmed_at=NOW, stopped_at=NOW),
    ),
    'a newsletter': (2, lambda: subscription(confirmed_at=NOW)),
    'a request without proof': (0, unproven),
    'an address without proof': (0, lambda: unproven().addresses.get()),
    'a request': (1, lambda: make.dsr(now=NOW)),
    'an address of a request': (1, lambda: make.dsr(now=NOW).addresses.get()),
    'a message about a request': (0, lambda: make.message(at=NOW)),
    'a correction': (0, lambda: make.correction(proposed_at=NOW)),
}


def is_there(row):
    """Neither deleted nor emptied."""
    row = type(row).objects.filter(pk=row.pk).first()
    return bool(row and getattr(row, 'email', 'has none'))


@pytest.mark.parametrize('name', ROWS)
def test_a_row_lives_as_long_as_the_policy_says(name):
    rule, make_row = ROWS[name]
    row = make_row()
    end = NOW + as_promised(row.personal_data.keep[rule].period)

    retention.sweep(end - MINUTE)
    assert is_there(row)

    retention.sweep(end + MINUTE)
    assert not is_there(row)


@pytest.mark.parametrize('right', ['erasure', 'restriction', 'objection'])
def test_a_request_that_locked_data_lives_no_longer(confirm, right):
    make.enquiry()
    make.consent()
    confirm(right)
    dsr, other = DataSubjectRequest.objects.get(), make.dsr()
    team = make.member()
    handling.answer(dsr.pk, outcome='Done.', by=team)
    end = timezone.now() + as_promised(facts.REQUESTS)

    retention.sweep(end + MINUTE)

    assert not is_there(dsr)
    assert not is_there(other)


def test_what_one_row_holds_back_is_not_counted_as_removed(confirm):
    held = make.enquiry(received_at=NOW)
    make.enquiry(received_at=NOW)
    make.hold(held)

    retention.sweep(NOW + as_promised(facts.ENQUIRIES) + MINUTE)

    assert is_there(held)
    run = RetentionRun.objects.get(kind='contact.Enquiry')
    assert (run.due, run.removed) == (1, 1)
