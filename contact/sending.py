"""Sends a letter to everybody who wants it, in batches, whatever happens.

The row of a delivery is made right before its letter leaves; the database
makes one only for a living consent, and never a second one. Nothing is
prepared for all at once, so a million people need no more memory than one.

A letter comes at most once. Between the moment in which a mail server takes
one and the moment in which we hear of it, a worker may die or the line may
break, and then nobody can know which it was (two generals; RFC 1047). Such a
letter is not sent again: it stays unsure, and the team sees how many are. A
worker that is told to stop leaves none.

So the row is on the disk before its letter leaves, even if PostgreSQL itself
is killed. Each letter costs one wait for the disk (`./dev bench letters`).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.utils import timezone

from contact.envelope import Envelope
from contact.models import Delivery, Letter, Purpose, Subscription
from privacy import mail, sql
from privacy.models import StaffMember
from privacy.post import LostSightError
from privacy.subjects.search import everybody_else


# A batch ends soon, so that a worker that is told to stop can.
BATCH_TAKES, BATCH = 15.0, 200
# 4xx: after 5 minutes, 15, 45, about 2 hours, 7, 20; then we give up.
PATIENCE = [timedelta(minutes=5 * 3**n) for n in range(6)]
A_MINUTE = timedelta(minutes=1)
NOBODY_THERE = 421  # What a server says that leaves (RFC 5321, 3.8).

CLAIM, NOTE = sql.read('claim_delivery'), sql.read('note_delivery')
TRY_LOCK = sql.read('try_letter')
UNLOCK = sql.read('leave_letter')


def send(letter_pk: int) -> datetime | None:
    """Send for a while; gives the moment to go on, or None if it has ended."""
    with alone_with(letter_pk) as is_mine:
        letter = _begun(letter_pk) if is_mine else None
        if letter is None:
            return None
        try:
            return _send_batch(letter)
        except (mail.AwayError, LostSightError):
            return timezone.now() + A_MINUTE


@contextmanager
def alone_with(letter_pk: int) -> Iterator[bool]:
    """Two workers never send one letter; a dead one's lock dies with it."""
    with connection.cursor() as cursor:
        cursor.execute(TRY_LOCK, [letter_pk])
        [is_mine] = cursor.fetchone()
    try:
        yield is_mine
    finally:
        if is_mine:
            with connection.cursor() as cursor:
                cursor.execute(UNLOCK, [letter_pk])


@transaction.atomic
def _begun(letter_pk: int) -> Letter | None:
    now = timezone.now()
    due = Letter.objects.due(now).select_for_update()
    letter = due.filter(pk=letter_pk).first()
    if letter and letter.started_at is None:
        letter.started_at = now
        letter.save(update_fields=['started_at'])
    return letter


def _send_batch(letter: Letter) -> datetime | None:
    ends = time.monotonic() + BATCH_TAKES
    envelope, pace = Envelope(letter), Pace(settings.LETTERS_PER_SECOND)
    with mail.many() as put_through, Book(letter) as book:
        for delivery in _claimed(letter, book):
            _post(delivery, envelope, put_through, book)
            if time.monotonic() > ends:
                return timezone.now()
            if rest := pace.rest():
                book.note()
                time.sleep(rest)
    return _finish(letter)


class Pace:
    """At most so many a second, and no haste after a delay."""

    def __init__(self, per_second: float) -> None:
        self.step, self.next = 1 / per_second, time.monotonic()

    def rest(self) -> float:
        """How long to wait before the next one."""
        now = time.monotonic()
        self.next = max(now, self.next + self.step)
        return self.next - now


class Book:
    """Who may have the letter now, and who has it.

    Both are one round trip and one commit: the claim of the next notes that
    the last one left. Whoever makes a pause notes it before. A note that is
    lost makes a letter unsure; a claim that is lost would send it twice.
    """

    def __init__(self, letter: Letter) -> None:
        self.letter = letter
        self.left: int | None = None

    def claim(self, subscription: Subscription) -> Delivery | None:
        """None if they left meanwhile, or have it already."""
        pk = self._ask(CLAIM, self.letter.pk, subscription.pk)
        return (
            Delivery(pk=pk, letter=self.letter, subscription=subscription)
            if pk
            else None
        )

    def note(self) -> None:
        if self.left:
            self._ask(NOTE)

    def _ask(self, question: str, *about: int) -> int | None:
        with connection.cursor() as cursor:
            cursor.execute(question, [*about, self.left])
            self.left = None
            [answer] = cursor.fetchone()
        return answer

    def __enter__(self) -> Book:
        return self

    def __exit__(self, *_: object) -> None:
        self.note()


