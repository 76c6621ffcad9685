"""Empties the inbox: each message is dealt with once, and then deleted."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction

from contact import subscribing
from contact.models import Handled, Method, What
from contact.post import inbox, messages, reading, sorting
from contact.post.inbox import Waiting
from contact.post.reading import Mail
from privacy import pseudonyms
from privacy.declaration import facts
from privacy.intake import is_database_away


logger = logging.getLogger(__name__)

# Longer than anything waits, in the bucket or in a queue.
REMEMBERED = timedelta(days=facts.RAW_MAIL.days + 30)


def take_all() -> None:
    """One that fails is tried again the next time, and holds up no other."""
    for page in inbox.waiting():
        keys = [message.key for message in page]
        known = Handled.objects.filter(key__in=keys)
        what = dict(known.values_list('key', 'what'))
        for message in page:
            if what.get(message.key) != What.UNREADABLE:
                _try(message)


def _try(message: Waiting) -> None:
    try:
        take(message)
    except Exception as fault:
        if is_database_away(fault):
            raise
        # Its words are in the fault, so only the kind of it is told.
        logger.error('A mail was not taken in: %s', type(fault).__name__)


def take(message: Waiting) -> None:
    raw = inbox.read(message.key)
    if raw is None:
        return
    mail = reading.read(raw)
    what = sorting.what(mail)
    told = {'key': message.key, 'mac': _mac(mail), 'what': what}
    with transaction.atomic():
        if Handled.objects.is_first(**told):
            _deal_with(mail, what, message.arrived_at)
    if what == What.UNREADABLE:
        logger.error('A mail without a readable sender stays in the inbox.')
    else:
        inbox.remove(message.key)


def _mac(mail: Mail) -> str | None:
    """The same for two copies of a mail, and for nothing else.

    Some programs number all their mails alike, so the words count as well.
    """
    if not mail.message_id:
        return None
    said = f'{mail.subject}\n{mail.text}'.encode()
    digest = sha256(said).hexdigest()
    return pseudonyms.mac(f'{mail.message_id} {mail.email} {digest}')


def _deal_with(mail: Mail, what: What, arrived_at: datetime) -> None:
    if what == What.STOP:
        subscribing.stop(sorting.stops(mail), Method.STOP_LINK)
    elif what == What.MESSAGE:
        messages.keep(mail, arrived_at)


def clear_away(now: datetime) -> None:
    """Nothing lies there for longer than we say, read or not."""
    horizon = now - timedelta(days=facts.RAW_MAIL.days)
    for page in inbox.waiting():
        for message in page:
            if message.arrived_at < horizon:
                inbox.remove(message.key)
                logger.error('A mail that nobody could read was deleted.')


def forget(now: datetime) -> None:
    Handled.objects.filter(at__lt=now - REMEMBERED).delete()
