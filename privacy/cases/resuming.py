"""What goes on by itself when a hold ends (Article 17(3)).

Nobody has to remember it: the job is made when a colleague ends the hold, and
each night for those whose last day has come.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from privacy import clock
from privacy.cases.erasing import holds_on
from privacy.models import DataSubjectRequest, DeferredErasure, LedgerKind
from privacy.proof import audit, ledger
from privacy.subjects import deferral


def due() -> Collection[int]:
    """Deferred erasures whose row nobody holds any more."""
    today = clock.date_of_duty(timezone.now())
    return list(deferral.due(today).values_list('pk', flat=True))


def resume(deferred_pk: int) -> None:
    """Erase it, after the ledger knows: an older backup may bring it back."""
    deferred = _free(deferred_pk)
    if deferred is None:
        return
    if people := deferral.people_of(deferred):
        mark = deferral.mark_of(deferred)
        ledger.record(LedgerKind.RELEASED, people, mark)
    _erase(deferred_pk)


@transaction.atomic
def _erase(deferred_pk: int) -> None:
    locked = DeferredErasure.objects.select_for_update(of=('self',))
    locked.filter(pk=deferred_pk).first()
    deferred = _free(deferred_pk)
    if deferred:
        audit.note(
            audit.Action.ERASED,
            dsr=deferred.dsr,
            kind=deferral.label_of(deferred),
            row_id=int(deferred.row_id),
            count=deferral.erase(deferred),
            purpose='after a hold',
        )


def _free(deferred_pk: int) -> DeferredErasure | None:
    """None if it is done, or somebody holds the row again."""
    today = clock.date_of_duty(timezone.now())
    free = deferral.due(today).select_related('dsr')
    return free.filter(pk=deferred_pk).first()


def unblocked() -> Collection[int]:
    """Requests that waited because something of their own was held."""
    today = clock.date_of_duty(timezone.now())
    waiting = DataSubjectRequest.objects.at_work().exclude(erased_at=None)
    return [
        dsr.pk
        for dsr in waiting
        if holds_on(dsr).exists() and not holds_on(dsr).current(today).exists()
    ]
