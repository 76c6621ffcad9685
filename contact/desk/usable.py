"""A list of people, of whom the team sees those whose data may be used."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest

from privacy.desk.base import NotedList
from privacy.desk.guided import GuidedAdmin


class UsableAdmin(NotedList, GuidedAdmin):
    """What is locked is not shown (Article 18(2)); each look is noted."""

    change_list_template = 'desk/list.html'

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return self.rows()

    def rows(self) -> QuerySet:
        return self.model.objects.usable()
