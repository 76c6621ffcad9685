"""On a restored backup, what was erased is erased again; nothing else is."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from contact.models import Enquiry, Subscription
from ivelum_site.postgres.roles import as_owner
from privacy.models import (
    AuditEvent,
    ClaimedAddress,
    LedgerKind,
    LedgerLine,
    RestoreEvent,
    Right,
    State,
)
from privacy.proof import audit, chain, ledger, restoration, suppression
from privacy.subjects import erasure
from tests import make
from tests.make import ADA, STRANGER
from tests.proof.conftest import run
from tests.proof.test_ledger import forget_lines, line_of, record


pytestmark = pytest.mark.django_db(transaction=True)


def hours_ago(hours):
    return timezone.now() - timedelta(hours=hours)


@pytest.fixture
def restored():
    """Ada wrote, was erased, and is back; her namesake was never away."""
    audit.publish()
    record()
    forget_lines(since=1)
    make.enquiry(received_at=hours_ago(2))
    make.subscription(asked_at=hours_ago(2))
    make.enquiry(email=STRANGER, received_at=hours_ago(2))


def emails():
    return list(Enquiry.objects.order_by('pk').values_list('email', flat=True))


def replay():
    return restoration.replay(timezone.now())


def test_who_was_erased_is_erased_again_and_nobody_else(restored):
    replay()

    assert emails() == [STRANGER]
    assert Subscription.objects.get().email is None


def test_the_ledger_has_caught_up(restored):
    assert ledger.is_behind()

    replay()

    assert not ledger.is_behind()
    assert chain.verify(LedgerLine).count == 1
    record(STRANGER)
    assert ledger.newest_outside().seq == 2


def test_what_somebody_wrote_after_the_erasure_stays(restored):
    later = make.enquiry(received_at=timezone.now())

    replay()

    assert Enquiry.objects.get(email=ADA) == later


def test_a_second_time_there_is_nothing_to_do(restored):
    replay()
    make.enquiry(received_at=hours_ago(2))

    assert replay() is None
    assert emails() == [STRANGER, ADA]
    assert RestoreEvent.objects.count() == 1


def test_two_colleagues_at_once_do_it_once(restored, monkeypatch):
    find = restoration.addresses_behind

    def find_slowly(macs):
        time.sleep(0.2)
        return find(macs)

    def replay_in_thread(_):
        try:
            return replay()
        finally:
            connection.close()

    monkeypatch.setattr(restoration, 'addresses_behind', find_slowly)
    with ThreadPoolExecutor(2) as pool:
        events = list(pool.map(replay_in_thread, range(2)))

    assert events.count(None) == 1
    assert RestoreEvent.objects.count() == 1


def test_it_is_written_down_in_numbers(restored):
    dsr = make.dsr(reference='BCDF-GHJK', email=STRANGER)

    event = replay()

    assert (event.lines, event.erased, event.withheld) == (1, 2, 0)
    assert dsr.events.get().purpose == 'erased BCDF-GHJK'
    actions = AuditEvent.objects.values_list('action', flat=True)
    assert list(actions) == ['replayed', 'restored']
    assert audit.published().seq == 2
    assert audit.verify().is_whole


def test_a_new_address_is_no_reason_to_stop(restored):
    Enquiry.objects.filter(email=ADA).delete()
    Subscription.objects.all().delete()

    assert replay().erased == 0
    assert not ledger.is_behind()


def test_who_left_stays_suppressed(restored):
    replay()

    assert suppression.is_suppressed(ADA)
    assert not suppression.is_suppressed(STRANGER)


def test_a_request_that_is_being_answered_is_finished_by_the_worker(restored):
    make.dsr(
        right=Right.ERASURE,
        state=State.OPEN,
        closed_at=None,
        now=hours_ago(2),
    )

    event = replay()

    assert event.withheld == 2
    assert ClaimedAddress.objects.get().email == ADA


def test_a_withdrawn_consent_is_withdrawn_again():
    record(kind=LedgerKind.WITHDRAWN)
    forget_lines(since=1)
    make.consent()

    event = replay()

    assert event.stopped == 1
    assert Subscription.objects.get().stopped_at


def test_a_restriction_is_left_to_a_colleague():
    record(kind=LedgerKind.RESTRICTED)
    forget_lines(since=1)
    make.enquiry()

    assert replay().by_hand == 1
    assert emails() == [ADA]


def test_a_crash_in_the_middle_leaves_the_site_closed(restored, monkeypatch):
    def crash(*_, **__):
        raise RuntimeError

    monkeypatch.setattr(erasure, 'erase', crash)
    with pytest.raises(RuntimeError):
        replay()
    monkeypatch.undo()
    assert ledger.look() == ledger.BEHIND

    replay()

    assert emails() == [STRANGER]


def test_a_line_whose_head_was_never_written_is_repeated(restored, outside):
    (outside / 'head.json').unlink()

    replay()

    assert emails() == [STRANGER]


# --- What cannot be repaired -------------------------------------------------


def test_a_backup_older_than_the_ledger_stays_closed(outside):
    record(ADA, STRANGER)
    forget_lines(since=1)
    (outside / '000000000001.json').unlink()

    with pytest.raises(CommandError, match='Restore a newer one'):
        call_command('replayerasures')

    assert ledger.look() == ledger.BEHIND


@pytest.mark.parametrize('lines_outside', [1, 2])
def test_two_databases_with_one_ledger_are_told_so(lines_outside):
    record(*[ADA, STRANGER][:lines_outside])
    forget_lines(since=1)
    line_of(days=0)

    with pytest.raises(CommandError, match='its own LEDGER_URL'):
        call_command('replayerasures')


def test_a_forged_line_outside_is_not_believed(restored, outside):
    path = outside / '000000000001.json'
    path.write_text(
        json.dumps(json.loads(path.read_text()) | {'mac': '0' * 64})
    )

    with pytest.raises(Exception, match='not the next line'):
        replay()

    assert emails() == [ADA, STRANGER]


# --- The command -------------------------------------------------------------


def test_the_command_says_numbers_and_no_names(restored, capsys):
    call_command('replayerasures')
    call_command('replayerasures')

    said = capsys.readouterr()[0]
    assert 'Repeated 1 lines of the ledger: 2 rows erased' in said
    assert said.endswith('Nothing to do again.\n')
    assert '@' not in said


@pytest.mark.parametrize(
    'sql', ['delete from {}', 'update {} set lines = 0', 'truncate {}']
)
def test_that_there_was_a_restore_is_never_forgotten(restored, sql):
    replay()

    with pytest.raises(Exception, match=r'permission|append-only'):
        run(sql.format('privacy_restoreevent'))
    with as_owner(), pytest.raises(Exception, match='append-only'):
        run(sql.format('privacy_restoreevent'))


def test_an_address_that_stands_in_many_rows_is_read_once():
    make.enquiry()
    make.enquiry()

    assert list(restoration._addresses()) == [ADA]