def send_test(letter_pk: int, staff_pk: int, number: int) -> None:
    """A copy to the colleague who asked for it, and to nobody else."""
    letter = Letter.objects.filter(pk=letter_pk).first()
    by = StaffMember.objects.filter(pk=staff_pk, is_active=True).first()
    if letter and by:
        envelope = Envelope(letter, mark='[Test] ')
        with mail.many() as put_through:
            put_through(envelope.test_for(by.email or '', str(number)))


# --- Who is next --------------------------------------------------------------


def _claimed(letter: Letter, book: Book) -> Iterator[Delivery]:
    """Each delivery that may leave now; claimed when it is asked for."""
    yield from _refused_before(letter)
    heard = _heard_of_it(letter)
    while people := list(_next_people(letter)[:BATCH]):
        for subscription in people:
            if subscription.email in heard:
                continue
            if delivery := book.claim(subscription):
                yield delivery
            elif _is_halted(letter):
                return
        letter.reached = people[-1].pk
        letter.save(update_fields=['reached'])


def _next_people(letter: Letter):  # type: ignore[no-untyped-def]
    """Whom the gate would probably let pass; it decides again for each."""
    return (
        recipients(letter)
        .filter(pk__gt=letter.reached)
        .exclude(deliveries__letter=letter)
        .order_by('pk')
    )


def _heard_of_it(letter: Letter) -> set[str]:
    """A notice follows the letter to all whose data we hold; none gets both."""
    if letter.purpose != Purpose.COMPANIES:
        return set()
    return everybody_else(before=letter.written_at)


def recipients(letter: Letter):  # type: ignore[no-untyped-def]
    rows = Subscription.objects.living().filter(purpose=letter.purpose)
    paused = Q(paused_until__gt=timezone.now())
    return rows.filter(restriction=None).exclude(paused)


def _refused_before(letter: Letter) -> Iterator[Delivery]:
    """What a busy server did not want yet, if it is still allowed."""
    now = timezone.now()
    waiting = letter.deliveries.refused_for_now().select_related('subscription')
    for delivery in waiting.order_by('pk').iterator(chunk_size=BATCH):
        if now < delivery.tried_at + _patience(delivery):
            continue
        try:
            with transaction.atomic():
                delivery.tried_at, delivery.code = timezone.now(), None
                delivery.save(update_fields=['tried_at', 'code'])
        except IntegrityError:
            if _is_halted(letter):
                return
            _end(delivery, code=None)
            continue
        yield delivery


def _patience(delivery: Delivery) -> timedelta:
    return PATIENCE[min(delivery.tries, len(PATIENCE)) - 1]


def _is_halted(letter: Letter) -> bool:
    letter.refresh_from_db(fields=['paused_at', 'finished_at'])
    return bool(letter.paused_at or letter.finished_at)


# --- What becomes of it -------------------------------------------------------


def _post(
    delivery: Delivery, envelope: Envelope, put_through: mail.Post, book: Book
) -> None:
    try:
        put_through(envelope.letter_to(delivery.subscription))
    except mail.RefusedError as refused:
        _refused(delivery, refused.code)
    except mail.AwayError:
        _refused(delivery, NOBODY_THERE)
        raise
    else:
        book.note()
        book.left = delivery.pk


def _refused(delivery: Delivery, code: int) -> None:
    if code >= 500 or delivery.tries > len(PATIENCE):
        _end(delivery, code)
        return
    delivery.code, delivery.tries = code, delivery.tries + 1
    delivery.save(update_fields=['code', 'tries'])


def _end(delivery: Delivery, code: int | None) -> None:
    delivery.ended_at, delivery.code = timezone.now(), code
    delivery.save(update_fields=['ended_at', 'code'])


def _finish(letter: Letter) -> datetime | None:
    """Nobody is left; or some servers asked for patience."""
    if _is_halted(letter):
        return None
    waits = letter.deliveries.refused_for_now()
    if waits.exists():
        return min(d.tried_at + _patience(d) for d in waits.iterator())
    letter.finished_at = timezone.now()
    letter.save(update_fields=['finished_at'])
    return None
