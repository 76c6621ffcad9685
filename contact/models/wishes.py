"""Who pressed a button to get our letters, until the worker has looked."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from contact.activities import NEWSLETTER, NOTICES
from contact.models.consents import (
    ASKED_BY,
    Method,
    Purpose,
    Subscription,
)
from contact.models.wordings import Wording
from privacy.addresses import AddressField
from privacy.declaration import facts
from privacy.declaration.personal_data import Keep, PersonalData


class Wish(models.Model):
    """A press of a sign-up button that waits for the worker, for seconds.

    Whether we know the address is asked by the worker: the visitor's request
    does the same for all of them.
    """

    email = AddressField()
    purpose = models.CharField(max_length=32, choices=Purpose)
    at = models.DateTimeField(default=timezone.now, db_index=True)
    method = models.CharField(max_length=16, choices=Method)
    form = models.CharField(max_length=32)
    wording = models.ForeignKey(Wording, models.PROTECT, related_name='+')
    policy_version = models.CharField(max_length=10)
    in_place_of = models.ForeignKey(
        Subscription, models.SET_NULL, null=True, blank=True, related_name='+'
    )

    personal_data = PersonalData(
        activity=NEWSLETTER,
        also=(NOTICES,),
        told_apart={'purpose': Purpose.COMPANIES},
        subject='email',
        fields={
            'email': 'your e-mail address',
            'purpose': 'what it is for',
            'at': 'when you asked for it',
            'method': 'where you did it',
            'form': 'the form, and which version of it',
            'wording': 'the words beside the button',
            'policy_version': 'the policy in force',
            'in_place_of': 'the subscription that it takes the place of',
        },
        keep=(Keep(facts.WISHES, since='at'),),
        required=frozenset({'email'}),
        show={'wording': 'wording__text'},
    )

    class Meta:
        verbose_name = 'sign-up on its way'
        verbose_name_plural = 'sign-ups on their way'
        constraints = [
            models.CheckConstraint(
                condition=Q(method__in=ASKED_BY), name='only_the_person_wishes'
            ),
        ]

    def __str__(self) -> str:
        return f'Wish {self.pk}'
