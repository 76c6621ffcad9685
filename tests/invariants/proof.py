"""The audit, the ledger, the suppressions: privacy/models/proof.py."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from privacy.models import AuditEvent, LedgerLine, RestoreEvent, Suppression
from tests import make
from tests.invariants.forbidden import (
    NotTakenError,
    constraint,
    forbidden,
    no_right,
    run,
    trigger,
)


MAC, FORGED = 'a' * 64, 'f' * 64
LONG_AGO = datetime(2020, 2, 29, tzinfo=UTC)


def event(**changes):
    """Something the site did by itself."""
    given = {'actor': 'system', 'action': 'erased', 'at': timezone.now()}
    return AuditEvent.objects.create(**(given | changes))


def line(**changes):
    given = {'kind': 'erased', 'mac': MAC, 'at': timezone.now()}
    return LedgerLine.objects.create(**(given | changes))


def restored():
    counts = dict.fromkeys(
        ('lines', 'erased', 'withheld', 'stopped', 'by_hand'), 0
    )
    return RestoreEvent.objects.create(at=timezone.now(), **counts)


# --- The audit ----------------------------------------------------------------


@forbidden(trigger(AuditEvent, 'chained'))
def an_event_with_a_hash_of_its_own():
    yield
    made = event(prev_hash=FORGED, hash=FORGED)
    made.refresh_from_db()
    if made.hash != FORGED:
        raise NotTakenError('The database computed another hash.')


@forbidden(
    trigger(AuditEvent, 'never_rewritten'), no_right('update', AuditEvent)
)
def rewriting_an_event():
    event()
    yield
    AuditEvent.objects.update(action='planned')


@forbidden(
    trigger(AuditEvent, 'never_truncated'), no_right('truncate', AuditEvent)
)
def emptying_the_audit():
    yield
    run('truncate privacy_auditevent')


@forbidden(trigger(AuditEvent, 'go_from_the_oldest'))
def deleting_an_event_before_its_time():
    event()
    yield
    AuditEvent.objects.all().delete()


@forbidden(trigger(AuditEvent, 'go_from_the_oldest'))
def taking_an_event_out_of_the_middle():
    event(at=LONG_AGO)
    second = event(at=LONG_AGO + timedelta(days=1))
    yield
    AuditEvent.objects.filter(pk=second.pk).delete()


@forbidden(constraint(AuditEvent, 'a_colleague_acts_under_their_number'))
def a_colleague_without_a_number():
    yield
    event(actor='staff')


@forbidden(constraint(AuditEvent, 'an_action_is_one_of_those_we_know'))
def an_action_that_nobody_knows():
    yield
    event(action='tampered')


@forbidden(constraint(AuditEvent, 'an_event_holds_no_address'))
def an_event_that_holds_an_address():
    yield
    event(purpose=make.ADA)


# --- The ledger ---------------------------------------------------------------


@forbidden(trigger(LedgerLine, 'chained'))
def a_line_that_is_not_the_next():
    yield
    line(seq=7, prev_hash=FORGED, hash=FORGED)


@forbidden(
    trigger(LedgerLine, 'never_rewritten'), no_right('update', LedgerLine)
)
def rewriting_a_line():
    line()
    yield
    LedgerLine.objects.update(mac='b' * 64)


@forbidden(
    trigger(LedgerLine, 'never_truncated'), no_right('truncate', LedgerLine)
)
def emptying_the_ledger():
    yield
    run('truncate privacy_ledgerline')


@forbidden(trigger(LedgerLine, 'go_from_the_oldest'))
def deleting_a_line_before_the_backups():
    first = line()
    line(mac='b' * 64)
    yield
    LedgerLine.objects.filter(pk=first.pk).delete()


@forbidden(trigger(LedgerLine, 'go_from_the_oldest'))
def deleting_the_newest_line():
    line(at=LONG_AGO)
    yield
    LedgerLine.objects.all().delete()


@forbidden(constraint(LedgerLine, 'one_line_however_often_it_is_tried'))
def one_erasure_listed_twice():
    line()
    yield
    line()


@forbidden(constraint(LedgerLine, 'a_line_is_of_a_kind_we_know'))
def a_line_of_an_unknown_kind():
    yield
    line(kind='forgotten')


@forbidden(constraint(LedgerLine, 'a_line_holds_no_address'))
def a_line_that_holds_an_address():
    yield
    line(mac=make.ADA)


# --- Restores and suppressions ------------------------------------------------


@forbidden(
    trigger(RestoreEvent, 'never_rewritten'), no_right('update', RestoreEvent)
)
def rewriting_a_restore():
    restored()
    yield
    RestoreEvent.objects.update(erased=7)


@forbidden(
    trigger(RestoreEvent, 'never_rewritten'), no_right('delete', RestoreEvent)
)
def deleting_a_restore():
    restored()
    yield
    RestoreEvent.objects.all()._raw_delete('default')


@forbidden(
    trigger(RestoreEvent, 'never_truncated'),
    no_right('truncate', RestoreEvent),
)
def emptying_the_restores():
    yield
    run('truncate privacy_restoreevent')


@forbidden(constraint(Suppression, 'a_suppression_holds_no_address'))
def a_suppression_that_holds_an_address():
    yield
    Suppression.objects.create(mac=make.ADA, reason='erased')


@forbidden(constraint(Suppression, 'a_suppression_has_a_reason'))
def a_suppression_for_no_reason():
    yield
    Suppression.objects.create(mac=MAC, reason='')


@forbidden(no_right('update', Suppression))
def handing_a_suppression_to_somebody_else():
    Suppression.objects.create(mac=MAC, reason='erased')
    yield
    Suppression.objects.update(mac='b' * 64)
