"""What the site did on its own, and what it counts for a while."""

from __future__ import annotations

from django.db import models

from privacy.declaration.personal_data import NoPersonalData


class RetentionRun(models.Model):
    """One kind of row, one night: how many were due, how many went."""

    ran_at = models.DateTimeField()
    kind = models.CharField(max_length=100)
    due = models.PositiveIntegerField()
    removed = models.PositiveIntegerField()

    personal_data = NoPersonalData('Counts of rows by kind.')

    class Meta:
        indexes = [models.Index(fields=['-ran_at'], name='newest_run_first')]

    def __str__(self) -> str:
        return f'{self.ran_at:%Y-%m-%d}: {self.removed} {self.kind}'


class Attempts(models.Model):
    """How often somebody tried something lately; see privacy.throttle."""

    key = models.CharField(max_length=64, primary_key=True)
    ends_at = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField()

    personal_data = NoPersonalData(
        'Keyed hashes whose key changes every day, gone within two hours: '
        'nobody can be found by them.'
    )

    class Meta:
        verbose_name_plural = 'attempts'

    def __str__(self) -> str:
        return f'{self.count} attempts'
