"""A list of subscribers that left the site: who wanted it, and who agreed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from privacy.declaration import facts
from privacy.declaration.activities import STAFF
from privacy.declaration.personal_data import Keep, PersonalData, Withhold
from privacy.models.registers.conditions import check, reads, words


class Export(models.Model):
    """Asked for with a reason, agreed to by another, taken once."""

    reason = models.TextField(max_length=1_000)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name='+'
    )
    asked_at = models.DateTimeField(default=timezone.now)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name='+'
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)

    personal_data = PersonalData(
        activity=STAFF,
        subject='asked_by__email',
        fields={
            'reason': 'why you wanted a list of subscribers',
            'asked_by': 'your account',
            'asked_at': 'when you asked for it',
            'approved_by': 'who agreed',
            'approved_at': 'when somebody agreed',
            'taken_at': 'when you took it',
        },
        keep=(Keep(facts.STAFF_ACTS, since='asked_at'),),
        erasure=Withhold('Article 17(3)(b), to show who took what'),
    )

    class Meta:
        verbose_name = 'list of subscribers'
        verbose_name_plural = 'lists of subscribers'
        constraints = [
            reads('a_list_is_taken_for_a_reason', reason=words(20)),
            check(
                'a_list_is_agreed_to_by_a_second_person',
                Q(approved_by=None) | ~Q(approved_by=F('asked_by')),
            ),
            check(
                'a_list_is_taken_after_that',
                Q(taken_at=None) | Q(approved_at__isnull=False),
            ),
            check(
                'who_agreed_did_so_some_time',
                Q(approved_by=None, approved_at=None)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f'List {self.pk}'
