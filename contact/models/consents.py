"""Who wants our letters, and every step of how they came to want them.

The steps are the truth: added, never changed, ordered by a number. What a
subscription says about itself (`confirmed_at`, `stopped_at`) is derived from
them, for lists and clocks; no letter leaves because of it. That the steps are
asked, and asked at the very moment, is the database's rule
(migrations/sql/0005_letters.sql).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Q, UniqueConstraint
from django.utils import timezone

from contact.activities import NEWSLETTER, NOTICES
from contact.models.enquiries import Usable
from contact.models.wordings import Wording
from privacy import policy, pseudonyms
from privacy.addresses import AddressField
from privacy.declaration import facts
from privacy.declaration.personal_data import (
    Activity,
    Blank,
    Keep,
    PersonalData,
    Withhold,
)
from privacy.models import Restriction


class Purpose(models.TextChoices):
    """What somebody can agree to. Another one needs another yes (P27)."""

    NEWSLETTER = 'newsletter', 'the ivelum newsletter'
    COMPANIES = 'companies', 'our notice of new companies and uses'

    @property
    def activity(self) -> Activity:
        return {'newsletter': NEWSLETTER, 'companies': NOTICES}[self.value]


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


class Subscription(models.Model):
    """One address and one purpose; what it agreed to is in the consents."""

    email = AddressField(null=True)
    purpose = models.CharField(
        max_length=32, choices=Purpose, default=Purpose.NEWSLETTER
    )
    asked_at = models.DateTimeField(default=timezone.now, db_index=True)
    confirmed_at = models.DateTimeField(null=True, blank=True, db_index=True)
    stopped_at = models.DateTimeField(null=True, blank=True, db_index=True)
    paused_until = models.DateTimeField(null=True, blank=True)
    replaces = models.ForeignKey(
        'self', models.SET_NULL, null=True, blank=True, related_name='+'
    )
    restriction = models.ForeignKey(
        Restriction, models.SET_NULL, null=True, blank=True, related_name='+'
    )

    objects = SubscriptionQuerySet.as_manager()

    personal_data = PersonalData(
        activity=NEWSLETTER,
        also=(NOTICES,),
        told_apart={'purpose': Purpose.COMPANIES},
        subject='email',
        fields={
            'email': 'your e-mail address',
            'purpose': 'what it is for',
            'asked_at': 'when you asked for it',
            'confirmed_at': 'when you confirmed it',
            'stopped_at': 'when you stopped it',
            'paused_until': 'until when you want a pause',
            'replaces': 'the subscription that it takes the place of',
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
        verbose_name = 'subscription to our letters'
        verbose_name_plural = 'subscriptions to our letters'
        constraints = [
            UniqueConstraint(
                fields=['email', 'purpose'],
                name='an_address_subscribes_once_for_a_purpose',
            ),
        ]

    def __str__(self) -> str:
        return f'Subscription {self.pk}'

    @property
    def is_living(self) -> bool:
        return bool(self.email and self.confirmed_at and not self.stopped_at)

    @property
    def is_paused(self) -> bool:
        return bool(self.paused_until and self.paused_until > timezone.now())

    @property
    def last_consent(self) -> ConsentEvent | None:
        return self.consents.order_by('-number').first()

    def note(
        self,
        kind: Kind,
        method: Method,
        wording: Wording,
        form: str = '',
        **then: Any,
    ) -> ConsentEvent:
        """Add one step; the caller holds the lock of this row.

        What was so when the button was pressed, if not now, is in `then`.
        """
        last = self.last_consent
        now = {'policy_version': policy.current_version()}
        return self.consents.create(
            number=last.number + 1 if last else 1,
            kind=kind,
            method=method,
            wording=wording,
            form=form or (last.form if last else ''),
            mac=pseudonyms.mac(self.email) if self.email else '',
            **(now | then),
        )

    def confirm(self, method: Method, wording: Wording) -> ConsentEvent:
        """From now on letters may go to this address."""
        step = self.note(Kind.CONFIRMED, method, wording)
        self.confirmed_at = timezone.now()
        self.stopped_at = self.paused_until = None
        self.save(update_fields=['confirmed_at', 'stopped_at', 'paused_until'])
        return step

    def end(self, kind: Kind, method: Method) -> bool:
        """Stop at once. False if there was nothing to stop."""
        last = self.last_consent
        if last is None or last.kind in ENDS:
            return False
        self.note(kind, method, last.wording)
        self.stopped_at = timezone.now()
        self.save(update_fields=['stopped_at'])
        return True

    def withdraw(self, method: Method) -> bool:
        return self.end(Kind.WITHDRAWN, method)


class Kind(models.TextChoices):
    REQUESTED = 'requested', 'asked for'
    CONFIRMED = 'confirmed', 'confirmed'
    REFUSED = 'refused', 'refused'
    WITHDRAWN = 'withdrawn', 'withdrawn'
    EXPIRED = 'expired', 'ended by its age'
    INVALIDATED = 'invalidated', 'ended because no mail arrives'


ENDS = (Kind.REFUSED, Kind.WITHDRAWN, Kind.EXPIRED, Kind.INVALIDATED)


class Method(models.TextChoices):
    WEB_FORM = 'web_form', 'the form on our site'
    CONFIRM_LINK = 'confirm_link', 'the link in our mail'
    STOP_LINK = 'stop_link', 'the stop link in our mail'
    RIGHT = 'right', 'a request about your data'
    PREFERENCES = 'preferences', 'the page of your letters'
    COMPLAINT = 'complaint', 'the spam button of your mail program'
    STAFF = 'staff', 'a colleague, because you said so'
    SYSTEM = 'system', 'the site'


# Nobody says yes for somebody else: not a colleague, and not the site.
ASKED_BY = (Method.WEB_FORM, Method.PREFERENCES)
SAID_YES_BY = (Method.CONFIRM_LINK, Method.PREFERENCES)


def end_of_proof() -> date:
    return timezone.localdate() + timedelta(days=facts.CONSENT_PROOF.days)


class ConsentEvent(models.Model):
    """One step of a consent. Added, never changed (Article 7(1)).

    `number` orders the events of a subscription and is given under a lock of
    its row: neither a row number nor a time would be in order. `mac` stands
    for the address, and is what a proof keeps of it after an erasure.
    """

    subscription = models.ForeignKey(
        Subscription, models.PROTECT, related_name='consents'
    )
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=16, choices=Kind)
    at = models.DateTimeField(default=timezone.now)
    wording = models.ForeignKey(Wording, models.PROTECT)
    language = models.CharField(max_length=8, default='en')
    form = models.CharField(max_length=32, blank=True)
    policy_version = models.CharField(max_length=10)
    method = models.CharField(max_length=16, choices=Method)
    mac = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    proof_ends_on = models.DateField(default=end_of_proof)

    personal_data = PersonalData(
        activity=NEWSLETTER,
        also=(NOTICES,),
        told_apart={'subscription__purpose': Purpose.COMPANIES},
        subject='subscription__email',
        fields={
            'subscription': 'the subscription it belongs to',
            'number': 'its place in the order of events',
            'kind': 'whether you asked, confirmed or withdrew',
            'at': 'when you did',
            'wording': 'the exact words you agreed to',
            'language': 'the language of these words',
            'form': 'the form, and which version of it',
            'policy_version': 'the policy in force',
            'method': 'where you did it',
            'mac': 'a keyed hash, by which we recognise your address',
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
            models.CheckConstraint(
                condition=~Q(kind=Kind.REQUESTED) | Q(method__in=ASKED_BY),
                name='only_the_person_asks',
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.CONFIRMED) | Q(method__in=SAID_YES_BY),
                name='only_the_person_says_yes',
            ),
            models.CheckConstraint(
                condition=Q(mac='') | Q(mac__regex=pseudonyms.PATTERN),
                name='a_step_holds_no_address',
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values),
                name='a_step_is_of_a_kind_we_know',
            ),
        ]

    def __str__(self) -> str:
        return f'Consent {self.pk}: {self.kind}'
