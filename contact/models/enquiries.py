"""People who wrote to us, and what we answered."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone

from contact.activities import ENQUIRIES
from privacy import clock
from privacy.addresses import AddressField
from privacy.declaration import facts
from privacy.declaration.personal_data import Keep, PersonalData
from privacy.models import DataSubjectRequest, Restriction, Right


class Usable(models.QuerySet):
    def usable(self) -> Usable:
        """What is not under a restriction (Article 18(2))."""
        return self.filter(restriction=None)

    def proposed(self) -> Usable:
        """Mails that may be about a right; a colleague decides."""
        return self.usable().exclude(proposed='')

    def with_standing(self) -> Usable:
        """Messages, and whether we answered them, in one query."""
        return self.annotate(
            standing=models.Case(
                models.When(
                    closed_at__isnull=False, then=models.Value('closed')
                ),
                models.When(_is_answered(), then=models.Value('answered')),
                default=models.Value('new'),
            )
        )

    def of_standing(self, standing: str) -> Usable:
        """The same, said so that the database finds them by an index."""
        if standing == 'closed':
            return self.filter(closed_at__isnull=False)
        answered = _is_answered() if standing == 'answered' else ~_is_answered()
        return self.filter(answered, closed_at=None)


def _is_answered() -> models.Exists:
    return models.Exists(Reply.objects.filter(enquiry=models.OuterRef('pk')))


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


class Sender(models.TextChoices):
    """What the mail servers say of the address a mail came from.

    None of it proves anything for a right: that takes the link in our letter.
    """

    CONFIRMED = 'confirmed', 'The mail servers confirm that address.'
    UNKNOWN = 'unknown', 'The mail servers cannot tell if it is theirs.'
    DOUBTFUL = 'doubtful', 'The mail servers doubt that it is theirs.'


class Enquiry(models.Model):
    """A message, by our form or by mail; a mail has a `sender`.

    `proposed` is the right that a mail may be about, until a colleague has
    decided.
    """

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
    sender = models.CharField(max_length=16, choices=Sender, blank=True)
    message_id = models.CharField(max_length=250, blank=True)
    refused = models.TextField(blank=True)
    follows = models.ForeignKey(
        'self',
        models.SET_NULL,
        null=True,
        blank=True,
        related_name='followed_by',
    )
    proposed = models.CharField(max_length=16, choices=Right, blank=True)
    became = models.ForeignKey(
        DataSubjectRequest,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name='+',
    )
    returned_at = models.DateTimeField(null=True, blank=True)

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
            'sender': 'what the mail servers said of your address',
            'message_id': 'the number that your mail program gave it',
            'refused': 'what of your mail we did not keep, and why',
            'follows': 'the earlier message that it goes on from',
            'proposed': 'the right that it may be about',
            'became': 'the request that it became',
            'returned_at': 'when a letter of ours came back from you',
        },
        keep=(Keep(facts.ENQUIRIES, since='received_at'),),
        correctable=frozenset({'name', 'message'}),
        required=frozenset({'email', 'message'}),
        show={
            'restriction': 'restriction__set_at',
            'follows': 'follows__received_at',
            'became': 'became__reference',
        },
    )

    class Meta:
        verbose_name_plural = 'enquiries'
        indexes = [
            models.Index(
                fields=['received_at', 'id'],
                name='messages_that_are_open',
                condition=models.Q(closed_at=None),
            ),
            models.Index(
                fields=['received_at'],
                name='mails_to_decide_about',
                condition=~models.Q(proposed='') & models.Q(became=None),
            ),
        ]

    def __str__(self) -> str:
        return f'Enquiry {self.pk}'

    @property
    def came_by_mail(self) -> bool:
        return bool(self.sender)

    @property
    def due_on(self) -> date:
        """If it is a request, then our answer is due by this day."""
        received = clock.date_of_duty(self.received_at)
        is_complaint = self.proposed == Right.COMPLAINT
        return clock.due_on(received, is_complaint=is_complaint)
