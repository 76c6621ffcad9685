"""A checkout sends no mail: it keeps every letter, and shows it at /mailbox/.

Only for development; `urls.py` includes these addresses when DEBUG is on.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage as Letter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import re_path
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from privacy.doors import private


LINK = re.compile(r'(https?://[^\s<>"\']*[^\s<>"\'.,;:!?)])')


class OutboxBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            keep(message.message())
        return len(email_messages)


def keep(mime: Any) -> Path:
    """One file per Message-ID, however often the worker tries to send it."""
    name = hashlib.sha256(mime['Message-ID'].encode()).hexdigest()
    settings.OUTBOX_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=settings.OUTBOX_DIR)
    with os.fdopen(handle, 'wb') as file:
        file.write(mime.as_bytes())
    return Path(draft).replace(settings.OUTBOX_DIR / f'{name}.eml')


@require_safe
@private
def list_letters(request: HttpRequest) -> HttpResponse:
    paths = [*settings.OUTBOX_DIR.glob('*.eml')]
    paths.sort(key=lambda path: path.stat().st_mtime_ns, reverse=True)
    letters = [(path.stem, read(path)) for path in paths]
    return render(request, 'mailbox/list.html', {'letters': letters})


@require_safe
@private
def show_letter(request: HttpRequest, name: str) -> HttpResponse:
    try:
        # The address allows 64 hex digits only, so the name is no path.
        letter = read(settings.OUTBOX_DIR / f'{name}.eml')
    except FileNotFoundError:
        raise Http404 from None
    body = letter.get_body(('plain',))
    text = body.get_content() if body else ''
    context = {
        'letter': letter,
        'headers': letter.items(),
        'text': with_links(text),
    }
    return render(request, 'mailbox/letter.html', context)


def read(path: Path) -> Letter:
    return message_from_bytes(path.read_bytes(), policy=policy.default)


def with_links(text: str) -> SafeString:
    return format_html_join('', '{}', ((link(p),) for p in LINK.split(text)))


def link(piece: str) -> str:
    """Only our own pages: a letter may quote whatever a stranger wrote."""
    if piece == settings.SITE_URL or piece.startswith(f'{settings.SITE_URL}/'):
        return format_html('<a href="{0}">{0}</a>', piece)
    return piece


urlpatterns = [
    re_path(r'^mailbox/$', list_letters, name='mailbox'),
    re_path(r'^mailbox/(?P<name>[0-9a-f]{64})/$', show_letter, name='letter'),
]
