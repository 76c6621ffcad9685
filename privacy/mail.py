"""The only door through which the site writes to anybody.

An email is one plain-text template in templates/emails/; its first line is
the subject, which never holds personal data. No pixels, no tracked links, no
HTML.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import salted_hmac

from privacy.authorities import HOME
from privacy.proof import ledger


Row = TypeVar('Row', bound=Model)


def send(
    template: str,
    *,
    to: str,
    about: Model,
    again: str = '',
    **context: object,
) -> None:
    """Write one letter to an address that we hold.

    The message id follows from the letter and the row it is about. Should a
    worker die between sending and noting it, the second copy has the same id
    and mail programs show one (RFC 5322, 3.6.4). `again` tells letters apart
    that are about the same row, and meant.
    """
    # Nobody gets a letter because a backup forgot that they left; the job
    # tries again later.
    ledger.refuse_if_behind()
    text = render_to_string(
        f'emails/{template}.txt',
        context
        | {'about': about, 'authority': HOME, 'site_url': settings.SITE_URL},
        using='letters',
    )
    subject, _, body = text.partition('\n')
    EmailMessage(
        subject=subject.removeprefix('Subject:').strip(),
        body=body.strip() + '\n',
        to=[to],
        headers={
            'Message-ID': message_id(template, about, again),
            'Auto-Submitted': 'auto-generated',  # RFC 3834
        },
    ).send()


def message_id(template: str, about: Model, again: str = '') -> str:
    name = f'{template}.{about._meta.label}.{about.pk}.{again}'
    number = salted_hmac('privacy.mail', name, algorithm='sha256').hexdigest()
    return f'<{number[:40]}@{urlsplit(settings.SITE_URL).hostname}>'


def send_once(
    model: type[Row], pk: int, stamp: str, write: Callable[[Row], None]
) -> None:
    """Write a letter once, however often the worker tries.

    `stamp` is the field that says when it was sent. A row that is gone or
    stamped needs no letter.
    """
    with transaction.atomic():
        row = (
            model._default_manager.select_for_update(of=('self',))
            .filter(pk=pk, **{f'{stamp}__isnull': True})
            .first()
        )
        # What is restricted is stored, and no letter is written about it.
        if row and not getattr(row, 'restriction_id', None):
            write(row)
            setattr(row, stamp, timezone.now())
            row.save(update_fields=[stamp])
