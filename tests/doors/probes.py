"""Views that do what ours must never do, and the site around them."""

import logging

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpResponse, HttpResponseGone, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.urls import include, path
from django.views.decorators.http import require_POST, require_safe

from ivelum_site import mailbox
from ivelum_site.errors import (  # noqa: F401
    handler400,
    handler403,
    handler404,
    handler500,
)
from privacy.doors import posted_by_mail_programs, private, public


# A name, because a log shows the line of code that raised.
QUOTES_A_ROW = 'Key (email)=(ada@example.org), Ada Lovelace'


def ok(request):
    return HttpResponse('ok')


def bakes(request):
    response = HttpResponse('ok')
    response.set_cookie('tracker', 'ada-1815')
    return response


def asks_for_a_csrf_token(request):
    return HttpResponse(get_token(request))


def fails(request):
    raise ValueError(QUOTES_A_ROW)


def fails_with_token(request, token):
    raise RuntimeError(token)


def away(request):
    raise OperationalError(QUOTES_A_ROW)


def forbids(request):
    raise PermissionDenied


def busy(request):
    return HttpResponse(status=429, headers={'Retry-After': '60'})


def gone(request):
    return HttpResponseGone()


def explains(request):
    return HttpResponse('queue stale', status=503, content_type='text/plain')


def reads_form(request):
    return HttpResponse(request.POST.get('name', 'nobody'))


def warns(request):
    logging.getLogger('privacy').error('No luck with %s', 'ada@example.org')
    return HttpResponse('ok')


@public
@require_safe
def shop_window(request):
    return HttpResponse('<p>Good day.</p>' * 50)


@public
def late(request):
    return TemplateResponse(request, '405.html')


@public
def failing_window(request):
    return HttpResponse('no', status=500)


@private
def letter(request, token):
    return HttpResponse('for Ada only')


@posted_by_mail_programs
def one_click(request):
    return HttpResponse('done')


def stream_fails(request):
    def pieces():
        raise request.environ['probe.raises'](QUOTES_A_ROW)
        yield b''

    attachment = {'Content-Disposition': 'attachment; filename="a.zip"'}
    return StreamingHttpResponse(pieces(), headers=attachment)


def stream(request):
    return StreamingHttpResponse(iter([b'one', b'two']))


urlpatterns = [
    path('probe/ok/', ok),
    path('probe/bakes/', bakes),
    path('probe/csrf/', asks_for_a_csrf_token),
    path('probe/fails/', fails),
    path('probe/fails/<str:token>/', fails_with_token),
    path('probe/away/', away),
    path('probe/forbids/', forbids),
    path('probe/busy/', busy),
    path('probe/gone/', gone),
    path('probe/explains/', explains),
    path('probe/reads/', reads_form),
    path('probe/warns/', warns),
    path('probe/post-only/', require_POST(ok)),
    path('probe/window/', shop_window),
    path('probe/late/', late),
    path('probe/failing-window/', failing_window),
    path('probe/letter/<str:token>/', letter),
    path('probe/one-click/', one_click),
    path('probe/stream/', stream),
    path('probe/stream-fails/', stream_fails),
    path('admin/probe/', ok),
    path('admin/probe/bakes/', bakes),
    *mailbox.urlpatterns,
    path('', include('ivelum_site.urls')),
]
