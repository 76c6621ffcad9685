"""Letters to a colleague about the door of their own account."""

from __future__ import annotations

from django.utils import timezone

from privacy import mail
from privacy.models import KnownDevice, StaffMember


def tell_of_guessing(member_pk: int) -> None:
    """Somebody tried too often; nobody is told of an account there is not."""
    member = StaffMember.objects.filter(pk=member_pk, is_active=True).first()
    if member and member.email:
        mail.send(
            'privacy/guessing',
            to=member.email,
            about=member,
            again=f'{timezone.now():%Y-%m-%d %H}',
        )


def tell_of_device(device_pk: int) -> None:
    device = KnownDevice.objects.filter(pk=device_pk).first()
    if device and device.member.email:
        mail.send('privacy/new_device', to=device.member.email, about=device)
