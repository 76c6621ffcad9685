"""Does again, on a restored backup, what was done after it was made.

By address and time, not by row number: a number may belong to somebody else
by now, and whoever wrote to us after an erasure did so on purpose.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, fields
from datetime import datetime

from privacy import clock, pseudonyms
from privacy.declaration.registry import declarations
from privacy.models import (
    Action,
    DataSubjectRequest,
    DeferredErasure,
    LedgerKind,
    LedgerLine,
    LegalHold,
    RestoreEvent,
    Suppressed,
)
from privacy.proof import audit, ledger, suppression
from privacy.proof.ledger import LedgerUnavailable
from privacy.subjects import deferral, erasure, stopping


@dataclass(frozen=True)
class Redone:
    """What one line of the ledger came to. Counts, never values."""

    erased: int = 0
    withheld: int = 0
    stopped: int = 0
    by_hand: int = 0


def replay(now: datetime) -> RestoreEvent | None:
    """Catch up with the ledger outside, whole or not at all.

    None when there is nothing to catch up with. Until the end of this
    transaction the site stays closed, so nobody sees what comes back.
    """
    with ledger.alone():
        missing = list(lines_to_repeat())
        if not missing:
            ledger.make_familiar()
            return None
        known = addresses_behind({line.mac for line in missing})
        redone = [_repeat(line, known.get(line.mac, '')) for line in missing]
        event = RestoreEvent.objects.create(
            at=now, lines=len(missing), **_totals(redone)
        )
        audit.note(Action.RESTORED, count=len(missing))
    ledger.make_familiar()
    ledger.watch.seen.clear()
    audit.publish()
    return event


def lines_to_repeat() -> Iterator[LedgerLine]:
    """The lines outside that come after our last one."""
    ours = LedgerLine.objects.last()
    last = ours.seq if ours else 0
    newest = ledger.newest_outside().seq
    _refuse_another_ledger(min(last, newest))
    for seq in range(last + 1, newest + 1):
        line = ledger.line_outside(seq)
        if line is None:
            raise LedgerUnavailable(
                f'Line {seq} is no longer outside: this backup is older than '
                'the ledger reaches back. Restore a newer one.'
            )
        yield line


def _refuse_another_ledger(seq: int) -> None:
    """What both sides have must be the same; else two databases wrote here."""
    theirs = ledger.line_outside(seq)
    ours = LedgerLine.objects.filter(seq=seq).first()
    if theirs and (ours is None or ours.hash != theirs.hash):
        raise LedgerUnavailable(
            f'Line {seq} outside is another than line {seq} in the database. '
            'Two databases write to one ledger: give each its own LEDGER_URL.'
        )


def addresses_behind(macs: Collection[str]) -> dict[str, str]:
    """Which of the addresses we hold have these keyed hashes.

    One pass over every column that holds addresses, in little memory. Rows
    that point to an address, and hold none, need no pass of their own.
    """
    return {
        mac: email
        for email in _addresses()
        if (mac := pseudonyms.mac(email)) in macs
    }


def _addresses() -> Iterator[str]:
    for model, declared in declarations():
        if '__' not in declared.subject:
            rows = model._default_manager.order_by(declared.subject)
            yield from (
                rows.exclude(**{f'{declared.subject}__isnull': True})
                .values_list(declared.subject, flat=True)
                .distinct()
                .iterator()
            )


def _repeat(line: LedgerLine, email: str) -> Redone:
    """Note the line, and do it to what was there when it was written."""
    line.save(force_insert=True)
    redone = AGAIN[LedgerKind(line.kind)](line, email) if email else Redone()
    if line.kind in Suppressed.values:
        suppression.suppress_mac(line.mac, Suppressed(line.kind))
    dsr = DataSubjectRequest.objects.filter(reference=line.dsr_reference)
    audit.note(
        Action.REPLAYED,
        dsr=dsr.first(),
        count=redone.erased + redone.stopped,
        purpose=f'{line.kind} {line.dsr_reference}',
    )
    return redone


def _erase(line: LedgerLine, email: str) -> Redone:
    outcomes = erasure.erase([email], before=line.at)
    return Redone(
        erased=sum(outcome.erased for outcome in outcomes),
        withheld=sum(outcome.withheld for outcome in outcomes),
    )


def _erase_after_its_hold(line: LedgerLine, email: str) -> Redone:
    """The hold had ended: end it again, on that row of that person only."""
    erased = 0
    for deferred in DeferredErasure.objects.order_by('pk'):
        its_row = deferral.mark_of(deferred) == line.dsr_reference
        if its_row and email in deferral.people_of(deferred):
            holds = LegalHold.objects.filter(
                kind=deferred.kind, row_id=deferred.row_id
            )
            holds.current(clock.date_of_duty(line.at)).update(
                ended_on=clock.date_of_duty(line.at)
            )
            erased += deferral.erase(deferred)
    return Redone(erased=erased)


def _stop(line: LedgerLine, email: str) -> Redone:
    return Redone(stopped=stopping.stop([email]))


def _leave_to_a_colleague(line: LedgerLine, email: str) -> Redone:
    """Why and for which request data was restricted, the ledger cannot say."""
    return Redone(by_hand=1)


AGAIN: dict[LedgerKind, Callable[[LedgerLine, str], Redone]] = {
    LedgerKind.ERASED: _erase,
    LedgerKind.RELEASED: _erase_after_its_hold,
    LedgerKind.WITHDRAWN: _stop,
    LedgerKind.RESTRICTED: _leave_to_a_colleague,
    LedgerKind.LIFTED: _leave_to_a_colleague,
}


def _totals(redone: Collection[Redone]) -> dict[str, int]:
    return {
        column.name: sum(getattr(each, column.name) for each in redone)
        for column in fields(Redone)
    }
