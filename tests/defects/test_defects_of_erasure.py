"""All of a person goes, and it never goes without a trace."""

from datetime import timedelta

import pytest
from django.contrib.admin.sites import site
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from contact.models import Enquiry, Subscription
from privacy.cases import erasing
from privacy.declaration import facts
from privacy.models import (
    DataSubjectRequest,
    LedgerLine,
    RetentionRun,
)
from privacy.proof import ledger
from privacy.subjects import retention
from privacy.subjects.erasure import PlanChangedError
from tests import make
from tests.defects.whole import whole


pytestmark = pytest.mark.django_db

MANY = 1_200  # two pages and a half of the rival's 500
LONG_AGO = timezone.now() - timedelta(days=2 * facts.SUBSCRIPTIONS.days)


def the_case():
    return DataSubjectRequest.objects.get(right='erasure')


def write_many(**changes):
    given = {'email': make.ADA, 'message': 'Build me an engine.'}
    rows = (Enquiry(**(given | changes)) for _ in range(MANY))
    Enquiry.objects.bulk_create(rows)


# --- (a) An eraser that pages through what it is emptying ---------------------


def test_a_person_with_1200_rows_is_erased_whole(confirm, mailoutbox):
    """(a) WordPress: each page of 500 moved the next one out of sight."""
    write_many()
    make.enquiry(email=make.STRANGER)

    confirm('erasure')

    assert Enquiry.objects.get().email == make.STRANGER
    assert f'enquiries: {MANY} deleted' in mailoutbox[-1].body


@pytest.mark.parametrize('batch', [7, 500])
def test_a_sweep_in_small_batches_leaves_nothing(monkeypatch, batch):
    """(a) WordPress: the same, for rows that are deleted by time."""
    monkeypatch.setattr(retention, 'BATCH', batch)
    write_many(received_at=LONG_AGO)

    retention.sweep(timezone.now())

    assert not Enquiry.objects.exists()
    assert RetentionRun.objects.get(kind='contact.Enquiry').removed == MANY


def test_a_sweep_that_empties_rows_ends_and_leaves_none(monkeypatch):
    """(a) WordPress: emptied rows no longer match, the rest must not move."""
    monkeypatch.setattr(retention, 'BATCH', 7)
    for number in range(50):
        make.subscription(
            email=f'{number}@example.org',
            asked_at=LONG_AGO,
            confirmed_at=LONG_AGO,
        )

    retention.sweep(timezone.now())

    assert not Subscription.objects.exclude(email=None).exists()


# --- (f) Deleting by a pasted list, without a trace ---------------------------


def test_a_deletion_leaves_a_plan_a_line_and_its_steps(confirm):
    """(f) basket: a list of addresses is deleted, and nothing remains of it."""
    make.enquiry()

    confirm('erasure')

    dsr = the_case()
    steps = set(dsr.events.values_list('action', flat=True))
    assert {'opened', 'address_proven', 'planned', 'erased'} <= steps
    assert dsr.plan_hash
    assert dsr.erasure_lines.get(kind='enquiries').erased == 1
    line = LedgerLine.objects.get(dsr_reference=dsr.reference)
    assert ledger.line_outside(line.seq).hash == line.hash


def test_many_addresses_in_one_form_delete_nobody(client, worker):
    """(f) basket: whoever holds a list deletes everybody on it."""
    for number in range(3):
        make.enquiry(email=f'{number}@example.org')
    others = '\n'.join(f'{number}@example.org' for number in range(3))

    form = {'email': make.ADA, 'right': 'erasure', 'others': others}
    client.post('/privacy/request/', form)
    worker()

    assert Enquiry.objects.usable().count() == 3


DESKS = [*site._registry]


@pytest.mark.parametrize('model', DESKS, ids=lambda model: model.__name__)
def test_no_list_on_the_desk_deletes_what_is_ticked(client, model):
    """(f) basket: staff tick, delete, and no case, plan or reason exists."""
    rows = [make.enquiry(), make.dsr(), make.subscription()]
    client.force_login(make.colleague(email='team@example.org'))
    # That they looked at a list is noted, and is no deletion.
    looks = ['django_session', 'privacy_staffmember', 'privacy_auditevent']
    before = whole(but=looks)

    form = {'action': 'delete_selected', 'post': 'yes'}
    client.post(
        reverse(
            f'admin:{model._meta.label_lower.replace(".", "_")}_changelist'
        ),
        form | {'_selected_action': [row.pk for row in rows]},
        headers={'origin': 'http://testserver'},
    )

    assert whole(but=looks) == before


def test_a_deletion_past_the_services_is_noticed(confirm, monkeypatch):
    """(f) basket: here a script may still delete a message, as a sweep does.

    What then holds: a case of that person does not count it as its own work.
    An unanswered request, the audit and the ledger, nobody deletes at all;
    the invariants say so (tests/invariants).
    """
    make.enquiry()
    record = ledger.record

    def and_meanwhile(*args):
        Enquiry.objects.all().delete()
        record(*args)

    monkeypatch.setattr(erasing.ledger, 'record', and_meanwhile)
    with pytest.raises(PlanChangedError):
        confirm('erasure')

    assert not the_case().events.filter(action='erased').exists()


def test_an_unanswered_request_is_not_deleted_by_anybody(confirm):
    """(f) basket: no request, no trace."""
    confirm('complaint')

    with pytest.raises(DatabaseError), transaction.atomic():
        DataSubjectRequest.objects.all().delete()

    assert DataSubjectRequest.objects.exists()
