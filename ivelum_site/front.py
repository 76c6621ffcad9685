"""Public pages, kept in memory for as long as they say they may be.

A shared cache in the sense of RFC 9111, but part of this very server: it
stands between gunicorn and Django and answers in their name. It keeps only
what is the same for everybody: asked without query, cookie or authorization,
and answered `Cache-Control: public` without a cookie.

It stores them compressed. Everything else leaves as it came, uncompressed:
BREACH has nothing to work on (see `encodings`).

No lock: a page is complete before one dictionary assignment, which is atomic,
makes it visible. Two threads that miss together do the same work twice.
"""

import re
import time
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from ivelum_site.encodings import Form, Headers, best_encoding, forms_of
from ivelum_site.traffic.request_log import PLACE


Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
Key = tuple[str, ...]

MAX_PAGES = 512
MAX_BYTES = 1024 * 1024
MAX_AGE = re.compile(r'max-age=(\d+)')


class Page(NamedTuple):
    fresh_until: float
    forms: dict[str, Form]


class SharedCache:
    def __init__(
        self, ask: Application, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.ask, self.clock = ask, clock
        self.pages: dict[Key, Page] = {}

    def __call__(
        self, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        if not is_for_everybody(environ):
            return self.ask(environ, start_response)
        key = key_of(environ)
        page = self.pages.get(key)
        if page is not None and self.clock() < page.fresh_until:
            return answer(page, environ, start_response)
        if environ['REQUEST_METHOD'] == 'HEAD':
            return self.ask(environ, start_response)
        return self.fetch(key, environ, start_response)

    def fetch(
        self, key: Key, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        told: list[Any] = []
        result = self.ask(environ, lambda *args: told.extend(args))
        status, headers = told[:2]
        lifetime = lifetime_of(status, headers)
        if not lifetime or is_file(result, environ):
            start_response(*told)
            return result
        page = Page(self.clock() + lifetime, forms_of(headers, whole(result)))
        if len(self.pages) >= MAX_PAGES:
            self.pages.clear()
        self.pages[key] = page
        return answer(page, environ, start_response)


def is_for_everybody(environ: Environ) -> bool:
    return (
        environ['REQUEST_METHOD'] in ('GET', 'HEAD')
        and not environ.get('QUERY_STRING')
        and 'HTTP_COOKIE' not in environ
        and 'HTTP_AUTHORIZATION' not in environ
    )


def key_of(environ: Environ) -> Key:
    # Read the way Django reads SECURE_PROXY_SSL_HEADER: http asks for a
    # redirect where https asks for the page.
    forwarded = environ.get('HTTP_X_FORWARDED_PROTO', '').split(',', 1)[0]
    return (
        environ.get('HTTP_HOST', ''),
        environ['wsgi.url_scheme'],
        'https' if forwarded.strip() == 'https' else '',
        environ.get('SCRIPT_NAME', ''),
        environ.get('PATH_INFO', ''),
    )


def answer(
    page: Page, environ: Environ, start_response: StartResponse
) -> Iterable[bytes]:
    # The same for everybody, so its path holds nothing of the visitor's.
    environ[PLACE] = environ.get('PATH_INFO', '')
    form = page.forms[best_encoding(environ.get('HTTP_ACCEPT_ENCODING', ''))]
    known = environ.get('HTTP_IF_NONE_MATCH')
    if known and is_known(form.etag, known):
        start_response('304 Not Modified', form.not_modified)
        return ()
    # A copy, because whoever receives the list may add to it (PEP 3333).
    start_response('200 OK', form.headers[:])
    return () if environ['REQUEST_METHOD'] == 'HEAD' else (form.body,)


def is_known(etag: str, known: str) -> bool:
    """RFC 9110, section 13.1.2, by weak comparison."""
    tags = [tag.strip().removeprefix('W/') for tag in known.split(',')]
    return etag in tags or tags == ['*']


def lifetime_of(status: str, headers: Headers) -> int:
    """For how many seconds anybody may see this answer; mostly none."""
    fields = {name.lower(): value for name, value in headers}
    if not status.startswith('200 ') or 'set-cookie' in fields:
        return 0
    if not is_small(fields) or 'content-encoding' in fields:
        return 0
    if fields.get('vary', 'accept-encoding').lower() != 'accept-encoding':
        return 0
    control = fields.get('cache-control', '').lower()
    directives = {part.strip() for part in control.split(',')}
    if directives & {'private', 'no-store', 'no-cache'}:
        return 0
    age = MAX_AGE.search(control)
    return int(age[1]) if age and 'public' in directives else 0


def is_small(fields: dict[str, str]) -> bool:
    """Answers of unknown length are streams, and are left alone."""
    length = fields.get('content-length', '')
    return length.isdecimal() and int(length) <= MAX_BYTES


def is_file(result: Iterable[bytes], environ: Environ) -> bool:
    """WhiteNoise's files: compressed beforehand and sent by the kernel."""
    wrapper = environ.get('wsgi.file_wrapper')
    return isinstance(wrapper, type) and isinstance(result, wrapper)


def whole(result: Iterable[bytes]) -> bytes:
    try:
        return b''.join(result)
    finally:
        if hasattr(result, 'close'):
            result.close()
