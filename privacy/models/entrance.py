"""What a colleague shows besides a password, and the browsers they use."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from privacy.declaration import facts
from privacy.declaration.activities import STAFF
from privacy.declaration.personal_data import Keep, PersonalData, Withhold
from privacy.models.staff import StaffMember


WHILE_WITH_US = Withhold(
    'Article 17(3)(b), while you work with us',
    during=Q(member__is_active=True),
)


class SecondFactor(models.Model):
    """An app that shows a new code every half minute (RFC 6238).

    The key of the app follows from `seed` and from a secret that is not in
    the database (entrance/factor.py): who steals a backup has no codes.
    """

    member = models.OneToOneField(
        StaffMember, models.CASCADE, related_name='second_factor'
    )
    seed = models.CharField(max_length=64)
    last_step = models.BigIntegerField()  # of the last code: it works once
    made_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(default=timezone.now)

    personal_data = PersonalData(
        activity=STAFF,
        subject='member__email',
        fields={
            'member': 'your account',
            'seed': 'what the codes of your app are computed from',
            'last_step': 'the half minute of the last code',
            'made_at': 'when you set up the app',
            'used_at': 'when you last gave a code',
        },
        keep=(Keep(facts.STAFF, since='used_at'),),
        erasure=WHILE_WITH_US,
        secret=frozenset({'seed'}),
    )

    def __str__(self) -> str:
        return f'Second factor of colleague {self.member_id}'


class RecoveryCode(models.Model):
    """A code for the day on which the app is gone. Deleted by its use."""

    member = models.ForeignKey(
        StaffMember, models.CASCADE, related_name='recovery_codes'
    )
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)

    personal_data = PersonalData(
        activity=STAFF,
        subject='member__email',
        fields={
            'member': 'your account',
            'digest': 'a keyed hash of a recovery code',
            'made_at': 'when you got the code',
        },
        keep=(Keep(facts.STAFF, since='made_at'),),
        erasure=WHILE_WITH_US,
        secret=frozenset({'digest'}),
    )

    def __str__(self) -> str:
        return f'Recovery code of colleague {self.member_id}'


class KnownDevice(models.Model):
    """A browser in which a colleague signed in, with both factors."""

    member = models.ForeignKey(
        StaffMember, models.CASCADE, related_name='devices'
    )
    digest = models.CharField(max_length=64)
    browser = models.CharField(max_length=40)
    first_seen_at = models.DateTimeField(default=timezone.now)
    last_seen_at = models.DateTimeField(default=timezone.now)

    personal_data = PersonalData(
        activity=STAFF,
        subject='member__email',
        fields={
            'member': 'your account',
            'digest': 'a hash of the cookie that your browser keeps',
            'browser': 'which browser it is',
            'first_seen_at': 'when you first signed in with it',
            'last_seen_at': 'when you last signed in with it',
        },
        keep=(Keep(facts.DEVICES, since='last_seen_at'),),
        erasure=WHILE_WITH_US,
        secret=frozenset({'digest'}),
    )

    class Meta:
        verbose_name = 'browser of a colleague'
        verbose_name_plural = 'browsers of colleagues'
        constraints = [
            models.UniqueConstraint(
                fields=['member', 'digest'], name='one_row_for_each_browser'
            )
        ]

    def __str__(self) -> str:
        return f'{self.browser} of colleague {self.member_id}'
