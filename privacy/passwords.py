"""One-time passwords: made where they are sent from, and kept nowhere."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.utils import timezone

from privacy import mail
from privacy.models import Action, AuditEvent, Role, StaffMember


def give(member: StaffMember) -> str:
    """A password for the next sign-in; then they choose their own."""
    password = secrets.token_urlsafe(9)
    member.set_password(password)
    member.password_is_one_time = True
    member.save(update_fields=['password', 'password_is_one_time'])
    return password


@transaction.atomic
def send(member_pk: int) -> None:
    """To their own mailbox; whoever asked for it never sees it.

    A second letter has another password, and only that opens. Who chose one
    meanwhile needs none.
    """
    member = (
        StaffMember.objects.select_for_update()
        .filter(pk=member_pk, is_active=True, password_is_one_time=True)
        .exclude(email=None)
        .first()
    )
    if member:
        mail.send(
            'privacy/one_time_password',
            to=member.email or '',
            about=member,
            again=f'{timezone.now():%Y-%m-%d %H:%M:%S.%f}',
            password=give(member),
        )


def tell_leads(event_pk: int) -> None:
    """All who look after accounts hear of it, whoever did it."""
    event = AuditEvent.objects.get(pk=event_pk)
    leads = StaffMember.objects.filter(role=Role.LEAD, is_active=True)
    for lead in leads.exclude(email=None):
        mail.send(
            'privacy/tell_leads_of_account',
            to=lead.email or '',
            about=event,
            again=str(lead.pk),
            is_new=event.action == Action.ACCOUNT_MADE,
        )
