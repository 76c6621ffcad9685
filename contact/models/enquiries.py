"""People who wrote to us, and what we answered."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from contact.activities import ENQUIRIES
from privacy.addresses import AddressField
from privacy.declaration import facts
from privacy.declaration.personal_data import Keep, PersonalData
from privacy.models import Restriction


class Usable(models.QuerySet):
    def usable(self) -> Usable:
        """What is not under a restriction (Article 18(2))."""
        return self.filter(restriction=None)

    def with_standing(self) -> Usable:
        """Messages, and whether we answered them, in one query."""
        answers = Reply.objects.filter(enquiry=models.OuterRef('pk'))
        return self.annotate(
            standing=models.Case(
                models.When(
                    closed_at__isnull=False, then=models.Value('closed')
                ),
                models.When(
                    models.Exists(answers), then=models.Value('answered')
                ),
                default=models.Value('new'),
            )
        )


class Reply(models.Model):
    """Our answer to a message. It goes where the message came from.

    Stands before the message, so that erasing counts it before it goes along.
    """

    enquiry = models.ForeignKey(
        'contact.Enquiry', models.CASCADE, related_name='replies'
    )
    body = models.TextField(max_length=5_000)
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name='+',
    )
    sent_at = models.DateTimeField(null=True, blank=True)

    personal_data = PersonalData(
        activity=ENQUIRIES,
        subject='enquiry__email',
        fields={
            'enquiry': 'the message that we answered',
            'body': 'our answer',
            'written_at': 'when we wrote it',
            'written_by': 'who wrote it',
            'sent_at': 'when it was sent',
        },
        keep=(Keep(facts.ENQUIRIES, since='written_at'),),
    )

    class Meta:
        verbose_name = 'answer to an enquiry'
        verbose_name_plural = 'answers to enquiries'

    def __str__(self) -> str:
        return f'Reply {self.pk}'


class Enquiry(models.Model):
    name = models.CharField(max_length=100, blank=True)
    email = AddressField()
    message = models.TextField(max_length=5_000)
    received_at = models.DateTimeField(default=timezone.now, db_index=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    team_told_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name='+',
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    notes = models.TextField(max_length=5_000, blank=True)
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
            'taken_by': 'who looks after it',
            'closed_at': 'when nothing was left to do',
            'notes': 'what we noted about it',
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
