"""Who left stays away, until they come back themselves."""

import pytest
from django.db import DatabaseError, IntegrityError

from privacy import pseudonyms
from privacy.models import Suppressed, Suppression
from privacy.proof import suppression
from tests.make import ADA, STRANGER
from tests.proof.conftest import run


pytestmark = pytest.mark.django_db


def suppress(reason=Suppressed.ERASED):
    suppression.suppress(ADA, reason)


def test_a_suppressed_address_is_recognised_and_no_other():
    suppress()

    assert suppression.is_suppressed(ADA)
    assert not suppression.is_suppressed(STRANGER)


def test_the_table_holds_no_address():
    suppress()

    ((row,),) = run('select t::text from privacy_suppression t')
    assert '@' not in row


def test_the_first_reason_and_date_stay():
    suppress()
    before = Suppression.objects.get()

    suppress(Suppressed.OBJECTED)

    after = Suppression.objects.get()
    assert (after.since, after.reason) == (before.since, before.reason)


def test_the_owner_lifts_it():
    suppress()

    suppression.lift(ADA)
    suppression.lift(ADA)

    assert not suppression.is_suppressed(ADA)


@pytest.mark.parametrize('wrong', [{'mac': ADA}, {'reason': 'whatever'}])
def test_something_else_is_refused(wrong):
    given = {'mac': pseudonyms.mac(ADA), 'reason': 'erased'}

    with pytest.raises(IntegrityError):
        Suppression.objects.create(**(given | wrong))


def test_it_is_not_moved_from_one_person_to_another():
    suppress()

    with pytest.raises(DatabaseError, match='permission'):
        run("update privacy_suppression set mac = repeat('0', 64)")


def test_a_pseudonym_depends_on_the_key_and_shows_nothing(settings):
    before = pseudonyms.mac(ADA)

    settings.PSEUDONYM_KEY = 'another'

    assert len(before) == 64
    assert pseudonyms.mac(ADA) != before
    assert '@' not in before
