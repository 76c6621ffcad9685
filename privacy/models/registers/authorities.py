"""What authorities asked of us, and what they were given."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from privacy.addresses import AddressField
from privacy.declaration import facts
from privacy.declaration.activities import DISCLOSING
from privacy.declaration.personal_data import (
    Keep,
    PersonalData,
    Withhold,
)
from privacy.models.registers.conditions import (
    COUNTRY,
    EEA,
    SOMETHING,
    check,
    one_of,
    reads,
    words,
)


class Instrument(models.TextChoices):
    SUBPOENA = 'subpoena', 'a subpoena'
    COURT_ORDER = 'court_order', 'a court order'
    WARRANT = 'warrant', 'a warrant'
    SIMILAR_ORDER = 'similar_order', 'a similar order'
    GOOD_FAITH = 'good_faith', 'our own judgement, in good faith'


class Silence(models.TextChoices):
    """Why the person was not told: each reason ends some day."""

    LAW = 'prohibited_by_law', 'the law forbids it'
    ORDER = 'prohibited_by_order', 'the order forbids it'
    URGENT = 'exigent', 'it would endanger somebody'
    NO_CONTACT = 'no_contact', 'we know no way to reach them'


# For these the row names nobody: a copy shows a person every row about them.
UNSPOKEN = [Silence.LAW, Silence.ORDER, Silence.URGENT]


class Disclosure(models.Model):
    """Data that an authority asked for: two people decide, the person is told.

    While telling is forbidden, or would endanger somebody, the row names
    nobody. Who it was is on the paper of the order; when the person may be
    told, a colleague types the address from there.
    """

    email = AddressField(null=True, blank=True)
    authority = models.CharField(max_length=200)
    country = models.CharField(max_length=2)
    instrument = models.CharField(max_length=16, choices=Instrument)
    reference = models.CharField(max_length=100)
    received_on = models.DateField()
    legal_basis = models.TextField()
    article_48_note = models.TextField(blank=True)
    assessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name='+'
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name='+',
        null=True,
        blank=True,
    )
    items = models.TextField(blank=True)
    disclosed_on = models.DateField(null=True, blank=True)
    notified_on = models.DateField(null=True, blank=True)
    not_notified_because = models.CharField(
        max_length=32, choices=Silence, blank=True
    )
    recheck_on = models.DateField(null=True, blank=True)
    declined_on = models.DateField(null=True, blank=True)
    declined_because = models.TextField(blank=True)

    personal_data = PersonalData(
        activity=DISCLOSING,
        subject='email',
        fields={
            'email': 'your e-mail address',
            'authority': 'who asked for your data',
            'country': 'the country they act for',
            'instrument': 'what they showed us',
            'reference': 'its number',
            'received_on': 'when it reached us',
            'legal_basis': 'on which ground it was answered',
            'article_48_note': 'why an order from abroad could be followed',
            'assessed_by': 'the number of the colleague who judged it',
            'approved_by': 'the number of the colleague who agreed',
            'items': 'what was given',
            'disclosed_on': 'when it was given',
            'notified_on': 'when we told you',
            'not_notified_because': 'why we did not tell you yet',
            'recheck_on': 'when we look again whether we may',
            'declined_on': 'when we said no to it',
            'declined_because': 'why we said no',
        },
        keep=(Keep(facts.DISCLOSURES, since='received_on'),),
        erasure=Withhold(
            'Article 17(3)(b), to show what was disclosed and why'
        ),
    )

    class Meta:
        verbose_name = 'disclosure to an authority'
        verbose_name_plural = 'disclosures to authorities'
        constraints = [
            one_of('an_authority_shows_something', 'instrument', Instrument),
            reads(
                'an_authority_is_named',
                authority=SOMETHING,
                country=COUNTRY,
                reference=SOMETHING,
                legal_basis=SOMETHING,
            ),
            check(
                'nobody_approves_their_own_assessment',
                Q(approved_by__isnull=True) | ~Q(approved_by=F('assessed_by')),
            ),
            check(
                'two_people_decide_to_disclose',
                Q(disclosed_on__isnull=True) | Q(approved_by__isnull=False),
            ),
            check(
                'a_disclosure_says_what_was_given',
                Q(disclosed_on__isnull=True) | Q(items__regex=SOMETHING),
            ),
            check(
                'an_order_comes_before_the_data',
                Q(disclosed_on__isnull=True)
                | Q(disclosed_on__gte=F('received_on')),
            ),
            check(
                'good_faith_is_weighed_in_writing',
                ~Q(instrument=Instrument.GOOD_FAITH)
                | Q(legal_basis__regex=words(40)),
            ),
            # Article 48: an order from abroad counts under a treaty only.
            check(
                'an_order_from_abroad_has_a_note',
                Q(country__in=EEA) | Q(article_48_note__regex=words(20)),
            ),
            check(
                'the_person_is_told_or_there_is_a_reason',
                Q(disclosed_on__isnull=True)
                | Q(notified_on__isnull=False)
                | ~Q(not_notified_because=''),
            ),
            check(
                'silence_is_looked_at_again',
                Q(not_notified_because='', recheck_on__isnull=True)
                | Q(
                    not_notified_because__in=Silence.values,
                    recheck_on__isnull=False,
                    recheck_on__gt=F('received_on'),
                ),
            ),
            check(
                'a_forbidden_notice_names_nobody',
                Q(email__isnull=True)
                | Q(notified_on__isnull=False)
                | ~Q(not_notified_because__in=UNSPOKEN),
            ),
            check(
                'what_was_declined_is_not_disclosed',
                Q(declined_on__isnull=True, declined_because='')
                | Q(
                    declined_on__isnull=False,
                    disclosed_on__isnull=True,
                    declined_because__regex=words(20),
                ),
            ),
        ]

    def __str__(self) -> str:
        return f'Disclosure {self.pk}'
