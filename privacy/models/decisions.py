"""What takes more than one: a refusal, and word from those we gave data to."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from privacy.declaration import facts
from privacy.declaration.activities import RIGHTS
from privacy.declaration.personal_data import (
    Blank,
    Keep,
    NoPersonalData,
    PersonalData,
    Withhold,
)
from privacy.models.claims import staff_member
from privacy.models.registers.conditions import check, one_of, words
from privacy.models.requests import (
    AT_WORK,
    TO_ANSWER_YOU,
    DataSubjectRequest,
    Ground,
)


class RefusalQuerySet(models.QuerySet['Refusal']):
    def waiting(self) -> RefusalQuerySet:
        """For a second person to agree or not."""
        return self.filter(approved_at=None, declined_at=None)


class Refusal(models.Model):
    """To say no, one colleague proposes and another agrees (Article 12(5))."""

    dsr = models.ForeignKey(
        DataSubjectRequest, models.CASCADE, related_name='refusals'
    )
    ground = models.CharField(max_length=64, choices=Ground)
    reason = models.TextField(blank=True)
    proposed_by = staff_member()
    proposed_at = models.DateTimeField()
    approved_by = staff_member()
    approved_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_because = models.TextField(blank=True)

    objects = RefusalQuerySet.as_manager()

    personal_data = PersonalData(
        activity=RIGHTS,
        subject='dsr__addresses__email',
        provided={'dsr__addresses__proven_at__isnull': False},
        fields={
            'dsr': 'the request it is about',
            'ground': 'on which ground a colleague wanted to refuse',
            'reason': 'their reason',
            'proposed_by': 'the number of that colleague',
            'proposed_at': 'when they proposed it',
            'approved_by': 'the number of the colleague who agreed',
            'approved_at': 'when they agreed',
            'declined_at': 'when it was turned down instead',
            'declined_because': 'why it was turned down',
        },
        keep=(Keep(facts.REQUESTS, since='proposed_at'),),
        erasure=Withhold(
            TO_ANSWER_YOU,
            during=Q(dsr__state__in=AT_WORK),
            then=Blank(('reason', 'declined_because')),
        ),
    )

    class Meta:
        verbose_name = 'refusal that was proposed'
        verbose_name_plural = 'refusals that were proposed'
        constraints = [
            one_of('a_refusal_has_a_ground', 'ground', Ground),
            check(
                'somebody_proposes_a_refusal',
                Q(proposed_by__isnull=False),
            ),
            check(
                'nobody_approves_their_own_refusal',
                Q(approved_at__isnull=True, approved_by__isnull=True)
                | Q(approved_at__isnull=False, approved_by__isnull=False)
                & ~Q(approved_by=F('proposed_by')),
            ),
            check(
                'a_refusal_is_agreed_to_or_not',
                Q(approved_at__isnull=True) | Q(declined_at__isnull=True),
            ),
            models.UniqueConstraint(
                fields=['dsr'],
                condition=Q(declined_at__isnull=True),
                name='one_refusal_at_a_time',
            ),
        ]

    def __str__(self) -> str:
        return f'Refusal {self.pk}'


class Told(models.TextChoices):
    """What a recipient is told of (Article 19)."""

    RECTIFIED = 'rectified', 'a correction'
    ERASED = 'erased', 'a deletion'
    RESTRICTED = 'restricted', 'a restriction'


class RecipientNoticeQuerySet(models.QuerySet['RecipientNotice']):
    def unanswered(self) -> RecipientNoticeQuerySet:
        return self.filter(acknowledged_at=None, excused_at=None)


class RecipientNotice(models.Model):
    """One recipient who has to hear of it, and what they said (Article 19)."""

    dsr = models.ForeignKey(
        DataSubjectRequest, models.CASCADE, related_name='notices'
    )
    recipient = models.CharField(max_length=200)
    mailbox = models.CharField(max_length=254, blank=True)
    about = models.CharField(max_length=16, choices=Told)
    made_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)
    times_told = models.PositiveSmallIntegerField(default=0)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    excused_by = staff_member()
    excused_at = models.DateTimeField(null=True, blank=True)
    excused_because = models.TextField(blank=True)

    objects = RecipientNoticeQuerySet.as_manager()

    personal_data = NoPersonalData(
        'Which company or authority was told of which request, and when; '
        'whose it is, says the request.'
    )

    class Meta:
        verbose_name = 'notice to a recipient'
        verbose_name_plural = 'notices to recipients'
        constraints = [
            one_of('a_recipient_is_told_of_something', 'about', Told),
            check(
                'who_answers_was_told',
                Q(acknowledged_at__isnull=True) | Q(told_at__isnull=False),
            ),
            check(
                'a_recipient_is_excused_for_a_reason',
                Q(excused_at__isnull=True, excused_by__isnull=True)
                | Q(
                    excused_at__isnull=False,
                    excused_by__isnull=False,
                    excused_because__regex=words(20),
                ),
            ),
            models.UniqueConstraint(
                fields=['dsr', 'recipient', 'about'],
                name='a_recipient_is_told_once',
            ),
        ]
        indexes = [
            models.Index(
                fields=['told_at'],
                condition=Q(acknowledged_at=None, excused_at=None),
                name='unanswered_notices',
            ),
        ]

    def __str__(self) -> str:
        return f'Notice {self.pk}'

    @property
    def is_answered(self) -> bool:
        return bool(self.acknowledged_at or self.excused_at)
