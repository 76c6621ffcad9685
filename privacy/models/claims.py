"""The addresses that people say are theirs."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from privacy.addresses import AddressField
from privacy.declaration import facts
from privacy.declaration.activities import RIGHTS
from privacy.declaration.personal_data import (
    Blank,
    Keep,
    PersonalData,
    Withhold,
)
from privacy.models.registers.conditions import check, words
from privacy.models.requests import AT_WORK, TO_ANSWER_YOU, DataSubjectRequest


def staff_member() -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name='+',
    )


class ClaimedAddress(models.Model):
    """An address that somebody says is theirs; only a proven one counts.

    It is proven by the link in our letter. For somebody who cannot read it any
    more a colleague may vouch, and a second one agree; then no letter goes
    there.
    """

    request = models.ForeignKey(
        DataSubjectRequest, models.CASCADE, related_name='addresses'
    )
    email = AddressField(null=True)
    claimed_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True)
    proven_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    taken_in_by = staff_member()
    vouched_by = staff_member()
    vouched_how = models.TextField(blank=True)
    approved_by = staff_member()

    personal_data = PersonalData(
        activity=RIGHTS,
        subject='email',
        fields={
            'request': 'the request it belongs to',
            'email': 'your e-mail address',
            'claimed_at': 'when the address was given',
            'asked_at': 'when we sent the link to it',
            'proven_at': 'when you opened the link and pressed the button',
            'returned_at': 'when a letter of ours came back from it',
            'taken_in_by': 'the number of the colleague who wrote it down',
            'vouched_by': 'the number of the colleague who vouched for you',
            'vouched_how': 'how they knew that it is you',
            'approved_by': 'the number of the colleague who agreed',
        },
        keep=(
            Keep(
                facts.UNPROVEN_REQUESTS,
                since='claimed_at',
                if_empty=('proven_at', 'taken_in_by'),
            ),
            Keep(facts.REQUESTS, since='claimed_at'),
        ),
        erasure=Withhold(
            TO_ANSWER_YOU,
            during=Q(request__state__in=AT_WORK),
            then=Blank(('email', 'vouched_how')),
        ),
        required=frozenset({'email'}),
    )

    class Meta:
        verbose_name = 'address given with a request'
        verbose_name_plural = 'addresses given with requests'
        constraints = [
            check(
                'who_vouches_says_how_they_know',
                Q(vouched_by__isnull=True)
                | Q(email__isnull=True)
                | Q(vouched_how__regex=words(20)),
            ),
            check(
                'two_people_vouch_for_a_third',
                Q(vouched_by__isnull=True)
                | Q(proven_at__isnull=True)
                | Q(approved_by__isnull=False)
                & ~Q(approved_by=F('vouched_by')),
            ),
            check(
                'nobody_agrees_to_nothing',
                Q(approved_by__isnull=True) | Q(vouched_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f'Address {self.pk}'

    @property
    def is_vouched_for(self) -> bool:
        """By one colleague; a second one has still to agree."""
        return bool(self.vouched_by_id and not self.proven_at)
