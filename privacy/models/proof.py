"""What we can show: what was done, what was erased, who is left alone.

Nothing here names anybody: the database takes no `@` in an event and nothing
but a keyed hash for an address. Events and lines are added, never changed;
each holds a hash of itself and of the one before (migrations/sql/0004_*.sql).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from privacy import pseudonyms
from privacy.declaration import facts
from privacy.declaration.activities import STAFF
from privacy.declaration.personal_data import (
    Keep,
    NoPersonalData,
    PersonalData,
    Withhold,
)
from privacy.models.actions import CONSIDERED, Action, Actor


NO_ACTS = (Action.CONSULTED, Action.REMINDED, Action.SIGN_IN)


class AuditEventQuerySet(models.QuerySet['AuditEvent']):
    def told(self) -> AuditEventQuerySet:
        """What the person reads on the page of their request."""
        return self.exclude(action__in=CONSIDERED)

    def acts(self) -> AuditEventQuerySet:
        """What changed something; to look or to be reminded is no act."""
        return self.exclude(action__in=NO_ACTS)


class AuditEvent(models.Model):
    """Something was done with personal data. Added, never changed.

    `seq`, `prev_hash` and `hash` are the database's. A row that is named here
    may be gone; its number stays until the event itself is too old.
    """

    seq = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(default=timezone.now)
    actor = models.CharField(max_length=8, choices=Actor)
    action = models.CharField(max_length=32, choices=Action)
    by = models.ForeignKey(
        'privacy.StaffMember',
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        related_name='+',
    )
    dsr = models.ForeignKey(
        'privacy.DataSubjectRequest',
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        related_name='events',
    )
    kind = models.CharField(max_length=100, blank=True)  # contact.Enquiry
    row_id = models.BigIntegerField(null=True)
    count = models.PositiveIntegerField(null=True)
    purpose = models.CharField(max_length=100, blank=True)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = AuditEventQuerySet.as_manager()

    chained: ClassVar = (
        *('seq', 'at', 'actor', 'action', 'by_id', 'dsr_id'),
        *('kind', 'row_id', 'count', 'purpose'),
    )

    personal_data = PersonalData(
        activity=STAFF,
        subject='by__email',
        fields={
            'at': 'when something was done with data',
            'actor': 'whether a person, the team or the site did it',
            'action': 'what was done with data',
            'by': 'your account, if you did it',
            'dsr': 'the request it was done for',
            'kind': 'the kind of data it was done with',
            'row_id': 'the number of the row it was done with',
            'count': 'with how many rows it was done',
            'purpose': 'why it was done',
            'prev_hash': 'the check sum of the step before it',
            'hash': 'its check sum',
        },
        keep=(Keep(facts.AUDIT, since='at'),),
        erasure=Withhold(
            'Article 17(3)(b), to show what was done with other people’s data'
        ),
    )

    class Meta:
        verbose_name = 'step of the audit'
        verbose_name_plural = 'steps of the audit'
        # The database lets the oldest go first, and the sweep takes them so.
        ordering = ['seq']
        indexes = [
            # Who looked at which row (CJEU C-579/21).
            models.Index(
                fields=['kind', 'row_id'],
                condition=Q(row_id__isnull=False),
                name='events_about_a_row',
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(action__in=Action.values),
                name='an_action_is_one_of_those_we_know',
            ),
            models.CheckConstraint(
                condition=Q(actor=Actor.STAFF, by__isnull=False)
                | Q(actor__in=[Actor.PERSON, Actor.SYSTEM], by__isnull=True),
                name='a_colleague_acts_under_their_number',
            ),
            models.CheckConstraint(
                condition=~Q(kind__contains='@') & ~Q(purpose__contains='@'),
                name='an_event_holds_no_address',
            ),
        ]

    def __str__(self) -> str:
        return f'Event {self.seq}: {self.action}'


class LedgerKind(models.TextChoices):
    ERASED = 'erased', 'data erased'
    WITHDRAWN = 'withdrawn', 'consents withdrawn'
    RESTRICTED = 'restricted', 'use restricted'
    LIFTED = 'lifted', 'restriction lifted'
    RELEASED = 'released', 'erased after a hold'


class LedgerLine(models.Model):
    """What must be done again should an older backup come back.

    Written before it is done; here and outside the database. Of one kind for
    one address and one request there is one line.
    """

    seq = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=16, choices=LedgerKind)
    mac = models.CharField(max_length=64)
    dsr_reference = models.CharField(max_length=9, blank=True)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    chained: ClassVar = ('seq', 'at', 'kind', 'mac', 'dsr_reference')

    personal_data = NoPersonalData(
        'Keyed hashes in place of addresses. They find nobody; they recognise '
        'an address that a restored backup brings back, so that it is erased '
        'again, and go when the oldest backup has gone.'
    )

    class Meta:
        ordering = ['seq']
        constraints = [
            models.UniqueConstraint(
                fields=['mac', 'kind', 'dsr_reference'],
                name='one_line_however_often_it_is_tried',
            ),
            models.CheckConstraint(
                condition=Q(kind__in=LedgerKind.values),
                name='a_line_is_of_a_kind_we_know',
            ),
            models.CheckConstraint(
                condition=Q(mac__regex=pseudonyms.PATTERN),
                name='a_line_holds_no_address',
            ),
        ]

    def __str__(self) -> str:
        return f'Line {self.seq}: {self.kind}'


class RestoreEvent(models.Model):
    """A backup came back, and what the ledger had us do again."""

    at = models.DateTimeField()
    lines = models.PositiveIntegerField()
    erased = models.PositiveIntegerField()
    withheld = models.PositiveIntegerField()
    stopped = models.PositiveIntegerField()
    by_hand = models.PositiveIntegerField()

    personal_data = NoPersonalData('Counts of rows.')

    def __str__(self) -> str:
        return f'{self.at:%Y-%m-%d}: {self.lines} lines repeated'


class FamiliarDatabase(models.Model):
    """The very database that the ledger outside last agreed with.

    The table is unlogged, so it is empty in a copy of the disks and after a
    crash; and the row names a server and a database, so in a backup it is the
    name of another.
    """

    which = models.CharField(max_length=64, primary_key=True)

    personal_data = NoPersonalData('The number of a server and a database.')

    def __str__(self) -> str:
        return self.which


class Suppressed(models.TextChoices):
    ERASED = 'erased', 'the person had their data erased'
    WITHDRAWN = 'withdrawn', 'the person withdrew a consent'
    OBJECTED = 'objected', 'the person objected'


class Suppression(models.Model):
    """An address that nobody but its owner may bring back to us."""

    mac = models.CharField(max_length=64, primary_key=True)
    since = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=16, choices=Suppressed)

    personal_data = NoPersonalData(
        'Keyed hashes in place of addresses. They find nobody; they recognise '
        'an address that somebody brings back, and stay until its owner signs '
        'up again, because a list that forgets protects nobody.'
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reason__in=Suppressed.values),
                name='a_suppression_has_a_reason',
            ),
            models.CheckConstraint(
                condition=Q(mac__regex=pseudonyms.PATTERN),
                name='a_suppression_holds_no_address',
            ),
        ]

    def __str__(self) -> str:
        return f'Suppressed since {self.since:%Y-%m-%d}'
