"""What went wrong with data, and whom we told (Articles 33 and 34)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Func, Q

from privacy.declaration.personal_data import NoPersonalData
from privacy.models.registers.conditions import (
    SOMETHING,
    check,
    one_of,
    reads,
    words,
)


class Risk(models.TextChoices):
    NONE = 'none', 'unlikely to be a risk'
    RISK = 'risk', 'a risk'
    HIGH = 'high', 'a high risk'


class Breach(models.Model):
    """Data that was lost, changed or seen by the wrong people (Article 33)."""

    aware_at = models.DateTimeField()
    notify_by = models.GeneratedField(
        expression=Func(F('aware_at'), function='privacy_notify_by'),
        output_field=models.DateTimeField(),
        db_persist=True,
    )
    nature = models.TextField()
    categories = models.TextField(blank=True)
    approx_subjects = models.PositiveIntegerField(null=True, blank=True)
    approx_records = models.PositiveIntegerField(null=True, blank=True)
    consequences = models.TextField(blank=True)
    measures = models.TextField(blank=True)
    risk = models.CharField(max_length=8, choices=Risk)
    no_risk_because = models.TextField(blank=True)
    authority_told_at = models.DateTimeField(null=True, blank=True)
    delay_reason = models.TextField(blank=True)
    subjects_told_at = models.DateTimeField(null=True, blank=True)
    subjects_not_told_because = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    personal_data = NoPersonalData('Kinds and numbers of people, never who.')

    class Meta:
        verbose_name_plural = 'breaches'
        constraints = [
            one_of('the_risk_of_a_breach_is_weighed', 'risk', Risk),
            reads('a_breach_is_described', nature=SOMETHING),
            check(
                'no_risk_has_a_reason',
                Q(risk=Risk.NONE, no_risk_because__regex=words(20))
                | (~Q(risk=Risk.NONE) & Q(no_risk_because='')),
            ),
            check(
                'a_late_notice_has_a_reason',
                Q(authority_told_at__isnull=True)
                | Q(authority_told_at__lte=F('notify_by'))
                | Q(delay_reason__regex=words(20)),
            ),
            check(
                'no_breach_is_closed_in_silence',
                Q(closed_at__isnull=True)
                | Q(risk=Risk.NONE)
                | Q(authority_told_at__isnull=False),
            ),
            # Article 34(1) and (3).
            check(
                'a_high_risk_is_told_to_people',
                Q(closed_at__isnull=True)
                | ~Q(risk=Risk.HIGH)
                | Q(subjects_told_at__isnull=False)
                | Q(subjects_not_told_because__regex=words(20)),
            ),
        ]

    def __str__(self) -> str:
        return f'Breach {self.pk}'

    @property
    def is_told_in_time(self) -> bool:
        told = self.authority_told_at
        return told is not None and told <= self.notify_by
