"""What the registers have in common: a list, a page, forms that know rules."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.admin import ShowFacets, SimpleListFilter
from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from privacy.cases.next_step import NextStep
from privacy.desk.act import ActForm
from privacy.desk.base import colleague
from privacy.desk.guided import GuidedAdmin
from privacy.desk.history import events_of
from privacy.models import StaffMember


class RegisterForm(ActForm):
    """Asks the rules of the table first, so that each has its sentence.

    The database refuses the same later, whoever comes with it and from where.
    """

    model: type[Model]
    sentences: dict[str, str] = {}

    def values(self) -> dict[str, Any]:
        """What the service will write into the row."""
        columns = {field.name for field in self.model._meta.concrete_fields}
        said = self.cleaned_data.items()
        return {name: value for name, value in said if name in columns}

    def _post_clean(self) -> None:
        if self.errors:
            return
        row = copy(self.about) if self.about else self.model()
        for name, value in self.values().items():
            setattr(row, name, value)
        for rule in self.model._meta.constraints:
            if isinstance(rule, CheckConstraint):
                self._ask(rule, row)

    def _ask(self, rule: CheckConstraint, row: Model) -> None:
        columns: set[str] = rule.condition.referenced_base_fields  # type: ignore[union-attr]
        beside = [name for name in self.fields if name in columns]
        try:
            rule.validate(self.model, row)
        except ValidationError:
            if beside:
                self.add_error(beside[-1], self._sentence(rule.name))

    def _sentence(self, rule: str) -> str:
        said = rule.replace('_', ' ').capitalize() + '.'
        return self.sentences.get(rule, said)


class Moment(forms.DateTimeField):
    """A day and an hour in Vilnius, as clocks on our walls show it."""

    widget = forms.DateTimeInput(
        attrs={'type': 'datetime-local'}, format='%Y-%m-%dT%H:%M'
    )

    def to_python(self, value: Any) -> Any:
        moment = super().to_python(value)
        if moment and moment > timezone.now():
            raise ValidationError('That moment has not come yet.')
        return moment


class Standing(SimpleListFilter):
    title = 'standing'
    parameter_name = 'standing'
    template = 'desk/_standing.html'

    def __init__(self, request: Any, params: Any, model: Any, desk: Any):
        self.desk = desk
        super().__init__(request, params, model, desk)

    def lookups(
        self, request: HttpRequest, model_admin: Any
    ) -> list[tuple[str, str]]:
        return [('done', 'Done'), ('all', 'All')]

    def choices(self, changelist: Any) -> Any:
        first, *others = super().choices(changelist)
        return [{**first, 'display': 'Open'}, *others]

    def queryset(self, request: HttpRequest, rows: QuerySet) -> QuerySet:
        if self.value() == 'all':
            return rows
        is_open = self.desk.is_open()
        return rows.exclude(is_open) if self.value() else rows.filter(is_open)


@dataclass(frozen=True)
class Line:
    """A row as its list shows it: no personal data in it."""

    row: Model
    left: str
    name: str
    step: NextStep
    since: object


class DutyAdmin(GuidedAdmin):
    """A register: what is urgent first, each row with a page and its acts."""

    page_template = 'desk/duty.html'
    change_list_template = 'desk/duties.html'
    list_filter = [Standing]
    list_per_page = 50
    list_max_show_all = 0
    show_full_result_count = False
    show_facets = ShowFacets.NEVER
    explains = ''
    nothing = ''

    def has_view_permission(
        self, request: HttpRequest, obj: Any = None
    ) -> bool:
        """Readers too: a line names nobody, and a page knows who reads."""
        return colleague(request).is_active

    def lookup_allowed(
        self, lookup: str, value: str, request: HttpRequest | None = None
    ) -> bool:
        return lookup == Standing.parameter_name

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return self.rows()

    def is_open(self) -> Any:
        """A condition: something is still to be done about it."""
        raise NotImplementedError

    def line_of(self, row: Any) -> Line:
        raise NotImplementedError

    def facts(self, row: Any) -> Iterable[tuple[str, object]]:
        raise NotImplementedError

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        page: Any = super().changelist_view(request, extra_context)
        by = colleague(request)
        if shown := getattr(page, 'context_data', {}).get('cl'):
            page.context_data |= {
                'lines': [self.line_of(row) for row in shown.result_list],
                'starts': [
                    (act, reverse(f'admin:{self._name}_{act.code}'))
                    for act in self.starts
                    if by.may(act.needs)
                ],
                'explains': self.explains,
                'nothing': self.nothing,
            }
        return page

    def shown(self, about: Any, by: StaffMember) -> dict[str, Any]:
        line = self.line_of(about)
        return {
            'title': str(about),
            'line': line,
            'act': next(
                (a for a in self.acts if a.code == line.step.act), None
            ),
            'facts': self.facts(about) if by.sees_people else (),
            'events': events_of(about),
            'now': timezone.now(),
        }
