"""(d) A restored backup is put in order by address and time.

gdpr-assist repeats what it did to a row number, whoever has that number now,
and every time again.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from contact.models import Enquiry, Subscription
from privacy.models import LedgerKind
from privacy.proof import ledger, restoration
from tests import make
from tests.defects.whole import whole
from tests.proof.test_ledger import forget_lines


pytestmark = pytest.mark.django_db(transaction=True)

BEFORE = timezone.now() - timedelta(hours=1)
# What a replay notes of itself.
NOTES = [
    *('privacy_auditevent', 'privacy_ledgerline', 'privacy_restoreevent'),
    *('privacy_suppression', 'privacy_familiardatabase'),
]


def erase(row):
    """Ada was erased, row and all, after the backup was made."""
    ledger.record(LedgerKind.ERASED, [make.ADA], 'BCDF-GHJK')
    type(row).objects.filter(pk=row.pk).delete()


def restore():
    forget_lines(since=1)


def replay():
    return restoration.replay(timezone.now())


def test_who_has_the_number_of_an_erased_row_keeps_theirs():
    row = make.enquiry(received_at=BEFORE)
    erase(row)
    restore()
    theirs = make.enquiry(pk=row.pk, email=make.STRANGER, received_at=BEFORE)

    replay()

    assert Enquiry.objects.get() == theirs


def test_a_row_that_came_back_under_another_number_is_found():
    row = make.enquiry(received_at=BEFORE)
    erase(row)
    restore()
    make.enquiry(pk=row.pk + 1_000, received_at=BEFORE)

    assert replay().erased == 1
    assert not Enquiry.objects.exists()


def test_a_namesake_is_somebody_else():
    namesakes = ['ada@example.com', 'ada+1@example.org', 'ada@example.org.lt']
    erase(make.enquiry(received_at=BEFORE))
    restore()
    for email in namesakes:
        make.enquiry(email=email, received_at=BEFORE)
        make.subscription(email=email, asked_at=BEFORE)

    replay()

    assert set(Enquiry.objects.values_list('email', flat=True)) == {*namesakes}
    assert not Subscription.objects.filter(email=None).exists()


def test_who_comes_back_after_the_erasure_is_welcome():
    row = make.enquiry(received_at=BEFORE)
    erase(row)
    restore()
    again = make.enquiry(pk=row.pk, received_at=timezone.now())

    replay()

    assert Enquiry.objects.get() == again


def test_it_is_done_once():
    erase(make.enquiry(received_at=BEFORE))
    restore()
    make.enquiry(received_at=BEFORE)
    replay()
    make.enquiry(received_at=BEFORE)
    before = whole()

    assert replay() is None
    assert whole() == before


def test_of_everybody_else_not_a_byte_changes():
    erase(make.enquiry(received_at=BEFORE))
    restore()
    for email in (make.STRANGER, 'office@example.org'):
        make.enquiry(email=email, received_at=BEFORE)
        make.consent(subscription=make.subscription(email=email))
        make.message(dsr=make.dsr(email=email))
    before = whole(but=NOTES)

    replay()

    assert whole(but=NOTES) == before
