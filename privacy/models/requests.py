"""What people ask of us under the GDPR, and the addresses they prove.

The rules of a request (which step may follow which, which dates bind, what an
answer needs) are in the database: migrations/sql/0003_cases.sql.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Coalesce

from privacy import clock
from privacy.declaration import facts
from privacy.declaration.activities import RIGHTS
from privacy.declaration.personal_data import (
    Blank,
    Keep,
    PersonalData,
    Withhold,
)
from privacy.models.choices import Channel, Ground, Right, State


if TYPE_CHECKING:
    from privacy.models.claims import ClaimedAddress


ENDED = [State.ANSWERED, State.REFUSED, State.WITHDRAWN, State.LAPSED]
AT_WORK = [State.VERIFYING, State.OPEN, State.EXTENDED]
# Where a colleague may decide it: Article 17(1)(c) and (f).
MAY_END_IN_ERASURE = [Right.CHILD, Right.OBJECTION]
# No vowels, no look-alikes: a reference can be read out on the telephone.
LETTERS = '23456789BCDFGHJKMNPQRSTVWXZ'
TEXTS = (
    *('details', 'identity_doubt', 'extension_reason'),
    *('outcome', 'what_next'),
)
TO_ANSWER_YOU = (
    'Article 17(3)(b), to answer an open request of yours; it goes when that '
    'is answered'
)


def new_reference() -> str:
    letters = ''.join(secrets.choice(LETTERS) for _ in range(8))
    return f'{letters[:4]}-{letters[4:]}'


class DataSubjectRequestQuerySet(models.QuerySet['DataSubjectRequest']):
    def at_work(self) -> DataSubjectRequestQuerySet:
        """Somebody proved an address, and waits for our answer."""
        return self.filter(state__in=AT_WORK)

    def awaiting_proof(self) -> DataSubjectRequestQuerySet:
        return self.filter(state=State.RECEIVED)

    def receive(self, now: datetime, **given: Any) -> DataSubjectRequest:
        """A new request, whose time runs from today in Vilnius."""
        return self.create(
            received_at=now, received_on=clock.date_of_duty(now), **given
        )

    def locked_at_work(self, pk: int) -> DataSubjectRequest | None:
        """The request, ours alone until the transaction ends."""
        locked = self.at_work().select_for_update(of=('self',), no_key=True)
        return locked.filter(pk=pk).first()


class DataSubjectRequest(models.Model):
    """One right used by one person: `dsr`, because `request` is HTTP's."""

    reference = models.CharField(
        max_length=9, unique=True, default=new_reference
    )
    right = models.CharField(max_length=16, choices=Right)
    channel = models.CharField(
        max_length=16, choices=Channel, default=Channel.WEB
    )
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
    # The day that binds: the first, or the one we extended it to.
    answer_by = models.GeneratedField(
        expression=Coalesce(
            F('extended_to'),
            Func(F('received_on'), F('right'), function='privacy_due_on'),
        ),
        output_field=models.DateField(),
        db_persist=True,
    )
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name='+',
    )
    # At how many days left the team was last reminded; below 0: overdue.
    reminded_at = models.SmallIntegerField(null=True, blank=True)
    extended_to = models.DateField(null=True, blank=True)
    extension_reason = models.TextField(blank=True)
    extension_told_on = models.DateField(null=True, blank=True)
    identity_doubt = models.TextField(blank=True)
    identity_asked_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True)
    what_next = models.TextField(blank=True)
    refusal_ground = models.CharField(max_length=64, choices=Ground, blank=True)
    remedies_told = models.BooleanField(default=False)
    joined_to = models.ForeignKey('self', models.CASCADE, null=True, blank=True)
    plan_hash = models.CharField(max_length=64, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    scanned_at = models.DateTimeField(null=True, blank=True)
    unexplained = models.PositiveIntegerField(null=True, blank=True)
    team_told_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = DataSubjectRequestQuerySet.as_manager()

    personal_data = PersonalData(
        activity=RIGHTS,
        subject='addresses__email',
        provided={'addresses__proven_at__isnull': False},
        fields={
            'reference': 'the number of your request',
            'right': 'the right you used',
            'channel': 'how your request reached us',
            'details': 'what you wrote about it',
            'state': 'how far it got',
            'received_at': 'when you asked',
            'received_on': 'the day from which our time ran',
            'opened_at': 'when you proved your address',
            'due_on': 'when our answer was due',
            'answer_by': 'the day by which you have it at the latest',
            'taken_by': 'the number of the colleague who looks after it',
            'reminded_at': 'how many days were left when we were reminded',
            'extended_to': 'the later day, if we needed more time',
            'extension_reason': 'why we needed more time',
            'extension_told_on': 'when we told you so',
            'identity_doubt': 'why we were not sure who you are',
            'identity_asked_on': 'when we asked you about it',
            'outcome': 'our answer in words',
            'what_next': 'what happens after our answer',
            'refusal_ground': 'on which ground we refused',
            'remedies_told': 'whether we told you where to complain',
            'joined_to': 'the earlier request it was joined to',
            'plan_hash': 'the fingerprint of the plan to delete',
            'erased_at': 'when we deleted',
            'scanned_at': 'when we searched for what might be left',
            'unexplained': 'how much that search found',
            'team_told_at': 'when the team was told',
            'closed_at': 'when the request ended',
        },
        keep=(
            Keep(
                facts.UNPROVEN_REQUESTS,
                since='received_at',
                if_empty=('opened_at',),
            ),
            Keep(facts.REQUESTS, since='closed_at', or_since='received_at'),
        ),
        erasure=Withhold(
            TO_ANSWER_YOU,
            during=Q(state__in=AT_WORK),
            then=Blank(TEXTS),
        ),
        required=frozenset({'right'}),
    )

    class Meta:
        verbose_name = 'request about data'
        verbose_name_plural = 'requests about data'
        indexes = [
            # The queue of the desk, the dashboard and the reminders.
            models.Index(
                fields=['answer_by', 'id'],
                condition=Q(state__in=AT_WORK),
                name='request_queue',
            ),
            models.Index(fields=['state', 'answer_by'], name='request_states'),
            # Each list of the desk in its order, to its last page.
            models.Index(fields=['received_at', 'id'], name='request_received'),
            models.Index(
                fields=['right', 'received_at', 'id'], name='request_rights'
            ),
            models.Index(
                fields=['channel', 'received_at', 'id'],
                name='request_channels',
            ),
            # Also all that the figures ask of what has ended.
            models.Index(
                fields=['closed_at', 'id'],
                include=['state', 'received_at', 'answer_by'],
                condition=Q(closed_at__isnull=False),
                name='request_ends',
            ),
        ]

    def __str__(self) -> str:
        return f'Request {self.reference}'

    @property
    def is_at_work(self) -> bool:
        return self.state in AT_WORK

    @property
    def has_ended(self) -> bool:
        return self.state in ENDED

    @property
    def is_to_erase(self) -> bool:
        """The person asked for it, or a colleague decided it."""
        decided = self.right in MAY_END_IN_ERASURE and self.plan_hash
        return self.right == Right.ERASURE or bool(decided)

    def proven_claims(self) -> list[ClaimedAddress]:
        proven = self.addresses.exclude(proven_at=None).order_by('pk')
        return [claim for claim in proven if claim.email]

    def proven_emails(self) -> list[str]:
        """The addresses of the person, as far as they proved them."""
        return [claim.email or '' for claim in self.proven_claims()]

    def reachable_claims(self) -> list[ClaimedAddress]:
        """Where they read our letters. Who lost a mailbox gets none there."""
        return [c for c in self.proven_claims() if not c.vouched_by_id]

    def step(self, state: State, **changes: object) -> None:
        """Go one step; the database refuses a step that may not follow."""
        self.state = state
        for name, value in changes.items():
            setattr(self, name, value)
        self.save(update_fields=['state', *changes])

    def end(self, state: State, now: datetime, **changes: object) -> None:
        """Close it. Every letter that ends one says where to complain."""
        self.step(state, closed_at=now, remedies_told=True, **changes)

    def forget_person(self) -> None:
        """Keep that somebody asked, and when; not who, nor what was said.

        An address that is not proven yet may still be, by somebody else.
        """
        proven = self.addresses.exclude(proven_at=None)
        proven.update(email=None, vouched_how='')
        self.messages.update(body='')
        self.corrections.update(old_value='', new_value='', reason='')
        self.refusals.update(reason='', declined_because='')
        DataSubjectRequest.objects.filter(pk=self.pk).update(
            **dict.fromkeys(TEXTS, '')
        )
