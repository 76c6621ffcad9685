"""What machines ask for: the signal of browsers, whom to call, the policy.

A signed security.txt has the last word: whoever keeps the owner's OpenPGP key
signs what `manage.py securitytxt` prints, and the file is served as it is.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from privacy.declaration import facts
from privacy.doors import public
from privacy.policy import jsonld


# On which day somebody last looked at both files. RFC 9116 wants an end that
# is less than a year away; the check privacy.W003 warns a month before it.
LOOKED_AT = date(2026, 11, 22)
EXPIRES = LOOKED_AT + timedelta(days=360)
SIGNED = Path(__file__).parent.parent / 'security.txt'
END = re.compile(r'^Expires: (\d{4}-\d\d-\d\d)T', re.MULTILINE)
DASH = re.compile('^- ', re.MULTILINE)  # a signer's (RFC 9580, 7.2)


@public
@require_safe
def gpc(request: HttpRequest) -> HttpResponse:
    """Global Privacy Control: nothing is sold or shared, for anybody."""
    return JsonResponse({'gpc': True, 'lastUpdate': LOOKED_AT.isoformat()})


@public
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """RFC 9116: where to report a hole in the site."""
    text = SIGNED.read_bytes() if SIGNED.exists() else unsigned().encode()
    return HttpResponse(text, content_type='text/plain; charset=utf-8')


def unsigned() -> str:
    """What there is to sign."""
    lines = [
        f'Contact: mailto:{facts.MAILBOX.value}',
        f'Expires: {EXPIRES.isoformat()}T00:00:00Z',
        'Preferred-Languages: en, lt',
        f'Canonical: {settings.SITE_URL}{reverse("security")}',
    ]
    return ''.join(f'{line}\n' for line in lines)


def signed() -> str:
    """The text below the signature's head; empty if nobody signed."""
    if not SIGNED.exists():
        return ''
    text = SIGNED.read_text().replace('\r\n', '\n')
    body = text.partition('\n\n')[2].partition('\n-----BEGIN')[0]
    return DASH.sub('', body) + '\n'


def ends_on() -> date:
    """The last day of the file that is served; long ago if it names none."""
    found = END.search(signed() or unsigned())
    return date.fromisoformat(found[1]) if found else date.min


@public
@require_safe
def vocabulary(request: HttpRequest) -> HttpResponse:
    """The policy in the W3C Data Privacy Vocabulary."""
    return JsonResponse(
        jsonld.policy(), content_type='application/ld+json; charset=utf-8'
    )
