"""How an answer may travel: whether it is kept, by whom, and what it betrays.

A view says it with one decorator. Silence means that nobody keeps the answer
(`ivelum_site.visitors.set_headers`).
"""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response


View = Callable[..., Any]

PRIVATE = {
    'Cache-Control': 'no-store',
    # The address of such a page may hold a token; it must not reach the next
    # page, not even one of ours.
    'Referrer-Policy': 'no-referrer',
    'X-Robots-Tag': 'noindex',
}
PUBLIC = 'public, max-age=60, stale-while-revalidate=600'


def private(view: View) -> View:
    """For pages about one person, or whose address holds a token."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        response = view(request, *args, **kwargs)
        for name, value in PRIVATE.items():
            response.headers[name] = value
        return response

    return answer


def public(view: View) -> View:
    """For pages that are the same for everybody: anyone may keep them."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        response = view(request, *args, **kwargs)
        if request.method not in ('GET', 'HEAD') or response.status_code != 200:
            return response
        return _keepable(request, response)

    return answer


def posted_by_mail_programs(view: View) -> View:
    """Let a POST come from elsewhere: RFC 8058 gives it no context at all."""
    view.posted_by_mail_programs = True  # type: ignore[attr-defined]
    return view


def _keepable(request: HttpRequest, response: HttpResponse) -> Any:
    if not getattr(response, 'is_rendered', True):
        response.render()  # type: ignore[attr-defined]
    digest = hashlib.sha256(response.content).hexdigest()[:32]
    response.headers['Cache-Control'] = PUBLIC
    response.headers['ETag'] = f'"{digest}"'
    return get_conditional_response(
        request, etag=response.headers['ETag'], response=response
    )
