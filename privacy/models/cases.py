"""What belongs to a request: messages, corrections, plans, restrictions."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from privacy.declaration import facts
from privacy.declaration.activities import RIGHTS
from privacy.declaration.personal_data import (
    Blank,
    Keep,
    NoPersonalData,
    PersonalData,
    Withhold,
)
from privacy.models.claims import ClaimedAddress
from privacy.models.requests import AT_WORK, TO_ANSWER_YOU, DataSubjectRequest


class Author(models.TextChoices):
    PERSON = 'person', 'you'
    TEAM = 'team', 'ivelum'


class CaseMessage(models.Model):
    """One message about a request, from the person or to them."""

    dsr = models.ForeignKey(
        DataSubjectRequest, models.CASCADE, related_name='messages'
    )
    author = models.CharField(max_length=8, choices=Author)
    body = models.TextField(max_length=5_000, blank=True)
    at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    personal_data = PersonalData(
        activity=RIGHTS,
        subject='dsr__addresses__email',
        provided={'dsr__addresses__proven_at__isnull': False},
        fields={
            'dsr': 'the request it is about',
            'author': 'who wrote it',
            'body': 'what was written',
            'at': 'when it was written',
            'sent_at': 'when the letter about it went out',
        },
        keep=(Keep(facts.REQUESTS, since='at'),),
        erasure=Withhold(
            TO_ANSWER_YOU,
            during=Q(dsr__state__in=AT_WORK),
            then=Blank(('body',)),
        ),
    )

    class Meta:
        verbose_name = 'message about a request'
        verbose_name_plural = 'messages about requests'
        ordering = ['at', 'pk']

    def __str__(self) -> str:
        return f'Message {self.pk}'


class Decision(models.TextChoices):
    ACCEPTED = 'accepted', 'accepted'
    REFUSED = 'refused', 'refused'


class Correction(models.Model):
    """One field that should read otherwise, and what became of it."""

    dsr = models.ForeignKey(
        DataSubjectRequest, models.CASCADE, related_name='corrections'
    )
    address = models.ForeignKey(
        ClaimedAddress, models.CASCADE, related_name='corrections'
    )
    kind = models.CharField(max_length=100)  # contact.Enquiry
    field = models.CharField(max_length=100)
    old_value = models.TextField(blank=True)
    new_value = models.TextField(blank=True)
    decision = models.CharField(max_length=8, choices=Decision, blank=True)
    reason = models.TextField(blank=True)
    rows = models.PositiveIntegerField(null=True, blank=True)
    proposed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    personal_data = PersonalData(
        activity=RIGHTS,
        subject='address__email',
        provided={'address__proven_at__isnull': False},
        fields={
            'dsr': 'the request it belongs to',
            'address': 'the address it is about',
            'kind': 'the kind of data to correct',
            'field': 'what was wrong',
            'old_value': 'how it read',
            'new_value': 'how it should read',
            'decision': 'what we decided',
            'reason': 'why',
            'rows': 'in how many places we corrected it',
            'proposed_at': 'when you told us',
            'decided_at': 'when we decided',
        },
        keep=(Keep(facts.REQUESTS, since='proposed_at'),),
        erasure=Withhold(
            TO_ANSWER_YOU,
            during=Q(dsr__state__in=AT_WORK),
            then=Blank(('old_value', 'new_value', 'reason')),
        ),
    )

    class Meta:
        ordering = ['pk']
        constraints = [
            models.CheckConstraint(
                condition=Q(decision='', decided_at__isnull=True)
                | Q(
                    decision__in=Decision.values,
                    decided_at__isnull=False,
                ),
                name='a_decided_correction_has_a_date',
            ),
        ]

    def __str__(self) -> str:
        return f'Correction {self.pk}'


class Cause(models.TextChoices):
    """The four cases of Article 18(1)."""

    ACCURACY = 'accuracy', 'while we check whether it is right'
    UNLAWFUL = 'unlawful', 'because you prefer that to deletion'
    CLAIMS = 'claims', 'because you need it for a legal claim'
    OBJECTION = 'objection', 'while we look at your objection'


class Restriction(models.Model):
    """Rows that point here are stored and nothing else (Article 18(2))."""

    dsr = models.ForeignKey(
        DataSubjectRequest, models.CASCADE, related_name='restrictions'
    )
    cause = models.CharField(max_length=16, choices=Cause)
    set_at = models.DateTimeField()
    told_before_lift_at = models.DateTimeField(null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)

    personal_data = NoPersonalData(
        'That some rows are only stored, since when and why; whose, say the '
        'rows.'
    )

    class Meta:
        constraints = [
            # Article 18(3): the person is told before it is lifted.
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True)
                | Q(told_before_lift_at__lte=models.F('lifted_at')),
                name='nobody_is_surprised_by_a_lifted_restriction',
            ),
        ]

    def __str__(self) -> str:
        return f'Restriction {self.pk}'


class ErasureLine(models.Model):
    """One kind of row in the plan of an erasure, and what became of it."""

    dsr = models.ForeignKey(
        DataSubjectRequest, models.CASCADE, related_name='erasure_lines'
    )
    kind = models.CharField(max_length=100)
    action = models.CharField(max_length=16)  # delete or blank
    planned = models.PositiveIntegerField()
    kept = models.PositiveIntegerField(default=0)
    ground = models.TextField(blank=True)
    erased = models.PositiveIntegerField(null=True, blank=True)

    personal_data = NoPersonalData('Numbers of rows by kind, and grounds.')

    class Meta:
        ordering = ['pk']

    def __str__(self) -> str:
        return f'{self.kind}: {self.planned}'
