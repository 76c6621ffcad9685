"""The requests: the queue by time left, and one page with all of each."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin import ShowFacets, SimpleListFilter
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from djangoql.admin import DjangoQLChangeList

from privacy import clock
from privacy.cases.next_step import next_step, with_next_step
from privacy.desk.acts import ACTS
from privacy.desk.base import colleague
from privacy.desk.copy import CopyOnPaper, is_for_paper
from privacy.desk.fields import FindForm, today
from privacy.desk.history import events_of
from privacy.desk.lines import NAMES, SOON, lines_of, time_left
from privacy.desk.search import SearchMixin
from privacy.desk.taking_in import TAKE_IN
from privacy.models import (
    AT_WORK,
    Channel,
    ClaimedAddress,
    DataSubjectRequest,
    StaffMember,
    State,
)
from privacy.subjects.plan import plan


MOST_FOUND = 100
NEWEST = 100


class Standing(SimpleListFilter):
    """What is shown: what waits for us, unless somebody asks for more."""

    title = 'standing'
    parameter_name = 'standing'
    template = 'desk/_standing.html'

    def lookups(
        self, request: HttpRequest, model_admin: Any
    ) -> list[tuple[str, str]]:
        return [
            ('mine', 'I look after'),
            ('overdue', 'Overdue'),
            ('soon', f'Due in {SOON} days'),
            ('unproven', 'Link not opened yet'),
            ('ended', 'Ended'),
            ('all', 'All'),
        ]

    def choices(self, changelist: Any) -> Any:
        first, *others = super().choices(changelist)
        return [{**first, 'display': 'At work'}, *others]

    def queryset(self, request: HttpRequest, rows: QuerySet) -> QuerySet:
        day = today()
        at_work = Q(state__in=AT_WORK)
        chosen: dict[str | None, Q] = {
            None: at_work,
            'mine': at_work & Q(taken_by=colleague(request)),
            'overdue': at_work & Q(answer_by__lt=day),
            'soon': at_work
            & Q(answer_by__range=(day, clock.days_later(day, SOON))),
            'unproven': Q(state=State.RECEIVED),
            'ended': Q(closed_at__isnull=False),
        }
        return rows.filter(chosen.get(self.value(), Q()))


class OneOf(SimpleListFilter):
    """The requests with one value in a column."""

    template = 'desk/_filter.html'

    def queryset(self, request: HttpRequest, rows: QuerySet) -> QuerySet:
        column, value = str(self.parameter_name), self.value()
        return rows.filter(**{column: value}) if value else rows


class ByRight(OneOf):
    title = 'right'
    parameter_name = 'right'

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return NAMES.items()


class ByChannel(OneOf):
    title = 'channel'
    parameter_name = 'channel'

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [(code, name.capitalize()) for code, name in Channel.choices]


FILTERS = (Standing, ByRight, ByChannel)


class Queue(DjangoQLChangeList):
    """What a line needs is asked for the page that is shown, and no other."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        shown = self.result_list.values_list('pk', flat=True)
        self.result_list: Any = lines_of(list(shown))


@admin.register(DataSubjectRequest)
class DataSubjectRequestAdmin(SearchMixin, CopyOnPaper):
    acts = ACTS
    starts = (TAKE_IN,)
    page_template = 'desk/case.html'
    change_list_template = 'desk/queue.html'
    looked_at_because = 'to answer the request'
    list_filter = FILTERS
    list_per_page = 50
    list_max_show_all = 0
    show_full_result_count = False
    show_facets = ShowFacets.NEVER

    def has_view_permission(
        self, request: HttpRequest, obj: Any = None
    ) -> bool:
        """Readers too: a line names nobody, and a page knows who reads."""
        return colleague(request).is_active

    def lookup_allowed(
        self, lookup: str, value: str, request: HttpRequest | None = None
    ) -> bool:
        """No guess in the address at what a person wrote: ?details__contains"""
        return lookup in {f.parameter_name for f in FILTERS}

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> Any:
        return Queue

    def get_ordering(self, request: HttpRequest) -> Any:
        """Each standing has one order, and that one has an index."""
        return ORDERS.get(request.GET.get('standing', ''), ['answer_by', 'pk'])

    def rows(self) -> QuerySet:
        return with_next_step(DataSubjectRequest.objects.all())

    def shown(self, about: Any, by: StaffMember) -> dict[str, Any]:
        people = about.proven_emails() if by.sees_people else []
        step = next_step(about)
        return {
            'title': 'Request',
            'copy_on_paper': by.sees_people and is_for_paper(about),
            'asked_for': NAMES[about.right],
            'time_left': time_left(about, today()),
            'legal_day': clock.legal_day(about.answer_by),
            'step': step,
            'act': next((a for a in ACTS if a.code == step.act), None),
            'claims': about.addresses.select_related(
                'vouched_by', 'approved_by'
            ).order_by('pk'),
            'held': plan(people) if people and not about.has_ended else [],
            'events': events_of(about)[:NEWEST],
        }

    # --- One person, by their exact address ----------------------------------

    def get_urls(self) -> list[URLPattern]:
        find = path(
            'find/',
            self.admin_site.admin_view(self.find_person),
            name=f'{self._name}_find',
        )
        return [find, *super().get_urls()]

    def find_person(self, request: HttpRequest) -> HttpResponse:
        """By POST, so that the address is in no log and no history."""
        by = colleague(request)
        form = FindForm(request.POST if request.method == 'POST' else None)
        found = None
        if form.is_valid() and by.sees_people:
            found = lines_of(requests_of(form.cleaned_data['email']))
        context = {
            **self.admin_site.each_context(request),
            'opts': self.opts,
            'title': 'Find a person',
            'form': form,
            'sees_people': by.sees_people,
            'found': found,
        }
        status = 400 if form.is_bound and not form.is_valid() else 200
        return TemplateResponse(
            request, 'desk/find.html', context, status=status
        )


def requests_of(email: str) -> list[int]:
    """The newest first."""
    theirs = ClaimedAddress.objects.filter(email=email).values('request')
    newest = DataSubjectRequest.objects.filter(pk__in=theirs)
    ordered = newest.order_by('-received_at', '-pk')
    return list(ordered.values_list('pk', flat=True)[:MOST_FOUND])


ORDERS = {
    'ended': ['-closed_at', '-pk'],
    'unproven': ['-received_at', '-pk'],
    'all': ['-received_at', '-pk'],
}
