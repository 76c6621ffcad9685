"""What we published, for what we use data, and who gave their word for it."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import F, Func, Q, Value

from privacy.declaration import facts
from privacy.declaration.activities import STAFF
from privacy.declaration.personal_data import (
    Keep,
    NoPersonalData,
    PersonalData,
    Withhold,
)
from privacy.models.registers.conditions import (
    PROMISE,
    SOMETHING,
    check,
    one_of,
    reads,
    same,
    words,
)


class PolicyVersion(models.Model):
    """A published text, byte for byte. Only its end may still be written."""

    document = models.CharField(max_length=32, default='privacy')
    lang = models.CharField(max_length=8, default='en')
    label = models.CharField(max_length=32)
    body = models.BinaryField()
    body_sha256 = models.GeneratedField(
        expression=Func(
            Func(F('body'), function='sha256'), Value('hex'), function='encode'
        ),
        output_field=models.CharField(max_length=64),
        db_persist=True,
    )
    effective = DateTimeRangeField()
    # Of one that brings something new: when everybody we know heard of it.
    people_told_at = models.DateTimeField(null=True, blank=True)
    people_told = models.PositiveIntegerField(null=True, blank=True)

    personal_data = NoPersonalData('Our own text.')

    class Meta:
        verbose_name = 'version of the policy'
        verbose_name_plural = 'versions of the policy'
        constraints = [
            models.UniqueConstraint(
                fields=['document', 'lang', 'label'],
                name='a_version_has_a_label_of_its_own',
            ),
            # An empty period has no beginning either.
            check(
                'a_version_begins_some_time',
                Q(effective__startswith__isnull=False),
            ),
            reads(
                'a_version_is_named',
                document=SOMETHING,
                lang='^[a-z]{2}$',
                label=SOMETHING,
            ),
            ExclusionConstraint(
                name='one_version_is_in_force_at_a_time',
                expressions=[
                    same('document'),
                    same('lang'),
                    ('effective', '&&'),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f'{self.document} {self.label} ({self.lang})'


class Basis(models.TextChoices):
    """Article 6(1), under the names of the DPV (EU-GDPR)."""

    CONSENT = 'A6-1-a', 'consent'
    CONTRACT = 'A6-1-b', 'contract'
    LEGAL_OBLIGATION = 'A6-1-c', 'legal obligation'
    LEGITIMATE_INTERESTS = 'A6-1-f', 'legitimate interests'


class Purpose(models.Model):
    """One thing we use data for, and the promise that stands for it."""

    code = models.SlugField(max_length=32, primary_key=True)
    promise = models.CharField(max_length=3)
    legal_basis = models.CharField(max_length=6, choices=Basis)
    interest = models.TextField(blank=True)

    personal_data = NoPersonalData('Our own purposes.')

    class Meta:
        constraints = [
            reads('a_purpose_is_promised', promise=PROMISE),
            one_of('a_purpose_has_a_legal_basis', 'legal_basis', Basis),
            # Article 13(1)(d).
            check(
                'an_interest_is_named',
                Q(
                    legal_basis=Basis.LEGITIMATE_INTERESTS,
                    interest__regex=SOMETHING,
                )
                | (~Q(legal_basis=Basis.LEGITIMATE_INTERESTS) & Q(interest='')),
            ),
        ]

    def __str__(self) -> str:
        return self.code


# So many days before a word runs out somebody is asked to look again.
SOON = timedelta(days=14)


class AttestationQuerySet(models.QuerySet['Attestation']):
    def newest(self) -> AttestationQuerySet:
        """Of each promise the word that counts longest."""
        longest = Attestation.objects.order_by('promise', '-valid_until', '-pk')
        return self.filter(pk__in=longest.distinct('promise').values('pk'))

    def running_out(self, today: date) -> AttestationQuerySet:
        """Those that ended, or will within two weeks."""
        return self.newest().filter(valid_until__lte=today + SOON)


class Attestation(models.Model):
    """The dated word of a colleague for what no software proves. It ends."""

    promise = models.CharField(max_length=3)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name='attestations'
    )
    said_on = models.DateField()
    valid_until = models.DateField()
    statement = models.TextField()

    objects = AttestationQuerySet.as_manager()

    personal_data = PersonalData(
        activity=STAFF,
        subject='said_by__email',
        fields={
            'promise': 'the promise you spoke for',
            'said_by': 'your account',
            'said_on': 'when you gave your word',
            'valid_until': 'until when it counts',
            'statement': 'what you said',
        },
        keep=(Keep(facts.STAFF_ACTS, since='valid_until'),),
        erasure=Withhold('Article 17(3)(b), to show who vouched for what'),
    )

    class Meta:
        constraints = [
            reads(
                'a_word_is_given_for_a_promise',
                promise=PROMISE,
                statement=words(20),
            ),
            check(
                'a_word_counts_for_half_a_year',
                Q(valid_until__gt=F('said_on'))
                & Q(valid_until__lte=F('said_on') + timedelta(days=180)),
            ),
        ]

    def __str__(self) -> str:
        return f'{self.promise} until {self.valid_until}'
