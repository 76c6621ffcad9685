"""Rows that must not be erased yet, and by what right (Article 17(3))."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Model, Q

from privacy.declaration import facts
from privacy.declaration.activities import STAFF
from privacy.declaration.personal_data import (
    Keep,
    NoPersonalData,
    PersonalData,
    Withhold,
)
from privacy.models.registers.conditions import check, one_of, reads, words


class HoldGround(models.TextChoices):
    """Article 17(3), in the words of the DPV (EU-GDPR)."""

    EXPRESSION = 'JustificationA17FreedomOfExpression', 'free expression'
    LAW = 'JustificationA17LegallyRequired', 'a legal obligation'
    PUBLIC_INTEREST = 'JustificationA17PublicInterest', 'the public interest'
    AUTHORITY = 'JustificationA17OfficialAuthority', 'official authority'
    HEALTH = 'JustificationA17PublicHealth', 'public health'
    ARCHIVING = 'JustificationA17Archiving', 'archiving and research'
    CLAIMS = 'JustificationA17LegalClaims', 'legal claims'


class LegalHoldQuerySet(models.QuerySet['LegalHold']):
    def current(self, today: date) -> LegalHoldQuerySet:
        """Those in force: two people agreed, and it has not ended."""
        return self.filter(
            Q(ended_on__isnull=True) | Q(ended_on__gt=today),
            approved_by__isnull=False,
        )

    def waiting(self) -> LegalHoldQuerySet:
        """For a second person to agree: they hold nothing yet."""
        return self.filter(approved_by=None)

    def on(self, model: type[Model], pks: Iterable[int]) -> LegalHoldQuerySet:
        return self.filter(
            kind=model._meta.db_table, row_id__in=[str(pk) for pk in pks]
        )

    def to_review(self, today: date) -> LegalHoldQuerySet:
        return self.current(today).filter(review_on__lte=today)


class LegalHold(models.Model):
    """One row of any table that the database will not let go.

    It names the row by table and number and has no foreign key: that would
    keep the row for ever, even after the hold has ended.
    """

    kind = models.CharField(max_length=63)  # contact_enquiry
    row_id = models.CharField(max_length=36)
    ground = models.CharField(max_length=64, choices=HoldGround)
    reason = models.TextField()
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name='+'
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name='+',
        null=True,
        blank=True,
    )
    started_on = models.DateField()
    review_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = LegalHoldQuerySet.as_manager()

    personal_data = PersonalData(
        activity=STAFF,
        subject='set_by__email',
        fields={
            'kind': 'the kind of row you held',
            'row_id': 'its number',
            'ground': 'on which ground',
            'reason': 'your reason',
            'set_by': 'your account',
            'approved_by': 'the number of the colleague who agreed',
            'started_on': 'since when it was held',
            'review_on': 'when the hold had to be looked at again',
            'ended_on': 'when it ended',
        },
        keep=(Keep(facts.STAFF_ACTS, since='ended_on', or_since='review_on'),),
        erasure=Withhold('Article 17(3)(b), to show who kept what and why'),
        # The colleague wrote it, but about whoever the held row is about.
        written_by_others=frozenset({'reason'}),
    )

    class Meta:
        constraints = [
            one_of('a_hold_has_a_ground', 'ground', HoldGround),
            reads('a_hold_has_a_reason', reason=words(20)),
            check(
                'nobody_approves_their_own_hold',
                Q(approved_by__isnull=True) | ~Q(approved_by=F('set_by')),
            ),
            check(
                'a_hold_is_reviewed_within_half_a_year',
                Q(review_on__gt=F('started_on'))
                & Q(review_on__lte=F('started_on') + timedelta(days=183)),
            ),
            models.UniqueConstraint(
                fields=['kind', 'row_id'],
                condition=Q(approved_by=None),
                name='one_hold_is_proposed_at_a_time',
            ),
            check(
                'a_hold_begins_before_it_ends',
                Q(ended_on__isnull=True) | Q(ended_on__gte=F('started_on')),
            ),
        ]
        indexes = [
            models.Index(fields=['kind', 'row_id'], name='what_is_held'),
        ]

    def __str__(self) -> str:
        return f'Hold {self.pk}'

    def is_over(self, today: date) -> bool:
        return self.ended_on is not None and self.ended_on <= today


class DeferredErasure(models.Model):
    """A row that goes by itself when the last hold on it ends.

    It names the row as a hold does. Whose it is need not be known any more.
    """

    kind = models.CharField(max_length=63)
    row_id = models.CharField(max_length=36)
    dsr = models.ForeignKey(
        'privacy.DataSubjectRequest',
        models.SET_NULL,
        null=True,
        related_name='deferred_erasures',
    )
    since = models.DateTimeField()

    personal_data = NoPersonalData('The table and number of a row.')

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=['kind', 'row_id'], name='deferred_once'
            ),
        ]

    def __str__(self) -> str:
        return f'Deferred {self.pk}'
