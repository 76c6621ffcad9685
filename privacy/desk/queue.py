"""The requests: the queue by time left, and one page with all of each."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import admin
from django.contrib.admin import SimpleListFilter
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.html import format_html

from privacy import clock
from privacy.cases.next_step import next_step, with_next_step
from privacy.desk.acts import ACTS
from privacy.desk.base import colleague
from privacy.desk.fields import FindForm, today
from privacy.desk.guided import GuidedAdmin
from privacy.desk.history import events_of
from privacy.desk.taking_in import TAKE_IN
from privacy.models import AT_WORK, DataSubjectRequest, StaffMember, State
from privacy.subjects.plan import plan


SOON = 5
MOST_FOUND = 100


class Standing(SimpleListFilter):
    """What is shown: what waits for us, unless somebody asks for more."""

    title = 'standing'
    parameter_name = 'standing'

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
            'ended': ~Q(state__in=[*AT_WORK, State.RECEIVED]),
        }
        return rows.filter(chosen.get(self.value(), Q()))


def time_left(dsr: DataSubjectRequest, day: date) -> str:
    """In words and, for who sees it, in colour."""
    if dsr.closed_at:
        return format_html('<span class="when">ended</span>')
    left = clock.days_left(dsr.answer_by, day)
    if left < 0:
        kind, words = 'over', f'{-left} day{"s" * (left != -1)} overdue'
    elif left == 0:
        kind, words = 'now', 'due today'
    else:
        kind = 'soon' if left <= SOON else 'calm'
        words = f'{left} day{"s" * (left != 1)} left'
    return format_html('<span class="when when-{}">{}</span>', kind, words)


@admin.register(DataSubjectRequest)
class DataSubjectRequestAdmin(GuidedAdmin):
    acts = ACTS
    starts = (TAKE_IN,)
    page_template = 'desk/case.html'
    change_list_template = 'desk/queue.html'
    looked_at_because = 'to answer the request'
    list_display = [
        *('time_left', 'asked_for', 'next_step', 'looked_after_by'),
        *('reference', 'received_on'),
    ]
    list_display_links = ['asked_for']
    list_filter = [Standing, 'right', 'channel']
    list_per_page = 50
    show_full_result_count = False
    ordering = ['answer_by', 'pk']

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return self.rows()

    def rows(self) -> QuerySet:
        return with_next_step(DataSubjectRequest.objects.all())

    @admin.display(description='Time left', ordering='answer_by')
    def time_left(self, dsr: DataSubjectRequest) -> str:
        return time_left(dsr, today())

    @admin.display(description='Asked for', ordering='right')
    def asked_for(self, dsr: DataSubjectRequest) -> str:
        return NAMES[dsr.right]

    @admin.display(description='Next step')
    def next_step(self, dsr: DataSubjectRequest) -> str:
        return next_step(dsr).sentence

    @admin.display(description='Looked after by')
    def looked_after_by(self, dsr: DataSubjectRequest) -> str:
        return dsr.taken_by.called if dsr.taken_by else '–'

    def shown(self, about: Any, by: StaffMember) -> dict[str, Any]:
        people = about.proven_emails() if by.sees_people else []
        step = next_step(about)
        return {
            'title': 'Request',
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
        found: QuerySet | None = None
        if form.is_valid() and by.sees_people:
            email = form.cleaned_data['email']
            found = self.rows().filter(addresses__email=email).distinct()
            found = found.order_by('-received_at')[:MOST_FOUND]
        context = {
            **self.admin_site.each_context(request),
            'opts': self.opts,
            'title': 'Find a person',
            'form': form,
            'sees_people': by.sees_people,
            'found': found and [(dsr, next_step(dsr)) for dsr in found],
            'names': NAMES,
        }
        status = 400 if form.is_bound and not form.is_valid() else 200
        return TemplateResponse(
            request, 'desk/find.html', context, status=status
        )


NEWEST = 100
# As the team calls them.
NAMES = {
    'access': 'Access',
    'portability': 'Portability',
    'rectification': 'Correction',
    'erasure': 'Deletion',
    'restriction': 'Restriction',
    'objection': 'Objection',
    'withdrawal': 'Withdrawal of consent',
    'complaint': 'Complaint',
    'child': 'Child’s data',
}
