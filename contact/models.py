"""People who wrote to us, people who subscribed, and what they agreed to."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Func, UniqueConstraint
from django.utils import timezone

from contact.activities import ENQUIRIES, NEWSLETTER
from privacy import policy
from privacy.addresses import AddressField
from privacy.declaration import facts
from privacy.declaration.personal_data import (
    Blank,
    Keep,
    NoPersonalData,
    PersonalData,
    Withhold,
)
from privacy.models import Restriction


class Usable(models.QuerySet):
    def usable(self) -> Usable:
        """What is not under a restriction (Article 18(2))."""
        return self.filter(restriction=None)


class SubscriptionQuerySet(Usable):
    def living(self) -> SubscriptionQuerySet:
        """Letters go to these."""
        return self.filter(
            email__isnull=False, confirmed_at__isnull=False, stopped_at=None
        )

    def withdraw(self) -> int:
        """Stop them all, as their people asked by using a right."""
        locked: Any = self.select_for_update(of=('self',)).order_by('pk')
        return sum(row.withdraw(Method.RIGHT) for row in locked)


class Enquiry(models.Model):
    name = models.CharField(max_length=100, blank=True)
    email = AddressField()
    message = models.TextField(max_length=5_000)
    received_at = models.DateTimeField(default=timezone.now, db_index=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    team_told_at = models.DateTimeField(null=True, blank=True)
    restriction = models.ForeignKey(
        Restriction, models.SET_NULL, null=True, blank=True, related_name='+'
    )

    objects = Usable.as_manager()

    personal_data = PersonalData(
        activity=ENQUIRIES,
        subject='email',
        fields={
            'name': 'your name',
            'email': 'your e-mail address',
            'message': 'what you wrote',
            'received_at': 'when you wrote',
            'acknowledged_at': 'when we told you that it arrived',
            'team_told_at': 'when the team was told',
            'restriction': 'since when it is only stored, not used',
        },
        keep=(Keep(facts.ENQUIRIES, since='received_at'),),
        correctable=frozenset({'name', 'message'}),
        required=frozenset({'email', 'message'}),
        show={'restriction': 'restriction__set_at'},
    )

    class Meta:
        verbose_name_plural = 'enquiries'

    def __str__(self) -> str:
        return f'Enquiry {self.pk}'


class Subscription(models.Model):
    """One address and the newsletter; what it agreed to is in the consents."""

    email = AddressField(unique=True, null=True)
    asked_at = models.DateTimeField(default=timezone.now, db_index=True)
    confirmed_at = models.DateTimeField(null=True, blank=True, db_index=True)
    stopped_at = models.DateTimeField(null=True, blank=True, db_index=True)
    restriction = models.ForeignKey(
        Restriction, models.SET_NULL, null=True, blank=True, related_name='+'
    )

    objects = SubscriptionQuerySet.as_manager()

    personal_data = PersonalData(
        activity=NEWSLETTER,
        subject='email',
        fields={
            'email': 'your e-mail address',
            'asked_at': 'when you asked for the newsletter',
            'confirmed_at': 'when you confirmed it',
            'stopped_at': 'when you stopped it',
            'restriction': 'since when it is only stored, not used',
        },
        keep=(
            Keep(
                facts.UNCONFIRMED_SUBSCRIPTIONS,
                since='asked_at',
                if_empty=('confirmed_at',),
            ),
            Keep(facts.STOPPED_SUBSCRIPTIONS, since='stopped_at'),
            Keep(
                facts.SUBSCRIPTIONS, since='confirmed_at', or_since='asked_at'
            ),
        ),
        erasure=Blank(('email',)),
        at_the_end=Blank(('email',)),
        stopping='withdraw',
        required=frozenset({'email'}),
        show={'restriction': 'restriction__set_at'},
    )

    class Meta:
        verbose_name = 'newsletter subscription'

    def __str__(self) -> str:
        return f'Subscription {self.pk}'

    @property
    def is_living(self) -> bool:
        return bool(self.email and self.confirmed_at and not self.stopped_at)

    @property
    def last_consent(self) -> ConsentEvent | None:
        return self.consents.order_by('-number').first()

    def note(
        self, kind: Kind, method: Method, wording: Wording
    ) -> ConsentEvent:
        """Add one step; the caller holds the lock of this row."""
        last = self.last_consent
        return self.consents.create(
            number=last.number + 1 if last else 1,
            kind=kind,
            method=method,
            wording=wording,
            policy_version=policy.current_version(),
        )

    def withdraw(self, method: Method) -> bool:
        """Stop at once. False if there was nothing to stop."""
        last = self.last_consent
        if last is None or last.kind == Kind.WITHDRAWN:
            return False
        self.note(Kind.WITHDRAWN, method, last.wording)
        self.stopped_at = timezone.now()
        self.save(update_fields=['stopped_at'])
        return True


class Wording(models.Model):
    """The exact words that people agreed to. Never changed."""

    text = models.TextField()
    sha256 = models.GeneratedField(
        expression=Func(F('text'), function='contact_sha256'),
        output_field=models.CharField(max_length=64),
        db_persist=True,
        unique=True,
    )

    personal_data = NoPersonalData('Our own sentences.')

    def __str__(self) -> str:
        return self.text


class Kind(models.TextChoices):
    REQUESTED = 'requested', 'asked for'
    CONFIRMED = 'confirmed', 'confirmed'
    WITHDRAWN = 'withdrawn', 'withdrawn'


class Method(models.TextChoices):
    WEB_FORM = 'web_form', 'the form on our site'
    CONFIRM_LINK = 'confirm_link', 'the link in our mail'
    STOP_LINK = 'stop_link', 'the stop link in our mail'
    RIGHT = 'right', 'a request about your data'
    PREFERENCES = 'preferences', 'the page of your data'


def end_of_proof() -> date:
    return timezone.localdate() + timedelta(days=facts.CONSENT_PROOF.days)


class ConsentEvent(models.Model):
    """One step of a consent. Added, never changed (Article 7(1)).

    `number` orders the events of a subscription and is given under a lock of
    its row: neither a row number nor a time would be in order.
    """

    subscription = models.ForeignKey(
        Subscription, models.PROTECT, related_name='consents'
    )
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=16, choices=Kind)
    at = models.DateTimeField(default=timezone.now)
    wording = models.ForeignKey(Wording, models.PROTECT)
    policy_version = models.CharField(max_length=10)
    method = models.CharField(max_length=16, choices=Method)
    asked_at = models.DateTimeField(null=True, blank=True)
    proof_ends_on = models.DateField(default=end_of_proof)

    personal_data = PersonalData(
        activity=NEWSLETTER,
        subject='subscription__email',
        fields={
            'subscription': 'the subscription it belongs to',
            'number': 'its place in the order of events',
            'kind': 'whether you asked, confirmed or withdrew',
            'at': 'when you did',
            'wording': 'the exact words you agreed to',
            'policy_version': 'the policy in force',
            'method': 'where you did it',
            'asked_at': 'when we sent you the link to confirm',
            'proof_ends_on': 'the day on which this proof is deleted',
        },
        keep=(Keep(facts.CONSENT_PROOF, since='at'),),
        erasure=Withhold(
            'Article 17(3)(e), proof of consent; without your address it no '
            'longer says whose'
        ),
        show={'wording': 'wording__text'},
    )

    class Meta:
        verbose_name = 'step of a consent'
        verbose_name_plural = 'steps of consents'
        constraints = [
            UniqueConstraint(
                fields=['subscription', 'number'],
                name='consents_are_in_order',
            ),
        ]

    def __str__(self) -> str:
        return f'Consent {self.pk}: {self.kind}'
