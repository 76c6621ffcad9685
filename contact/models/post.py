"""Which messages of the post were dealt with, so that a second copy is not."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import Count, UniqueConstraint
from django.utils import timezone

from privacy.declaration.personal_data import NoPersonalData


class What(models.TextChoices):
    MESSAGE = 'message', 'messages kept'
    STOP = 'stop', 'stops of the newsletter by mail'
    AUTOMATIC = 'automatic', 'automatic mails, which nobody reads'
    UNREADABLE = 'unreadable', 'mails without a readable sender'
    NO_MAILBOX = 'no_mailbox', 'letters of ours that found no mailbox'
    COMPLAINT = 'complaint', 'letters of ours that were called spam'
    TRANSIENT = 'transient', 'letters of ours that were late'


class HandledQuerySet(models.QuerySet['Handled']):
    def is_first(self, **message: Any) -> bool:
        """Note that it is dealt with; False if it was, or is at this moment."""
        try:
            with transaction.atomic():
                self.create(**message)
        except IntegrityError:
            return False
        return True

    def counts(self, since: datetime) -> list[tuple[str, int]]:
        """How many of what came, in words."""
        found = self.filter(at__gte=since).values_list('what')
        counted = found.annotate(count=Count('pk')).order_by('what')
        return [(What(what).label, count) for what, count in counted]


class Handled(models.Model):
    """One message, by the name it has where it lay, and by what it says."""

    key = models.CharField(max_length=1_024)
    # Another copy of it, under another name, has the same.
    mac = models.CharField(max_length=64, null=True)
    what = models.CharField(max_length=16, choices=What)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = HandledQuerySet.as_manager()

    personal_data = NoPersonalData(
        'Numbers that Amazon gave to messages, and keyed hashes of them. They '
        'find nobody, and go after a few weeks.'
    )

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=['key'], name='a_message_is_dealt_with_once'
            ),
            UniqueConstraint(fields=['mac'], name='and_so_is_its_second_copy'),
        ]

    def __str__(self) -> str:
        return f'Handled {self.pk}'
