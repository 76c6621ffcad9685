"""The list of what was erased, in here and outside, so that it can be erased
again when an older backup of the database comes back.

First a line is written in the database, then outside, and only then does the
caller erase. So every line outside is in the database as well, unless the
database is an older one: that is how we see it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import Error, ProgrammingError, connection, transaction

from privacy import pseudonyms, sql
from privacy.declaration import facts
from privacy.models import LedgerKind, LedgerLine
from privacy.proof import shelf
from privacy.proof.chain import Mark
from privacy.proof.shelf import LedgerUnavailable
from privacy.proof.watch import Watch


HEAD = 'head.json'
NOTHING = Mark(0, '')
BEHIND = 'database older than the ledger'
UNREADABLE = 'the ledger cannot be read'
UNKNOWN = 'the ledger cannot be read, and has not seen this database'
CLOSING = (BEHIND, UNKNOWN)
ONE_AT_THE_SHELF = sql.read('one_at_the_shelf')
FAMILIAR, MAKE_FAMILIAR = sql.read('familiar'), sql.read('make_familiar')


def record(
    kind: LedgerKind, emails: Collection[str], reference: str = ''
) -> None:
    """Write down what is about to be done; only then may it be done.

    In transactions of its own, so never call it within one. If it raises,
    do nothing, and call it again later. However often it is called there is
    one line, and whatever a crash left unwritten is written.
    """
    # Asked anew and before all else: a line that an older database adds would
    # take the number of another. Not knowing is a reason to refuse as well,
    # because what is erased now could not be erased again.
    if trouble := look():
        raise LedgerUnavailable(trouble)
    with transaction.atomic(durable=True):
        seqs = [_line(kind, email, reference).seq for email in emails]
    with alone():
        unwritten = LedgerLine.objects.filter(seq__gt=newest_outside().seq)
        _write(unwritten | LedgerLine.objects.filter(seq__in=seqs))


def _line(kind: LedgerKind, email: str, reference: str) -> LedgerLine:
    return LedgerLine.objects.get_or_create(
        kind=kind, mac=pseudonyms.mac(email), dsr_reference=reference
    )[0]


@contextmanager
def alone() -> Iterator[None]:
    """One process at a time goes to the shelf, so lines arrive in order."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(ONE_AT_THE_SHELF)
        yield


def _write(lines: Iterable[LedgerLine]) -> None:
    """Put lines outside that may be there already, then say how far we are."""
    last = newest_outside()
    for line in lines:
        shelf.outside().add(_name(line.seq), _text(line))
        last = max(last, Mark(line.seq, line.hash))
    shelf.outside().replace(HEAD, json.dumps(last._asdict()).encode())


def keep_in_step(now: datetime) -> None:
    """Each night: write outside what was lost there, and drop what is old.

    The newest line stays for ever, because by it we know where we are.
    """
    if trouble := look():
        raise LedgerUnavailable(trouble)
    with alone():
        _write(LedgerLine.objects.all())
        lines, horizon = LedgerLine.objects, now - timedelta(facts.LEDGER.days)
        kept = lines.filter(at__gte=horizon).first() or lines.last()
        old = lines.filter(seq__lt=kept.seq if kept else 0)
        for line in old:
            shelf.outside().remove(_name(line.seq))
        old.delete()


# --- Is this the database that the ledger knows? -----------------------------


def is_behind() -> bool:
    """An older database is in place of ours; looked up every few seconds.

    When nobody can tell, because the shelf is out of reach, it is if it came
    in place since the shelf was last seen. Otherwise it is not: a fault of the
    shelf alone must not take the site down, and `record` refuses.
    """
    return trouble() in CLOSING


def trouble() -> str:
    """What is wrong between the database and the ledger, as of lately."""
    return watch.word(settings.LEDGER_URL)


def refuse_if_behind() -> None:
    """As of this very moment."""
    if (found := look()) in CLOSING:
        raise LedgerUnavailable(found)


def look() -> str:
    try:
        newest = newest_outside()
    except LedgerUnavailable:
        return UNREADABLE if _is_familiar() else UNKNOWN
    try:
        return '' if _is_inside(newest) else BEHIND
    except ProgrammingError:
        return BEHIND  # It is so old that it has no ledger.


def _is_inside(mark: Mark) -> bool:
    if mark == NOTHING:
        return True
    return LedgerLine.objects.filter(seq=mark.seq, hash=mark.hash).exists()


def make_familiar() -> None:
    """Note that the ledger knows this very database, if it does."""
    if not look():
        with connection.cursor() as cursor:
            cursor.execute(MAKE_FAMILIAR)


def _is_familiar() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute(FAMILIAR)
            return cursor.fetchone()[0]
    except ProgrammingError:
        return False  # It is older than that table.


def _look_for_pages(url: str) -> str:
    try:
        return look()
    except Error:
        return ''  # Without a database there is nothing to show anyway.


def _seconds(word: str) -> float:
    # Whoever looks at a shelf that is away waits for it: not too often.
    return 30 if word in (UNREADABLE, UNKNOWN) else 5


watch = Watch(_look_for_pages, _seconds)


def lag() -> int:
    """How many lines the database has that are not outside yet."""
    newest = newest_outside()
    return LedgerLine.objects.filter(seq__gt=newest.seq).count()


# --- Lines on paper ----------------------------------------------------------


def newest_outside() -> Mark:
    """The last line on the shelf.

    The head is written after its line, so there may be one more after it.
    """
    newest = shelf.read(HEAD, Mark) or NOTHING
    while line := line_outside(newest.seq + 1):
        newest = Mark(line.seq, line.hash)
    return newest


def line_outside(seq: int) -> LedgerLine | None:
    return shelf.read(_name(seq), _line_of)


def _name(seq: int) -> str:
    return f'{seq:012}.json'


def _text(line: LedgerLine) -> bytes:
    said = {name: getattr(line, name) for name in (*line.chained, 'hash')}
    return json.dumps(said | {'at': line.at.isoformat()}).encode()


def _line_of(at: str, **said: Any) -> LedgerLine:
    return LedgerLine(at=datetime.fromisoformat(at), **said)
