"""What people ask of us under the GDPR, and the addresses they prove."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import models
from django.db.models import F, Func, Q

from privacy.addresses import AddressField
from privacy.declaration import facts
from privacy.declaration.activities import RIGHTS
from privacy.declaration.personal_data import (
    Blank,
    Keep,
    PersonalData,
    Withhold,
)


class Right(models.TextChoices):
    ACCESS = 'access', 'a copy of my data'
    RECTIFICATION = 'rectification', 'my data corrected'
    ERASURE = 'erasure', 'my data deleted'
    RESTRICTION = 'restriction', 'my data kept, but not used'
    OBJECTION = 'objection', 'you to stop using my data for a purpose'
    WITHDRAWAL = 'withdrawal', 'to withdraw a consent'
    COMPLAINT = 'complaint', 'to complain about how you handle my data'
    CHILD = 'child', 'a child’s data removed'


class State(models.TextChoices):
    RECEIVED = 'received', 'waiting for the person to open our link'
    OPEN = 'open', 'to be answered'
    ANSWERED = 'answered', 'answered'
    WITHDRAWN = 'withdrawn', 'withdrawn by the person'


ENDED = [State.ANSWERED, State.WITHDRAWN]
# No vowels, no look-alikes: a reference can be read out on the telephone.
LETTERS = '23456789BCDFGHJKMNPQRSTVWXZ'


def new_reference() -> str:
    letters = ''.join(secrets.choice(LETTERS) for _ in range(8))
    return f'{letters[:4]}-{letters[4:]}'


class DataSubjectRequestQuerySet(models.QuerySet):
    def open(self) -> DataSubjectRequestQuerySet:
        return self.filter(state=State.OPEN)

    def awaiting_proof(self) -> DataSubjectRequestQuerySet:
        return self.filter(state=State.RECEIVED)


class DataSubjectRequest(models.Model):
    """One right used by one person: `dsr`, because `request` is HTTP's."""

    reference = models.CharField(
        max_length=9, unique=True, default=new_reference
    )
    right = models.CharField(max_length=16, choices=Right)
    details = models.TextField(blank=True)
    state = models.CharField(
        max_length=16, choices=State, default=State.RECEIVED
    )
    received_at = models.DateTimeField()
    received_on = models.DateField()  # in Vilnius: privacy.clock
    opened_at = models.DateTimeField(null=True, blank=True)
    due_on = models.GeneratedField(
        expression=Func(
            F('received_on'), F('right'), function='privacy_due_on'
        ),
        output_field=models.DateField(),
        db_persist=True,
    )
    team_told_at = models.DateTimeField(null=True, blank=True)
    answer_sent_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = DataSubjectRequestQuerySet.as_manager()

    personal_data = PersonalData(
        activity=RIGHTS,
        subject='addresses__email',
        fields={
            'reference': 'the number of your request',
            'right': 'the right you used',
            'details': 'what you wrote about it',
            'state': 'how far it got',
            'received_at': 'when you asked',
            'received_on': 'the day from which our time ran',
            'opened_at': 'when you proved your address',
            'due_on': 'when our answer was due',
            'team_told_at': 'when the team was told',
            'answer_sent_at': 'when our answer went out',
            'closed_at': 'when the request ended',
        },
        keep=(
            Keep(
                facts.UNPROVEN_REQUESTS,
                since='received_at',
                if_empty='opened_at',
            ),
            Keep(facts.REQUESTS, since='closed_at', or_since='received_at'),
        ),
        erasure=Withhold(
            'Article 17(3)(b), to answer your open request',
            during=Q(state=State.OPEN),
            then=Blank(('details',)),
        ),
        required=frozenset({'right'}),
    )

    class Meta:
        verbose_name = 'request about data'
        verbose_name_plural = 'requests about data'
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ENDED, closed_at__isnull=False)
                | (~Q(state__in=ENDED) & Q(closed_at__isnull=True)),
                name='a_request_is_closed_when_it_has_ended',
            ),
        ]
        indexes = [
            models.Index(fields=['state', 'due_on'], name='request_queue'),
        ]

    def __str__(self) -> str:
        return f'Request {self.reference}'

    @property
    def is_open(self) -> bool:
        return self.state == State.OPEN

    def proven_emails(self) -> list[str]:
        """The addresses of the person, as far as they proved them."""
        proven = self.addresses.exclude(proven_at=None)
        return [claim.email for claim in proven if claim.email]

    def open(self, now: datetime) -> None:
        self.state, self.opened_at = State.OPEN, now
        self.save(update_fields=['state', 'opened_at'])

    def answer(self, now: datetime) -> None:
        self.state, self.closed_at = State.ANSWERED, now
        self.save(update_fields=['state', 'closed_at'])

    def forget_person(self) -> None:
        """Keep that somebody asked, and when; not who, nor what they wrote."""
        self.addresses.update(email=None)
        self.details = ''
        self.save(update_fields=['details'])


class ClaimedAddress(models.Model):
    """An address that somebody says is theirs; only a proven one counts."""

    request = models.ForeignKey(
        DataSubjectRequest, models.CASCADE, related_name='addresses'
    )
    email = AddressField(null=True)
    claimed_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True)
    proven_at = models.DateTimeField(null=True, blank=True)

    personal_data = PersonalData(
        activity=RIGHTS,
        subject='email',
        fields={
            'request': 'the request it belongs to',
            'email': 'your e-mail address',
            'claimed_at': 'when the address was given',
            'asked_at': 'when we sent the link to it',
            'proven_at': 'when you opened the link and pressed the button',
        },
        keep=(
            Keep(
                facts.UNPROVEN_REQUESTS,
                since='claimed_at',
                if_empty='proven_at',
            ),
            Keep(facts.REQUESTS, since='claimed_at'),
        ),
        erasure=Withhold(
            'Article 17(3)(b), to answer your open request',
            during=Q(request__state=State.OPEN),
            then=Blank(('email',)),
        ),
        required=frozenset({'email'}),
    )

    class Meta:
        verbose_name = 'address given with a request'
        verbose_name_plural = 'addresses given with requests'

    def __str__(self) -> str:
        return f'Address {self.pk}'
