"""Counts for each day, in which nobody can be found.

Their tables are called agg_…: what stands there belongs to no person.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from privacy.declaration.personal_data import NoPersonalData


SMALLEST = 5


class Kind(models.TextChoices):
    PAGE = 'page', 'Pages'
    SITE_BEFORE = 'site', 'Sites they came from'
    BROWSER = 'browser', 'Browsers'
    LANGUAGE = 'language', 'Languages'


class VisitsOfADay(models.Model):
    """How often a page was looked at, a browser was used, and so on.

    Each kind is counted for itself, so no two of them can be put together.
    When its day is over, a small group is no group any more.
    """

    day = models.DateField()
    kind = models.CharField(max_length=16, choices=Kind)
    name = models.CharField(max_length=254)
    count = models.PositiveIntegerField()
    closed = models.BooleanField(default=False)

    personal_data = NoPersonalData(
        'Counts for each day. Groups of fewer than five are folded when the '
        'day is over, before anybody sees them.'
    )

    class Meta:
        db_table = 'agg_visits'
        constraints = [
            models.UniqueConstraint(
                fields=['day', 'kind', 'name'], name='one_count_a_day'
            ),
            models.CheckConstraint(
                condition=Q(closed=False) | Q(count__gte=SMALLEST),
                name='no_small_group_in_a_closed_day',
            ),
        ]

    def __str__(self) -> str:
        return f'{self.day}: {self.count} × {self.name}'


class AnswersOfADay(models.Model):
    """How we answered, and how fast. For the machines that watch the site."""

    day = models.DateField()
    path = models.CharField(max_length=254)
    status = models.PositiveSmallIntegerField()  # its first digit
    took = models.CharField(max_length=8)
    count = models.PositiveIntegerField()
    milliseconds = models.PositiveBigIntegerField()

    personal_data = NoPersonalData(
        'How often each pattern of addresses was answered, gone in two days.'
    )

    class Meta:
        db_table = 'agg_answers'
        constraints = [
            models.UniqueConstraint(
                fields=['day', 'path', 'status', 'took'], name='one_sum_a_day'
            ),
        ]

    def __str__(self) -> str:
        return f'{self.day}: {self.count} × {self.path} {self.status}xx'
