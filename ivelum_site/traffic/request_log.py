"""One line for each request, and `Line` is all that can stand in it.

It stands outermost, before the cache of pages, so nothing is answered unseen.
The web server's own log, which knows whole addresses, stays off.
"""

import json
import re
import secrets
import sys
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.conf import settings

from ivelum_site import logs
from ivelum_site.traffic import said


Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

# In the environ of a request: its number, and what stands for its path.
NUMBER, PLACE = 'ivelum.request', 'ivelum.place'
UNKNOWN = '<unknown>'
METHODS = {'GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'}
# Numbers in the forms that proxies make them. Anything else may be a message.
NUMBERS = {
    'HTTP_X_REQUEST_ID': re.compile(
        r'([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{16,32})$'
    ),
    'HTTP_X_AMZN_TRACE_ID': re.compile(
        r'(?:.*;)?Root=(1-[0-9a-f]{8}-[0-9a-f]{24})(?:;|$)'
    ),
}
# In seconds; how long an answer took is told by the first that is longer.
STEPS = {'0.01': 0.01, '0.05': 0.05, '0.25': 0.25, '1': 1.0, '5': 5.0}
LONGER = '+Inf'

as_json = json.JSONEncoder(separators=(',', ':')).encode


class Line(NamedTuple):
    """All that is noted of a request (P18). It has no room for more."""

    time: str
    request: str
    method: str
    path: str
    status: int
    took: str
    browser: str
    language: str
    site_before: str
    network: str


class RequestLog:
    def __init__(
        self,
        ask: Application,
        *readers: Callable[[Line, float], None],
    ) -> None:
        self.ask, self.readers = ask, readers

    def __call__(
        self, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        began = time.perf_counter()
        number = environ[NUMBER] = number_of(environ)
        logs.request.set(number)
        told = ['500']

        def start(status: str, headers: list[Any], *exc_info: Any) -> Any:
            told[0] = status
            headers.append(('X-Request-ID', number))
            return start_response(status, headers, *exc_info)

        try:
            return self.ask(environ, start)
        finally:
            self.note(environ, told[0], time.perf_counter() - began)
            logs.request.set('')

    def note(self, environ: Environ, status: str, took: float) -> None:
        line = line_of(environ, status, took)
        for read in self.readers:
            read(line, took)


def line_of(environ: Environ, status: str, took: float) -> Line:
    method = environ['REQUEST_METHOD']
    return Line(
        time=datetime.now(UTC).isoformat(timespec='milliseconds'),
        request=environ[NUMBER],
        method=method if method in METHODS else said.OTHER,
        path=environ.get(PLACE, UNKNOWN),
        status=int(status[:3]),
        took=step_of(took),
        browser=said.browser(environ),
        language=said.language(environ),
        site_before=said.site_before(environ),
        network=said.network(environ),
    )


def number_of(environ: Environ) -> str:
    """The number that a proxy of ours gave the request, or a new one."""
    if settings.PROXIES:
        for name, form in NUMBERS.items():
            if given := form.match(environ.get(name, '')):
                return given[1]
    return secrets.token_hex(8)


def step_of(seconds: float) -> str:
    for name, longest in STEPS.items():
        if seconds <= longest:
            return name
    return LONGER


def write(line: Line, took: float) -> None:
    """For a server, whose logs are read by machines."""
    say(as_json(line._asdict()))


def write_for_people(line: Line, took: float) -> None:
    say(f'{line.status} {line.method} {line.path} {took * 1000:.0f} ms')


def say(text: str) -> None:
    try:
        sys.stdout.write(f'{text}\n')
        sys.stdout.flush()
    except (OSError, ValueError):
        pass  # Whoever read us is gone. The visitor gets the page all the same.
