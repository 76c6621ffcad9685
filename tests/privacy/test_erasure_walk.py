"""Ada asks us to forget her, from the form to the last email."""

import pytest

from contact.models import Enquiry, Subscription
from privacy.cases import erasing
from privacy.models import (
    CaseMessage,
    ClaimedAddress,
    DataSubjectRequest,
    ErasureLine,
    State,
)
from privacy.subjects import scan
from privacy.subjects.erasure import PlanChangedError
from tests import make


pytestmark = pytest.mark.django_db


def test_ada_is_forgotten(confirm, mailoutbox):
    make.enquiry()

    confirm('erasure')

    assert not Enquiry.objects.exists()
    assert 'enquiries: 1 deleted' in mailoutbox[-1].body
    assert mailoutbox[-1].to == [make.ADA]


def test_afterwards_her_address_is_nowhere(confirm):
    make.enquiry()
    make.consent()
    make.message()
    make.correction()

    confirm('erasure', details='I am Ada.')

    assert not ClaimedAddress.objects.exclude(email=None).exists()
    assert not DataSubjectRequest.objects.exclude(details='').exists()
    assert not CaseMessage.objects.exclude(body='').exists()
    assert not [
        hit for hit in scan.scan([make.ADA]) if 'outbox' not in hit.where
    ]


def test_a_namesake_stays(confirm):
    make.enquiry(email='ada@example.com')
    make.dsr(email='ada@example.com')

    confirm('erasure')

    assert Enquiry.objects.get().email == 'ada@example.com'
    assert ClaimedAddress.objects.exclude(email=None).count() == 1


def test_what_stays_is_said_with_its_ground(confirm, mailoutbox):
    make.consent()

    confirm('erasure')

    assert '2 kept (Article 17(3)(e), proof of consent' in mailoutbox[-1].body


def test_use_stops_the_moment_she_presses(client, ask):
    make.enquiry()
    make.consent()

    client.post(ask('erasure'))  # and no worker runs

    assert not Enquiry.objects.usable().exists()
    assert not Subscription.objects.get().is_living


def test_nothing_happens_until_she_presses_the_button(client, worker, ask):
    make.enquiry()
    link = ask('erasure')

    client.get(link)
    client.head(link)
    worker()

    assert Enquiry.objects.usable().exists()


def test_the_receipt_says_what_was_planned_and_done(confirm, client):
    make.enquiry()

    case = confirm('erasure')

    line = ErasureLine.objects.get(kind='enquiries')
    assert (line.planned, line.erased, line.action) == (1, 1, 'delete')
    page = client.get(case).content.decode()
    assert 'enquiries: 1 deleted' in page
    assert 'nothing was left' in page
    assert make.ADA not in page


def test_rows_that_came_after_the_plan_stop_the_erasure(confirm, monkeypatch):
    make.enquiry()
    ledger = erasing.ledger.record

    def late(*args):
        make.enquiry(message='One more.')
        ledger(*args)

    monkeypatch.setattr(erasing.ledger, 'record', late)

    with pytest.raises(PlanChangedError):
        confirm('erasure')

    assert Enquiry.objects.count() == 2


def test_the_worker_plans_again_and_erases_all(confirm, monkeypatch):
    make.enquiry()
    ledger = erasing.ledger.record

    def late(*args):
        if Enquiry.objects.count() == 1:
            make.enquiry(message='One more.')
        ledger(*args)

    monkeypatch.setattr(erasing.ledger, 'record', late)
    with pytest.raises(PlanChangedError):
        confirm('erasure')
    erasing.erase(DataSubjectRequest.objects.get().pk)

    assert not Enquiry.objects.exists()
    assert DataSubjectRequest.objects.get().state == State.ANSWERED


def test_the_ledger_is_written_before_the_first_row_goes(confirm, monkeypatch):
    make.enquiry()
    seen = []
    monkeypatch.setattr(
        erasing.ledger,
        'record',
        lambda *args: seen.append(Enquiry.objects.count()),
    )

    confirm('erasure')

    assert seen == [1]


def test_an_unexplained_hit_keeps_the_case_open(confirm, mailoutbox):
    make.enquiry(email=make.STRANGER, message=f'Greet {make.ADA} from me.')

    confirm('erasure')

    dsr = DataSubjectRequest.objects.get()
    assert (dsr.state, dsr.unexplained) == (State.OPEN, 1)
    assert mailoutbox[-1].to == ['info@ivelum.com']
    assert make.ADA not in mailoutbox[-1].body


def test_a_hit_that_a_colleague_explains_lets_it_end(confirm, worker):
    from privacy.cases import explaining

    make.enquiry(email=make.STRANGER, message=f'Greet {make.ADA} from me.')
    confirm('erasure')
    dsr = DataSubjectRequest.objects.get()

    explaining.explain_hits(
        dsr.pk,
        where='contact_enquiry',
        count=1,
        ground='what somebody else wrote, who may keep it',
        by=make.colleague(email='team@example.org'),
    )
    worker()

    dsr.refresh_from_db()
    assert dsr.state == State.ANSWERED


def test_after_deletion_her_data_is_the_question_for_it_only(client, confirm):
    make.enquiry()
    confirm('erasure')

    confirm('portability')

    dsr = DataSubjectRequest.objects.get(right='portability')
    assert dsr.proven_emails() == [make.ADA]
    assert not Enquiry.objects.exists()
