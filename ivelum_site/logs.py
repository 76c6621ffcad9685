"""Logs help us mend the site; they must not tell who visited it.

Paths hold tokens, query strings hold anything, and the text of an exception
quotes the row it stumbled on. The filter keeps what names code. A server
writes one JSON object a line, with `KEYS` and no others; a checkout writes for
people.
"""

import ipaddress
import json
import logging
import re
import traceback
from collections.abc import Awaitable, Callable, Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import FieldError, ImproperlyConfigured
from django.template import TemplateDoesNotExist, TemplateSyntaxError


# What this thread or task is at, so that lines of one story find each other.
request: ContextVar[str] = ContextVar('request', default='')
job: ContextVar[str] = ContextVar('job', default='')

KEYS = (
    *('time', 'level', 'logger', 'message'),
    *('request', 'job', 'exception'),
)

# The text of these names code, not data. All others may quote a person.
SPEAK_OF_CODE = (
    AttributeError,
    FieldError,
    ImportError,
    ImproperlyConfigured,
    NameError,
    TemplateDoesNotExist,
    TemplateSyntaxError,
    TypeError,
)

EMAIL = re.compile(r"[^\s@<>()\"',;:=/]+(?:@|%40)[^\s@<>()\"',;:=/]+")
PATH = re.compile(r"(?<!HTTP)/[^\s'\"<>()?]*(\?[^\s'\"<>()]*)?")
QUERY = re.compile(r"\?[^\s'\"<>()]*=[^\s'\"<>()]*")
WORD = re.compile(r'(?:[a-z][a-z_.-]{0,23})?:?')
TOKEN = re.compile(r'(?=[\w-]*\d)[\w-]{20,}|[\w-]{32,}')
# How a job writes down what it was called with: rows, which are of persons.
ROWS = re.compile(r'\b(\w+_pk)=\d+')
IP = re.compile(
    r'\b\d{1,3}(?:\.\d{1,3}){3}\b|[0-9A-Fa-f]*:[0-9A-Fa-f:]*:[\w.]*'
)


class WithoutPaths(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = clean(text_of(record)), ()
        if record.exc_info and record.exc_info[1]:
            record.exc_text = story_of(record.exc_info[1])
        record.exc_info = None
        # Django hangs the whole request on its records, form and all.
        record.__dict__.pop('request', None)
        return True


def text_of(record: logging.LogRecord) -> str:
    if isinstance(record.args, tuple):
        record.args = tuple(map(without_path, record.args))
    try:
        return record.getMessage()
    except Exception:
        # Otherwise logging prints the arguments, as they are, to stderr.
        return f'Unreadable log record from {record.name}:{record.lineno}'


def clean(text: str) -> str:
    text = EMAIL.sub('[email]', text)
    text = PATH.sub(lambda found: route_of(found[0]), text)
    text = QUERY.sub('?…', text)
    text = IP.sub(lambda found: without_ip(found[0]), text)
    text = ROWS.sub(r'\1=…', text)
    return TOKEN.sub('[token]', text)


def without_path(argument: object) -> object:
    """A path that was handed over alone is one to its end, whatever is in it.

    In the middle of a text one cannot tell where it ends.
    """
    is_path = isinstance(argument, str) and argument.startswith('/')
    return route_of(str(argument)) if is_path else argument


def route_of(path: str) -> str:
    """The words of a path stay, so that one sees which page it was."""
    path, query, _ = path.partition('?')
    parts = [p if WORD.fullmatch(p) else '…' for p in path.split('/')]
    return '/'.join(parts) + ('?…' if query else '')


def without_ip(text: str) -> str:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return text
    return '[ip]'


def story_of(error: BaseException) -> str:
    """Where it went wrong, line by line, and what kind of error it was."""
    return '\n\nand then:\n'.join(
        told(one) for one in reversed([*chain(error)])
    )


def chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error and id(error) not in seen:
        seen.add(id(error))
        yield error
        hidden = error.__suppress_context__
        error = error.__cause__ or (None if hidden else error.__context__)


def told(error: BaseException) -> str:
    frames = ''.join(traceback.format_tb(error.__traceback__))
    kind = f'{type(error).__module__}.{type(error).__qualname__}'
    if isinstance(error, SPEAK_OF_CODE):
        return f'{frames}{kind}: {clean(str(error))}'
    return f'{frames}{kind}'


class OneJson(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC)
        values = (
            *(at.isoformat(timespec='milliseconds'), record.levelname),
            *(record.name, record.getMessage()),
            *(request.get(), job.get(), record.exc_text),
        )
        told = dict(zip(KEYS, values, strict=True))
        return json.dumps({key: told[key] for key in KEYS if told[key]})


async def name_job(
    call_next: Callable[[], Awaitable[Any]], context: Any, worker: Any
) -> Any:
    """Around every job of the worker; each runs in a context of its own."""
    job.set(str(context.job.id))
    return await call_next()


def logging_of(level: str, for_people: bool, dsn: str = '') -> dict[str, Any]:
    """One line to the console, for everything, without paths or requests."""
    ways_out = ['tracker', 'console'] if dsn else ['console']
    tracker = {'class': 'ivelum_site.tracker.Tracker', 'level': 'ERROR'}
    return {
        'version': 1,
        'disable_existing_loggers': False,
        'filters': {'no_paths': {'()': 'ivelum_site.logs.WithoutPaths'}},
        'formatters': {
            'line': {
                'format': '{asctime} {levelname} {name} {message}',
                'style': '{',
            },
            'json': {'()': 'ivelum_site.logs.OneJson'},
        },
        'handlers': {
            'console': {
                'class': 'logging.StreamHandler',
                'formatter': 'line' if for_people else 'json',
                'filters': ['no_paths'],
            },
            **({'tracker': tracker | {'dsn': dsn}} if dsn else {}),
        },
        'root': {'level': level, 'handlers': ways_out},
        'loggers': {
            # It would mail errors with the whole request: it gets no handler.
            'django': {'level': 'INFO', 'handlers': []},
            'django.server': {
                'level': 'INFO',
                'handlers': [],
                'propagate': True,
            },
            'django.request': {'level': 'ERROR'},
            # Scanners knock with made-up hosts all day; a refusal is no news.
            'django.security.DisallowedHost': {'level': 'CRITICAL'},
            'procrastinate': {'level': 'WARNING'},
            # It logs what it cannot parse, with the visitor's address and path.
            'gunicorn.error': {'handlers': ['console'], 'propagate': False},
        },
    }
