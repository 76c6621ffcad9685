"""What a request is: of which right, by which way, how far, refused why."""

from __future__ import annotations

from django.db import models


class Right(models.TextChoices):
    """Each reads on after "you asked us for"."""

    ACCESS = 'access', 'a look at all that you hold about me'
    PORTABILITY = 'portability', 'a copy of my data to take elsewhere'
    RECTIFICATION = 'rectification', 'a correction of my data'
    ERASURE = 'erasure', 'the deletion of my data'
    RESTRICTION = 'restriction', 'a lock on my data: kept, but not used'
    OBJECTION = 'objection', 'an end to your use of my data'
    WITHDRAWAL = 'withdrawal', 'an end to what I agreed to'
    COMPLAINT = 'complaint', 'an answer to my complaint'
    CHILD = 'child', 'the removal of a child’s data'


class Channel(models.TextChoices):
    WEB = 'web', 'our site'
    EMAIL = 'email', 'e-mail'
    POST = 'post', 'letter'
    PHONE = 'phone', 'telephone'
    IN_PERSON = 'in_person', 'in person'


class State(models.TextChoices):
    RECEIVED = 'received', 'waiting for you to open the link we sent'
    VERIFYING = 'verifying', 'waiting for your answer about who you are'
    OPEN = 'open', 'being answered'
    EXTENDED = 'extended', 'being answered, with more time'
    ANSWERED = 'answered', 'answered'
    REFUSED = 'refused', 'refused'
    WITHDRAWN = 'withdrawn', 'withdrawn by you'
    LAPSED = 'lapsed', 'ended without your answer'


class Ground(models.TextChoices):
    """Why a request may be refused, in the words of the DPV (EU-GDPR)."""

    UNFOUNDED = 'JustificationA12ManifestlyUnfounded', 'manifestly unfounded'
    EXCESSIVE = 'JustificationA12ManifestlyExcessive', 'manifestly excessive'
    IDENTITY = 'JustificationA12IdentityFailure', 'identity not shown'
    EXPRESSION = 'JustificationA17FreedomOfExpression', 'free expression'
    LAW = 'JustificationA17LegallyRequired', 'a legal obligation'
    CLAIMS = 'JustificationA17LegalClaims', 'legal claims'
