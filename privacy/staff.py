"""Staff accounts: how somebody of the team gets in for the first time."""

from __future__ import annotations

import secrets

from django.db import transaction

from privacy.addresses import canonical
from privacy.models import Role, StaffMember


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
    password = secrets.token_urlsafe(9)
    member.set_password(password)
    member.password_is_one_time = True
    member.save(update_fields=['password', 'password_is_one_time'])
    return password
