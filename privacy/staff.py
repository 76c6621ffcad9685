"""Staff accounts: how a colleague gets in, what they may do, how they leave.

Only a lead does this to others, and nobody to themselves but for the name:
the database takes no event of anybody else (migrations/sql/0006_roles.sql).
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from privacy import passwords, tasks
from privacy.addresses import canonical
from privacy.entrance import factor
from privacy.models import Action, AuditEvent, Role, StaffMember
from privacy.proof import audit


@transaction.atomic
def one_time_password(email: str) -> str | None:
    """Open the account if need be, and a password for the first sign-in.

    None when the person has already chosen their own. The staff desk asks for
    a new password before it shows anything.
    """
    member, is_new = StaffMember.objects.select_for_update().get_or_create(
        email=canonical(email), defaults={'role': Role.LEAD}
    )
    if not (is_new or member.password_is_one_time):
        return None
    return passwords.give(member)


@transaction.atomic
def fresh_password(pk: int, *, by: StaffMember) -> bool:
    """For somebody who forgot theirs. The one they had ends at once.

    The new one goes to their own mailbox, and nobody else sees it: else a lead
    could sit down as the second person. False if the account is closed.
    """
    member = _locked(pk)
    if not member.is_active or not member.email:
        return False
    _send_password(member)
    _note(Action.ACCOUNT_CHANGED, member, by, 'one-time password')
    return True


@transaction.atomic
def reset_second_factor(pk: int, *, by: StaffMember) -> bool:
    """For somebody who lost the app and the recovery codes.

    The password ends with them, and a new one goes to their own mailbox: who
    asks for this gets nothing into their hands.
    """
    member = _locked(pk)
    if not member.is_active or not member.email:
        return False
    factor.remove(member)
    _send_password(member)
    _note(Action.ACCOUNT_CHANGED, member, by, 'second factor')
    return True


def _send_password(member: StaffMember) -> None:
    member.set_unusable_password()
    member.password_is_one_time = True
    member.save(update_fields=['password', 'password_is_one_time'])
    tasks.send_one_time_password.defer(member_pk=member.pk)


@transaction.atomic
def add(*, by: StaffMember, email: str, name: str, role: str) -> StaffMember:
    """A password for the first sign-in goes to their own mailbox."""
    member = StaffMember.objects.create_user(email, name=name, role=role)
    _send_password(member)
    _note(Action.ACCOUNT_MADE, member, by, role)
    return member


@transaction.atomic
def rename(pk: int, *, by: StaffMember, name: str, email: str) -> bool:
    """What they are called, and the address with which they sign in."""
    member = _locked(pk)
    what = 'name' if member.email == email else 'address'
    return _change(member, by, what, name=name, email=email)


@transaction.atomic
def give_role(pk: int, *, by: StaffMember, role: str) -> bool:
    return _change(_locked(pk), by, f'role: {role}', role=role)


@transaction.atomic
def close(pk: int, *, by: StaffMember) -> bool:
    """They are out at once, on every device, and cannot come back."""
    member, now = _locked(pk), timezone.now()
    return member.is_active and _change(
        member, by, 'closed', is_active=False, signed_out_at=now
    )


@transaction.atomic
def reopen(pk: int, *, by: StaffMember) -> bool:
    member = _locked(pk)
    return bool(member.email) and _change(
        member, by, 'opened again', is_active=True
    )


def _locked(pk: int) -> StaffMember:
    return StaffMember.objects.select_for_update(no_key=True).get(pk=pk)


def _change(
    member: StaffMember, by: StaffMember, what: str, **changes: Any
) -> bool:
    """False, and nothing noted, if all of it is so already."""
    if all(getattr(member, name) == new for name, new in changes.items()):
        return False
    for name, new in changes.items():
        setattr(member, name, new)
    member.save(update_fields=[*changes])
    _note(Action.ACCOUNT_CHANGED, member, by, what)
    return True


def _note(
    action: Action, member: StaffMember, by: StaffMember, what: str
) -> None:
    """And all leads hear of it, but for a name."""
    about: dict[str, Any] = {'kind': member._meta.label, 'row_id': member.pk}
    audit.note(action, by=by, purpose=what, **about)
    if what != 'name':
        event = AuditEvent.objects.filter(**about).latest('seq')
        tasks.tell_leads_of_account.defer(event_pk=event.pk)
