"""Two people with a canary in every text that we can hold about anybody.

Made from the declarations: a text field added tomorrow carries a canary
tomorrow, and a kind of data without a maker here turns the tests red.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from privacy.declaration.registry import declarations
from privacy.models import StaffMember
from tests import make


NUMBERS = count(10_000)


@dataclass
class Person:
    """Somebody, and where each of their canaries sits."""

    email: str
    canaries: dict[tuple[str, str], str] = field(default_factory=dict)

    def texts(self, label):
        """A canary for each free text of a kind."""
        found = {}
        for name, column in free_texts(label):
            canary = f'q{next(NUMBERS)}z'
            self.canaries[label, name] = canary
            found[name] = padded(canary, column)
        return found


def padded(canary, column):
    """Long enough for rules that want a real sentence."""
    room = column.max_length or 1_000
    return canary + ' and so on, and so on, and so on, at length' * (room > 60)


def free_texts(label):
    model = next(m for m, _ in declarations() if m._meta.label == label)
    return [
        (f.name, f)
        for f in model._meta.concrete_fields
        if isinstance(f, models.CharField | models.TextField)
        and not isinstance(f, models.EmailField)
        and not f.choices
        and (label, f.name) not in NO_FREE_TEXT
    ]


# Fields whose content a rule fixes: hashes, codes and names of tables.
NO_FREE_TEXT = {
    ('contact.ConsentEvent', 'mac'),
    ('privacy.AuditEvent', 'prev_hash'),
    ('privacy.AuditEvent', 'hash'),
    ('privacy.Correction', 'kind'),
    ('privacy.LegalHold', 'kind'),
    ('privacy.LegalHold', 'row_id'),
    ('privacy.Attestation', 'promise'),
    ('privacy.Disclosure', 'country'),
    ('privacy.Disclosure', 'article_48_note'),
    ('privacy.StaffMember', 'password'),
    ('privacy.SecondFactor', 'seed'),
    ('privacy.RecoveryCode', 'digest'),
    ('privacy.KnownDevice', 'digest'),
}


def log_entry(email, **texts):
    user = StaffMember.objects.get(email=email)
    kind = ContentType.objects.get_for_model(StaffMember)
    return LogEntry.objects.create(
        user=user, content_type=kind, action_flag=CHANGE, **texts
    )


def dsr(email, **texts):
    """A request that met with everything that can happen to one."""
    today = timezone.localdate()
    return make.dsr(
        email=email,
        extended_to=today + timedelta(days=40),
        extension_told_on=today,
        identity_asked_on=today,
        **texts,
    )


def of(dsr_of):
    """A maker for what hangs on a request of the person."""
    return lambda email, **texts: dsr_of(dsr=make.dsr(email=email), **texts)


def claim(email, **texts):
    """An address for which one vouched, and another agreed."""
    two = {
        'vouched_by': make.member(make.FIRST),
        'approved_by': make.member(make.SECOND),
    }
    return make.claim(email=email, **two, **texts)


def consent(email, **texts):
    subscription = make.Subscription.objects.get(email=email)
    return make.consent(subscription=subscription, **texts)


def disclosure(email, declined_because, **texts):
    """One that was made, and one to which we said no."""
    make.disclosure(
        email=email,
        disclosed_on=None,
        declined_on=timezone.localdate(),
        declined_because=declined_because,
    )
    return make.disclosure(email=email, **texts)


def delivery(email, **texts):
    subscription = make.Subscription.objects.get(email=email)
    asked = make.ConsentEvent.objects.get(subscription=subscription)
    subscription.confirm(make.Method.CONFIRM_LINK, asked.wording)
    letter = make.letter(slug=f'to-{subscription.pk}')
    return make.delivery(subscription=subscription, letter=letter)


def reply(email, **texts):
    enquiry = make.Enquiry.objects.get(email=email)
    return make.reply(enquiry=enquiry, **texts)


def of_colleague(made):
    """A maker for what hangs on an account."""
    return lambda email, **texts: made(
        member=StaffMember.objects.get(email=email), **texts
    )


# In an order in which each finds what it needs.
MAKERS = {
    'contact.Enquiry': make.enquiry,
    'contact.Wish': make.wish,
    'contact.Subscription': make.subscription,
    'contact.Reply': reply,
    'contact.ConsentEvent': consent,
    'contact.Delivery': delivery,
    'privacy.DataSubjectRequest': dsr,
    'privacy.ClaimedAddress': claim,
    'privacy.CaseMessage': of(make.message),
    'privacy.Correction': of(make.correction),
    'privacy.Refusal': of(make.refusal),
    'privacy.Disclosure': disclosure,
}
STAFF_MAKERS = {
    'privacy.StaffMember': make.colleague,
    'admin.LogEntry': log_entry,
    'privacy.AuditEvent': lambda email, **texts: make.audit_event(
        by=StaffMember.objects.get(email=email), **texts
    ),
    'privacy.SecondFactor': of_colleague(make.second_factor),
    'privacy.RecoveryCode': of_colleague(make.recovery_code),
    'privacy.KnownDevice': of_colleague(make.known_device),
    'privacy.LegalHold': make.hold,
    'privacy.Attestation': make.attestation,
    'contact.Export': make.export,
}


def person(email, makers=MAKERS):
    made = Person(email)
    for label, maker in makers.items():
        maker(email=email, **made.texts(label))
    return made
