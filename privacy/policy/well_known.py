"""What machines ask for: the signal of browsers, whom to call, the policy."""

from __future__ import annotations

from datetime import date, timedelta

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


@public
@require_safe
def gpc(request: HttpRequest) -> HttpResponse:
    """Global Privacy Control: nothing is sold or shared, for anybody."""
    return JsonResponse({'gpc': True, 'lastUpdate': LOOKED_AT.isoformat()})


@public
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """RFC 9116: where to report a hole in the site."""
    lines = [
        f'Contact: mailto:{facts.MAILBOX.value}',
        f'Expires: {EXPIRES.isoformat()}T00:00:00Z',
        'Preferred-Languages: en, lt',
        f'Canonical: {settings.SITE_URL}{reverse("security")}',
    ]
    text = ''.join(f'{line}\n' for line in lines)
    return HttpResponse(text, content_type='text/plain; charset=utf-8')


@public
@require_safe
def vocabulary(request: HttpRequest) -> HttpResponse:
    """The policy in the W3C Data Privacy Vocabulary."""
    return JsonResponse(
        jsonld.policy(), content_type='application/ld+json; charset=utf-8'
    )
