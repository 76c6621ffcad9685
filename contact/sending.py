"""Sends a letter to everybody who wants it, in batches, whatever happens.

The row of a delivery is made right before its letter leaves; the database
makes one only for a living consent, and never a second one. Nothing is
prepared for all at once, so a million people need no more memory than one.

Should a worker die between sending and noting it, the letter goes again with
the same message id, and mail programs show one (RFC 5322, 3.6.4).
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
from contact.models import Delivery, Letter, Subscription
from privacy import mail, sql
from privacy.models import StaffMember


# A batch ends soon, so that a worker that is told to stop can.
BATCH_TAKES, BATCH = 15.0, 200
# 4xx: after 5 minutes, 15, 45, about 2 hours, 7, 20; then we give up.
PATIENCE = [timedelta(minutes=5 * 3**n) for n in range(6)]
A_MINUTE = timedelta(minutes=1)

CLAIM = sql.read('claim_delivery')
TRY_LOCK = sql.read('try_letter')
IN_A_HURRY, AS_USUAL = sql.read('in_a_hurry'), sql.read('as_usual')
UNLOCK = sql.read('leave_letter')


def send(letter_pk: int) -> datetime | None:
    """Send for a while; gives the moment to go on, or None if it has ended."""
    with alone_with(letter_pk) as is_mine:
        letter = _begun(letter_pk) if is_mine else None
        if letter is None:
            return None
        try:
            return _send_batch(letter)
        except mail.AwayError:
            return timezone.now() + A_MINUTE


@contextmanager
def alone_with(letter_pk: int) -> Iterator[bool]:
    """Two workers never send one letter; a dead one's lock dies with it."""
    with connection.cursor() as cursor:
        cursor.execute(TRY_LOCK, [letter_pk])
        [is_mine] = cursor.fetchone()
        cursor.execute(IN_A_HURRY)
    try:
        yield is_mine
    finally:
        with connection.cursor() as cursor:
            cursor.execute(AS_USUAL)
            if is_mine:
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
    with mail.many() as post:
        for delivery in _claimed(letter):
            _post(delivery, envelope, post)
            if time.monotonic() > ends:
                return timezone.now()
            pace.wait()
    return _finish(letter)


class Pace:
    """At most so many a second, and no haste after a delay."""

    def __init__(self, per_second: float) -> None:
        self.step, self.last = 1 / per_second, time.monotonic()

    def wait(self) -> None:
        time.sleep(max(0.0, self.last + self.step - time.monotonic()))
        self.last = time.monotonic()


def send_test(letter_pk: int, staff_pk: int, number: int) -> None:
    """A copy to the colleague who asked for it, and to nobody else."""
    letter = Letter.objects.filter(pk=letter_pk).first()
    by = StaffMember.objects.filter(pk=staff_pk, is_active=True).first()
    if letter and by:
        with mail.many() as post:
            Envelope(letter).post_a_test(by.email or '', str(number), post)


# --- Who is next --------------------------------------------------------------


def _claimed(letter: Letter) -> Iterator[Delivery]:
    """Each delivery that may leave now; claimed when it is asked for."""
    yield from _interrupted(letter)
    while people := list(_next_people(letter)[:BATCH]):
        for subscription in people:
            if delivery := _claim(letter, subscription):
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


def recipients(letter: Letter):  # type: ignore[no-untyped-def]
    rows = Subscription.objects.living().filter(purpose=letter.purpose)
    paused = Q(paused_until__gt=timezone.now())
    return rows.filter(restriction=None).exclude(paused)


def _claim(letter: Letter, subscription: Subscription) -> Delivery | None:
    """None if they left meanwhile, or have it already."""
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [letter.pk, subscription.pk])
        [pk] = cursor.fetchone()
    return (
        Delivery(pk=pk, letter=letter, subscription=subscription)
        if pk
        else None
    )


def _interrupted(letter: Letter) -> Iterator[Delivery]:
    """What a dead worker or a busy server left, if it is still allowed."""
    now = timezone.now()
    waiting = letter.deliveries.open().select_related('subscription')
    for delivery in waiting.order_by('pk').iterator(chunk_size=BATCH):
        if delivery.code and now < delivery.tried_at + _patience(delivery):
            continue
        try:
            with transaction.atomic():
                delivery.tried_at = timezone.now()
                delivery.save(update_fields=['tried_at'])
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


def _post(delivery: Delivery, envelope: Envelope, post: mail.Post) -> None:
    try:
        envelope.post(delivery, post)
    except mail.RefusedError as refused:
        _refused(delivery, refused.code)
    else:
        row = Delivery.objects.filter(pk=delivery.pk)
        row.update(sent_at=timezone.now())


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
    waits = letter.deliveries.open()
    if waits.exists():
        return min(d.tried_at + _patience(d) for d in waits.iterator())
    letter.finished_at = timezone.now()
    letter.save(update_fields=['finished_at'])
    return None
