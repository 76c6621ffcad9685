"""The letter that tells a person what an authority was given."""

from __future__ import annotations

from privacy import mail
from privacy.models import Disclosure


def tell(disclosure_pk: int) -> None:
    """Once it is noted that they are told; a second letter has the same id."""
    told = Disclosure.objects.filter(notified_on__isnull=False)
    disclosure = told.filter(pk=disclosure_pk).first()
    if disclosure and disclosure.email:
        mail.send('privacy/disclosed', to=disclosure.email, about=disclosure)
