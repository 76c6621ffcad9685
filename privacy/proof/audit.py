"""Notes what is done with personal data, so that it can be shown and checked.

An event says who acted (a number), on what (a number) and why; never about
whom by name. Those who look at data leave a trace as well (C-579/21).
"""

from __future__ import annotations

import json

from privacy.models import (
    Action,
    Actor,
    AuditEvent,
    DataSubjectRequest,
    StaffMember,
)
from privacy.proof import chain, shelf
from privacy.proof.chain import Mark, Verdict


HEAD = 'audit.json'
# Whose doing it is when nobody says otherwise.
OF_THE_PERSON = {
    *(Action.OPENED, Action.ADDRESS_PROVEN, Action.MESSAGE_IN),
    *(Action.DOWNLOADED, Action.OBJECTED, Action.WITHDRAWN),
}


def note(
    action: Action,
    *,
    dsr: DataSubjectRequest | None = None,
    by: StaffMember | None = None,
    actor: Actor | None = None,
    kind: str = '',
    row_id: int | None = None,
    count: int | None = None,
    purpose: str = '',
) -> None:
    """Add one event to the chain, in the caller's transaction.

    Do it last: from here to the end of the transaction all others that want
    to note something wait. And not in a repeatable-read transaction, which
    cannot see the events of others that its own must follow.
    """
    AuditEvent.objects.create(
        action=action,
        actor=Actor.STAFF if by else actor or _usual_actor(action),
        by=by,
        dsr=dsr,
        kind=kind,
        row_id=row_id,
        count=count,
        purpose=purpose,
    )


def _usual_actor(action: Action) -> Actor:
    return Actor.PERSON if action in OF_THE_PERSON else Actor.SYSTEM


def verify() -> Verdict:
    """Compute the whole chain again, and compare it with its end outside."""
    verdict = chain.verify(AuditEvent)
    end = published()
    if verdict.is_whole and end and _is_cut_before(end):
        return Verdict(verdict.count, verdict.head, end.seq)
    return verdict


def publish() -> None:
    """Say outside how far the chain goes; each night, and after a restore.

    A chain tells of every row that is missing but the last ones.
    """
    last = AuditEvent.objects.order_by('seq').last()
    if last:
        mark = {'seq': last.seq, 'hash': last.hash}
        shelf.outside().replace(HEAD, json.dumps(mark).encode())


def published() -> Mark | None:
    return shelf.read(HEAD, Mark)


def _is_cut_before(end: Mark) -> bool:
    first = AuditEvent.objects.order_by('seq').first()
    if first and end.seq < first.seq:
        return False  # That event has expired.
    there = AuditEvent.objects.filter(seq=end.seq, hash=end.hash)
    return not there.exists()
