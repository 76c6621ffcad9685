"""Searches that no filter covers, in DjangoQL.

A query stands in the address of the page, and so in the history of a browser:
the schema knows what became of a request and when, and nothing about people.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import FieldError, ValidationError
from django.db.models import Q, QuerySet
from django.forms import Media
from django.http import HttpRequest
from django.utils.html import format_html
from djangoql.admin import DjangoQLSearchMixin
from djangoql.exceptions import DjangoQLError, DjangoQLSchemaError
from djangoql.queryset import apply_search
from djangoql.schema import DjangoQLSchema, StrField

from privacy.models import DataSubjectRequest


LONGEST = 500
DAYS = ('received_on', 'due_on', 'answer_by', 'extended_to')
CODES = ('right', 'channel', 'state')
MOMENTS = ('closed_at',)


class Code(StrField):
    """One of the few words that a column may hold."""

    @property
    def codes(self) -> list[str]:
        return [code for code, _ in self._field_choices()]

    def get_options(self, search: str) -> list[str]:
        return [code for code in self.codes if search.lower() in code]

    def get_lookup(self, path: list[str], operator: str, value: Any) -> Q:
        exact = operator in ('=', '!=', 'in', 'not in')
        asked = value if isinstance(value, list) else [value]
        if exact and not {*asked} <= {*self.codes}:
            known = ', '.join(self.codes)
            raise DjangoQLSchemaError(f'{self.name} is one of: {known}.')
        return super().get_lookup(path, operator, value)


class Schema(DjangoQLSchema):
    include = (DataSubjectRequest,)

    def get_fields(self, model: Any) -> list[Any]:
        codes = [Code(model, name, suggest_options=True) for name in CODES]
        return [*codes, *DAYS, *MOMENTS]


class SearchMixin(DjangoQLSearchMixin):
    djangoql_schema = Schema
    djangoql_completion = True
    djangoql_syntax_help_template = 'desk/search_help.html'

    @property
    def media(self) -> Media:
        """Completion alone: DjangoQL's own start takes the focus."""
        return Media(
            css={'all': ['djangoql/css/completion.css']},
            js=['djangoql/js/completion.js', 'js/search.js'],
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Nothing is found by what is not understood; a sentence says why."""
        if not search_term:
            return queryset, False
        try:
            return searched(queryset, search_term), False
        except NOT_UNDERSTOOD as error:
            why = format_html('This search was not understood. {}', str(error))
            messages.warning(request, why)
            return queryset.none(), False


def searched(rows: QuerySet, words: str) -> QuerySet:
    if '@' in words:
        raise DjangoQLError(NO_ADDRESS)
    if len(words) > LONGEST:
        raise DjangoQLError(f'It may have {LONGEST} characters.')
    return apply_search(rows, words, Schema)


NO_ADDRESS = 'For an address there is “Find a person”: it leaves no trace.'
NOT_UNDERSTOOD = (DjangoQLError, FieldError, ValidationError, ValueError)
