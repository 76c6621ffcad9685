"""Cookies on the desk: those that there are, and those from nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib import admin
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest

from privacy.cases.next_step import NextStep
from privacy.desk.act import Act
from privacy.desk.base import moment
from privacy.desk.duty import DutyAdmin, Line
from privacy.desk.lines import chip
from privacy.desk.possible import plainly
from privacy.desk.records import RecordAdmin
from privacy.duties import strays
from privacy.models import Action, CookieEntry, StrayCookie


SETTLE = Act(
    'settle',
    'It is taken away',
    'You found what set it, and it does so no more. If it comes again, this '
    'opens again.',
    needs=Action.STRAY_SETTLED,
    do=strays.settle,
    why_not=lambda row: 'It is settled.' * bool(row.settled_at),
    preview=plainly('No visitor ever got it: it was dropped on its way out.'),
)


@admin.register(StrayCookie)
class StrayCookieAdmin(DutyAdmin):
    acts = (SETTLE,)
    looked_at_because = 'to find where it comes from'
    explains = (
        'Cookies that code of ours tried to set and that are in no register. '
        'Each was dropped before it left. The value is never kept.'
    )
    nothing = 'None appeared.'

    def rows(self) -> QuerySet:
        return StrayCookie.objects.order_by(
            F('settled_at').asc(nulls_first=True), '-last_seen'
        )

    def is_open(self) -> Q:
        return Q(settled_at=None)

    def line_of(self, row: StrayCookie) -> Line:
        if row.settled_at:
            step, left = NextStep('Nothing: it is settled.'), chip('', 'done')
        else:
            step = NextStep('Find what sets it, and take that away.', 'settle')
            left = chip('now', f'{row.times} times')
        name = f'a cookie named “{row.name}”'
        return Line(row, left, name, step, row.first_seen)

    def facts(self, row: StrayCookie) -> Iterator[tuple[str, object]]:
        yield 'Name', row.name
        yield 'Page, as urls.py has it', row.path or 'none of ours'
        yield 'Seen first', moment(row.first_seen)
        yield 'Seen last', moment(row.last_seen)
        yield 'Times', row.times
        if row.settled_at:
            yield 'Settled', moment(row.settled_at)


@admin.register(CookieEntry)
class CookieEntryAdmin(RecordAdmin):
    """To read: the rows follow privacy/declaration/cookies.py."""

    list_display = ['name_pattern', 'purpose', 'lasts', 'audience', 'listed']
    ordering = ['name_pattern']

    @admin.display(description='Listed in the version of')
    def listed(self, entry: CookieEntry) -> str:
        return entry.declared_in.label

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related('declared_in')
