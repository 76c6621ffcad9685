"""A list of subscribers for a colleague: with a reason, and by two."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from django.utils import timezone

from contact.models import Export, Subscription
from privacy.models import Action, StaffMember
from privacy.proof import audit
from privacy.subjects.package.table import BYTE_ORDER_MARK, cell


def ask(*, by: StaffMember, reason: str) -> Export:
    asked = Export.objects.create(asked_by=by, reason=reason)
    _note(Action.TAKEN, asked, by, 'asked for')
    return asked


def agree(pk: int, *, by: StaffMember) -> bool:
    """The database refuses it to whoever asked."""
    asked = _locked(pk)
    if asked is None or asked.approved_by_id:
        return False
    asked.approved_by, asked.approved_at = by, timezone.now()
    asked.save(update_fields=['approved_by', 'approved_at'])
    _note(Action.AGREED, asked, by, 'agreed to')
    return True


def take(pk: int, *, by: StaffMember) -> Iterator[str] | None:
    """The lines of the list, once, to the colleague who asked."""
    asked = _locked(pk)
    if asked is None or why_not_taken(asked, by):
        return None
    asked.taken_at = timezone.now()
    asked.save(update_fields=['taken_at'])
    _note(Action.DOWNLOADED, asked, by, 'taken')
    return lines()


def why_not_taken(asked: Export, by: StaffMember) -> str:
    if asked.asked_by_id != by.pk:
        return 'Only who asked for it takes it.'
    if not asked.approved_at:
        return 'A second person must agree first.'
    return 'It was taken. Ask for another one.' * bool(asked.taken_at)


class _Echo:
    def write(self, line: str) -> str:
        return line


def lines() -> Iterator[str]:
    writer = csv.writer(_Echo())
    rows = Subscription.objects.living().usable().order_by('pk')
    yield BYTE_ORDER_MARK
    yield writer.writerow(['email', 'purpose', 'confirmed_at'])
    for row in rows.values_list('email', 'purpose', 'confirmed_at').iterator():
        yield writer.writerow([cell(value) for value in row])


def _locked(pk: int) -> Export | None:
    return Export.objects.select_for_update(of=('self',)).filter(pk=pk).first()


def _note(action: Action, asked: Export, by: StaffMember, what: str) -> None:
    label = asked._meta.label
    audit.note(action, by=by, kind=label, row_id=asked.pk, purpose=what)
