"""How many people a letter would reach, and how that number comes about."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.utils import timezone

from contact.models import ConsentEvent, Kind, Subscription
from privacy.models import Suppression


@dataclass(frozen=True)
class Audience:
    known: int
    unconfirmed: int
    stopped: int
    paused: int
    locked: int
    suppressed: int

    @property
    def receive(self) -> int:
        left = (self.unconfirmed, self.stopped, self.paused, self.locked)
        return self.known - sum(left) - self.suppressed

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """From everybody down to those who get it; what is 0 is left out."""
        steps = [
            ('never confirmed', self.unconfirmed),
            ('have stopped it', self.stopped),
            ('want a pause', self.paused),
            ('data locked, only stored', self.locked),
            ('address on the list of the left alone', self.suppressed),
        ]
        return [(why, -count) for why, count in steps if count]


def audience(purpose: str) -> Audience:
    """Each person counts once, for the first reason that keeps them out."""
    rows = Subscription.objects.filter(purpose=purpose, email__isnull=False)
    said_yes = Q(confirmed_at__isnull=False)
    lives = said_yes & Q(stopped_at=None)
    is_locked = Q(restriction__isnull=False)
    is_paused = Q(paused_until__gt=timezone.now())
    counts = rows.annotate(left_alone=_suppressed()).aggregate(
        known=Count('pk'),
        unconfirmed=Count('pk', filter=Q(confirmed_at=None)),
        stopped=Count('pk', filter=said_yes & ~Q(stopped_at=None)),
        locked=Count('pk', filter=lives & is_locked),
        paused=Count('pk', filter=lives & ~is_locked & is_paused),
        suppressed=Count(
            'pk',
            filter=lives
            & ~is_locked
            & (Q(paused_until=None) | ~is_paused)
            & Q(left_alone=True),
        ),
    )
    return Audience(**counts)


def _suppressed() -> Exists:
    decided = ConsentEvent.objects.filter(subscription=OuterRef(OuterRef('pk')))
    last = decided.exclude(kind=Kind.REQUESTED).order_by('-number')
    return Exists(
        Suppression.objects.filter(mac=Subquery(last.values('mac')[:1]))
    )
