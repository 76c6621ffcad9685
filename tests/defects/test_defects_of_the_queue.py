"""Work that is stuck blocks no other work, and goes on when it can.

These tests commit, and a real worker does the jobs.
"""

from datetime import timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from contact.models import Enquiry
from privacy import tokens
from privacy.cases import erasing
from privacy.models import (
    ClaimedAddress,
    DataSubjectRequest,
    LegalHold,
    Right,
    State,
)
from privacy.subjects import retention
from tests import make
from tests.defects.post import REFUSES_ADA
from tests.defects.whole import EVE
from tests.privacy.test_worker import run


pytestmark = pytest.mark.django_db(transaction=True)

NOW_IT_IS_DUE = 'update procrastinate_jobs set scheduled_at = null'
GIVEN_UP = 'update procrastinate_jobs set attempts = 10'
NOBODY_DOES_IT = (
    "update procrastinate_jobs set status = 'doing' where status = 'todo'"
)


def use(client, right, email):
    """The form, and the button in the letter; no worker has run yet."""
    form = {'right': right, 'email': email, 'details': f'{timezone.now()}'}
    client.post('/privacy/request/', form)
    claim = ClaimedAddress.objects.filter(email=email).latest('pk')
    token = tokens.make('proof', claim.pk)
    client.post(f'/privacy/request/{token}/')
    return claim.request


def state_of(dsr):
    return DataSubjectRequest.objects.get(pk=dsr.pk).state


# --- (n) A stuck job that blocks new ones -------------------------------------


@pytest.fixture(params=['fails', 'was given up', 'hangs'])
def stuck(request, client, settings, work_here):
    """Ada's request, whose job does not get on."""
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, REFUSES_ADA
    dsr = use(client, Right.ACCESS, make.ADA)
    if request.param == 'hangs':
        run(NOBODY_DOES_IT)
    if request.param == 'was given up':
        run(GIVEN_UP)
        work_here()
        settings.EMAIL_BACKEND = working
    return dsr


def test_somebody_else_is_answered(client, stuck, work_here):
    """(n) Mastodon: one backup that hangs, and nobody gets theirs."""
    other = use(client, Right.ACCESS, EVE)

    work_here()

    assert state_of(stuck) == State.OPEN
    assert state_of(other) == State.ANSWERED


def test_she_is_answered_when_she_asks_again(
    client, stuck, work_here, settings, mailoutbox
):
    """(n) Mastodon: who has a stuck backup cannot ask for a new one."""
    settings.EMAIL_BACKEND = 'django.core.mail.backends.locmem.EmailBackend'

    use(client, Right.ACCESS, make.ADA)
    work_here()

    assert state_of(stuck) == State.ANSWERED
    assert [m for m in mailoutbox if '/privacy/me/' in m.body]


def test_another_right_of_hers_does_not_wait_for_it(client, stuck, work_here):
    """(n) Mastodon: one of her requests hangs, and so do all of them."""
    make.enquiry()
    use(client, Right.ERASURE, make.ADA)

    work_here()

    assert not Enquiry.objects.exists()


def test_a_stuck_job_is_no_secret(stuck, work_here):
    """(n) Mastodon: found by chance in a console, weeks later."""
    work_here()

    waits = ProcrastinateJob.objects.exclude(status='succeeded')
    assert waits.filter(task_name='privacy.tasks.fulfil').exists()
    assert state_of(stuck) == State.OPEN


# --- (m) A hold that is released, and an erasure that never comes -------------
#
# That a release makes the deferred erasure go on by itself, whenever it comes,
# belongs to issue 4 (the desk sets and releases holds). What is there already:
# nothing is lost or done by half, what stays is told, and it goes by the next
# request, or by the sweep, without anybody remembering it.


@pytest.fixture
def held(client, work_here):
    """Ada was erased while one of her two messages was needed in court."""
    kept = make.enquiry(message='I will sue you.')
    make.enquiry()
    make.hold(kept)
    dsr = use(client, Right.ERASURE, make.ADA)
    work_here()
    return kept, dsr


def release():
    LegalHold.objects.update(ended_on=timezone.localdate())


def test_a_hold_keeps_its_row_and_no_other(held, mailoutbox):
    """(m) OpenTranscribe: a hold stops the erasure of the whole account."""
    kept, dsr = held

    assert Enquiry.objects.get() == kept
    assert state_of(dsr) == State.ANSWERED
    told = [letter.body for letter in mailoutbox if letter.to == [make.ADA]]
    assert 'enquiries: 1 deleted, 1 kept (legal claims)' in told[-1]


def test_what_is_held_is_not_used_meanwhile(held):
    """(m) OpenTranscribe: she asked for deletion; the rest is only stored."""
    assert not Enquiry.objects.usable().exists()


def test_after_a_release_her_next_request_takes_it(client, held, work_here):
    """(m) OpenTranscribe: nobody resumes what was put off."""
    release()

    use(client, Right.ERASURE, make.ADA)
    work_here()

    assert not Enquiry.objects.exists()


def test_after_a_release_the_sweep_takes_it(held):
    """(m) OpenTranscribe: nor does it outlive its time."""
    later = timezone.now() + timedelta(days=800)
    retention.sweep(later)
    assert Enquiry.objects.exists()

    release()
    retention.sweep(later)

    assert not Enquiry.objects.exists()


def test_a_hold_that_comes_in_between_stops_all_until_its_end(
    client, work_here, monkeypatch
):
    """(m) OpenTranscribe: the worker itself tries again, and finishes it."""
    enquiry = make.enquiry()
    dsr = use(client, Right.ERASURE, make.ADA)
    record = erasing.ledger.record

    def and_meanwhile(*args):
        record(*args)
        if not LegalHold.objects.exists():
            make.hold(enquiry)

    monkeypatch.setattr(erasing.ledger, 'record', and_meanwhile)
    work_here()
    assert (Enquiry.objects.get(), state_of(dsr)) == (enquiry, State.OPEN)

    release()
    run(NOW_IT_IS_DUE)
    work_here()

    assert not Enquiry.objects.exists()
    assert state_of(dsr) == State.ANSWERED
