"""One page for everything that can go wrong, and no trace of who met it."""

import logging
import sys
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.template.loader import render_to_string
from django.utils import timezone

from ivelum_site import logs
from ivelum_site.visitors import GetResponse, Response
from privacy.intake import is_database_away


logger = logging.getLogger(__name__)

PAGES = (400, 403, 404, 405, 410, 413, 429, 500, 503)
SECONDS_TO_RECOVER = 30
OF_A_FILE = ('Content-Type', 'Content-Disposition', 'Content-Length')
MAX_DRAINED = 16 * 1024 * 1024
LAST_RESORT = (
    '<!doctype html><html lang="en"><meta charset="utf-8">'
    '<title>Something went wrong</title>'
    '<h1>Something went wrong</h1>'
    '<p>Please try again in a while. <a href="/">To the first page</a></p>'
)


def show_error_pages(get_response: GetResponse) -> GetResponse:
    def middleware(request: HttpRequest) -> Response:
        response = refuse(request) or get_response(request)
        if response.status_code in PAGES and is_bare(response):
            return dressed(request, response)
        return response

    vars(middleware)['process_exception'] = answer_exception
    return middleware


def refuse(request: HttpRequest) -> HttpResponse | None:
    """What must not come near a view, a parser or the database."""
    if declared_length(request) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        drain(request)
        return page(request, 413)
    # PostgreSQL keeps no NUL in a text, and no address of ours has one.
    query = request.META.get('QUERY_STRING', '')
    if '\0' in request.path_info or '\0' in query or '%00' in query:
        return page(request, 400)
    try:
        request.POST  # noqa: B018 - parsed here, so that views never trip on it
    except ValueError as broken:
        # Django does not expect a Content-Type that cannot be parsed.
        raise BadRequest('Unreadable form.') from broken
    except UnreadablePostError:
        return logged(page(request, 400))  # The visitor hung up halfway.
    return None


def declared_length(request: HttpRequest) -> int:
    try:
        return int(request.META.get('CONTENT_LENGTH') or 0)
    except ValueError:
        return 0


def drain(request: HttpRequest) -> None:
    """A browser reads the answer only after it has sent everything."""
    left = min(declared_length(request), MAX_DRAINED)
    try:
        while left > 0 and (chunk := request.read(min(left, 65536))):
            left -= len(chunk)
    except OSError:
        pass  # The visitor hung up; so there is nobody to tell.


def answer_exception(request: HttpRequest, error: Exception) -> Response | None:
    return unavailable(request, error) if is_database_away(error) else None


def unavailable(request: HttpRequest, error: BaseException) -> HttpResponse:
    # The text of the error may quote a row, so only its kind is logged.
    logger.error('The database is away: %s', type(error).__name__)
    later = timezone.now() + timedelta(seconds=SECONDS_TO_RECOVER)
    response = page(request, 503, later)
    response.headers['Retry-After'] = str(SECONDS_TO_RECOVER)
    return logged(response)


def instead_of(
    file: Response, request: HttpRequest, error: BaseException
) -> HttpResponse:
    """The page for a file of which not even the first piece could be made."""
    if is_database_away(error):
        response = unavailable(request, error)
    else:
        logger.error('No first piece', exc_info=error)
        response = page(request, 500)
    for name, value in file.items():
        if name not in OF_A_FILE:
            response.headers[name] = value
    return response


def logged(response: HttpResponse) -> HttpResponse:
    """Tell Django that nothing is left to log, least of all the path."""
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def is_bare(response: Response) -> bool:
    if response.streaming:
        return 'Content-Type' not in response.headers  # WhiteNoise's refusals
    return not response.content


def dressed(request: HttpRequest, bare: Response) -> HttpResponse:
    """The same answer with a page; Allow, Retry-After and the rest stay."""
    response = page(request, bare.status_code, try_again_at(bare))
    for name, value in bare.items():
        if name not in ('Content-Type', 'Content-Length'):
            response.headers[name] = value
    response.cookies = bare.cookies
    return response


def try_again_at(response: Response) -> datetime | None:
    seconds = response.headers.get('Retry-After', '')
    if not seconds.isdecimal():
        return None
    return timezone.now() + timedelta(seconds=int(seconds))


def page(
    request: HttpRequest, status: int, later: datetime | None = None
) -> HttpResponse:
    try:
        body: str = render_to_string(
            f'{status}.html',
            {'try_again_at': later, 'number': logs.request.get()},
            request,
        )
    except Exception as error:
        # Whatever broke the site may break its templates too.
        logger.error('No page for %s: %s', status, type(error).__name__)
        body = LAST_RESORT
    return HttpResponse(body, status=status)


# Django's names for what urls.py imports.


def handler400(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return page(request, 400)


def handler403(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return page(request, 403)


def handler404(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return page(request, 404)


def handler500(request: HttpRequest) -> HttpResponse:
    error = sys.exc_info()[1]
    if error and is_database_away(error):
        # Raised by a middleware, where `process_exception` does not look.
        return unavailable(request, error)
    return page(request, 500)
