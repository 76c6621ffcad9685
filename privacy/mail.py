"""The only door through which the site writes to anybody.

An email is one plain-text template in templates/emails/; its first line is
the subject, which never holds personal data. No pixels, no tracked links, and
no HTML but in a letter to many.

What `send` writes is critical mail: each answers something, the row it is
`about`, so it needs no consent and cannot be opted out of (P66). Everything
else is a letter to many, and goes through `many`.
"""

from __future__ import annotations

import smtplib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TypeVar
from urllib.parse import urlsplit

from anymail.exceptions import AnymailError, AnymailRecipientsRefused
from botocore.exceptions import ConnectionClosedError, ReadTimeoutError
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import salted_hmac

from privacy import post
from privacy.authorities import HOME
from privacy.proof import ledger


# SES was asked, and did not say whether it took the letter.
UNANSWERED = (ConnectionClosedError, ReadTimeoutError)
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
    headers = {'Message-ID': message_id(template, about, again)}
    _send(template, to, headers, context | {'about': about})


def answer(
    template: str,
    *,
    to: str,
    about: Model,
    thread: Sequence[str],
    by_hand: bool = False,
    **context: object,
) -> None:
    """The same, in the thread of these message ids (RFC 5322, 3.6.4).

    What a colleague wrote says that it is no machine's (RFC 3834, 5): else
    their own machine would not tell us that they are away.
    """
    headers = {
        'Auto-Submitted': 'no' if by_hand else 'auto-replied',
        'Message-ID': message_id(template, about),
        'In-Reply-To': thread[-1],
        'References': ' '.join(thread),
    }
    _send(template, to, headers, context | {'about': about})


class AnswersNothingError(ValueError):
    """Critical mail out of nowhere: it must be about a row that is there."""


def _send(
    template: str,
    to: str,
    headers: Mapping[str, str],
    context: Mapping[str, object],
) -> None:
    if getattr(context.get('about'), 'pk', None) is None:
        raise AnswersNothingError(template)
    # Nobody gets a letter because a backup forgot that they left; the job
    # tries again later.
    ledger.refuse_if_behind()
    text = render_to_string(
        f'emails/{template}.txt',
        {**context, 'authority': HOME, 'site_url': settings.SITE_URL},
        using='letters',
    )
    subject, _, body = text.partition('\n')
    EmailMessage(
        subject=subject.removeprefix('Subject:').strip(),
        body=body.strip() + '\n',
        to=[to],
        headers={'Auto-Submitted': 'auto-generated', **headers},  # RFC 3834
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


# --- Letters to many ----------------------------------------------------------


class RefusedError(Exception):
    """The mail server does not want this one letter; `code` says for how long.

    From 400 on it may want it later, from 500 on never (RFC 5321, 4.2.1).
    """

    def __init__(self, code: int):
        super().__init__(code)
        self.code = code


class AwayError(Exception):
    """No mail server takes anything now; what was tried did not leave."""


Post = Callable[[post.Letter], None]


@contextmanager
def many() -> Iterator[Post]:
    """One open door for many letters. Raises AwayError if there is none.

    Each letter that is put through it leaves, or is refused, or raises
    LostSightError: then nobody can know.
    """
    ledger.refuse_if_behind()
    with _translated(), _open_door() as connection:

        def put_through(letter: post.Letter) -> None:
            with _translated():
                connection.send_messages([letter])

        yield put_through


def _open_door() -> BaseEmailBackend:
    """Who refuses us here, with whatever code, refuses no single letter."""
    connection = get_connection()
    try:
        connection.open()
    except smtplib.SMTPResponseException as refused:
        raise AwayError(type(refused).__name__) from None
    return connection


@contextmanager
def _translated() -> Iterator[None]:
    """What went wrong, in our words and without the address."""
    try:
        yield
    except post.LostSightError:
        raise
    except smtplib.SMTPRecipientsRefused as refused:
        codes = [code for code, _ in refused.recipients.values()]
        raise RefusedError(max(codes)) from None
    except smtplib.SMTPResponseException as refused:
        raise RefusedError(refused.smtp_code) from None
    except AnymailRecipientsRefused:
        raise RefusedError(550) from None
    except AnymailError as error:
        if isinstance(error.__cause__, UNANSWERED):
            raise post.LostSightError(type(error).__name__) from None
        raise AwayError(type(error).__name__) from None
    except OSError as error:
        raise AwayError(type(error).__name__) from None
