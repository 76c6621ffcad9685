"""Letters to everybody who asked for them, and which of them reached whom."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from contact.activities import NEWSLETTER, NOTICES
from contact.models.consents import Purpose, Subscription
from privacy.declaration import facts
from privacy.declaration.personal_data import (
    Keep,
    NoPersonalData,
    PersonalData,
)


# What mail programs show of it in a list, on a phone.
SUBJECT_SHOWN = 60
PREHEADER_SHOWN = 110


class LetterQuerySet(models.QuerySet['Letter']):
    def published(self) -> LetterQuerySet:
        """Letters that went out, newest first."""
        return self.filter(finished_at__isnull=False).order_by('-finished_at')

    def due(self, now: object) -> LetterQuerySet:
        """Letters whose hour has come, or that were left in the middle."""
        return self.filter(
            send_at__lte=now, paused_at=None, finished_at=None
        ).order_by('send_at')


class Letter(models.Model):
    """One letter. From its hour on it is what people got: nobody edits it."""

    purpose = models.CharField(
        max_length=32, choices=Purpose, default=Purpose.NEWSLETTER
    )
    subject = models.CharField(max_length=100)
    preheader = models.CharField(max_length=200, blank=True)
    body = models.TextField(max_length=50_000)
    slug = models.SlugField(max_length=120, unique=True)
    written_at = models.DateTimeField(default=timezone.now)
    send_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    # The last subscription that was looked at: there the next batch begins.
    reached = models.BigIntegerField(default=0)

    objects = LetterQuerySet.as_manager()

    personal_data = NoPersonalData('Our own letters.')

    class Meta:
        ordering = ['-written_at']
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose__regex=r'\S'),
                name='a_letter_to_many_has_a_purpose',
            ),
            models.CheckConstraint(
                condition=Q(started_at=None) | Q(send_at__isnull=False),
                name='a_letter_starts_at_its_hour',
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    def save(self, *args: object, **kwargs: object) -> None:
        if not self.slug:
            self.slug = self._free_slug()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse('contact:letter', args=[self.slug])

    def _free_slug(self) -> str:
        day = timezone.localdate(self.written_at)
        slug = f'{day}-{slugify(self.subject)[:100]}'.rstrip('-')
        same = Letter.objects.filter(slug__startswith=slug).count()
        return f'{slug}-{same + 1}' if same else slug

    @property
    def state(self) -> str:
        if self.finished_at:
            return 'sent'
        if self.paused_at:
            return 'paused'
        if self.started_at:
            return 'being sent'
        return 'waits for its hour' if self.send_at else 'draft'


class DeliveryQuerySet(models.QuerySet['Delivery']):
    def refused_for_now(self) -> DeliveryQuerySet:
        """Their mail servers asked for patience."""
        return self.filter(sent_at=None, ended_at=None, code__isnull=False)

    def unsure(self) -> DeliveryQuerySet:
        """On their way; or nobody knows whether they arrived."""
        return self.filter(sent_at=None, ended_at=None, code=None)


class Delivery(models.Model):
    """One letter to one person. Who has such a row gets no second one.

    The row is the permission to send, asked for at the very moment: the
    database makes none without a living consent.
    """

    letter = models.ForeignKey(
        Letter, models.PROTECT, related_name='deliveries'
    )
    subscription = models.ForeignKey(
        Subscription, models.CASCADE, related_name='deliveries'
    )
    made_at = models.DateTimeField(default=timezone.now)
    tried_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=1)
    sent_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    code = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    personal_data = PersonalData(
        activity=NEWSLETTER,
        also=(NOTICES,),
        told_apart={'subscription__purpose': Purpose.COMPANIES},
        subject='subscription__email',
        fields={
            'letter': 'which letter we sent you',
            'subscription': 'the subscription it was sent for',
            'made_at': 'when we began to send it',
            'tried_at': 'when we last tried',
            'tries': 'how often we tried',
            'sent_at': 'when your mail server took it',
            'ended_at': 'when we gave up',
            'code': 'what your mail server answered',
        },
        keep=(Keep(facts.DELIVERIES, since='made_at'),),
        show={'letter': 'letter__subject'},
    )

    class Meta:
        verbose_name_plural = 'deliveries'
        constraints = [
            models.UniqueConstraint(
                fields=['letter', 'subscription'],
                name='a_letter_comes_once',
            ),
        ]
        indexes = [
            models.Index(
                fields=['letter', 'tried_at'],
                condition=Q(sent_at=None, ended_at=None),
                name='deliveries_to_try_again',
            ),
        ]

    def __str__(self) -> str:
        return f'Delivery {self.pk}'
