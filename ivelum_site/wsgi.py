"""What gunicorn runs: Django, before it the pages it just made, and the log."""

import os
from itertools import chain
from typing import Any

import django


# First of all: what is imported below has tables, or settings.
os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'ivelum_site.settings')
django.setup(set_prefix=False)

from django.conf import settings  # noqa: E402
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest  # noqa: E402
from django.http import StreamingHttpResponse  # noqa: E402

from ivelum_site import errors  # noqa: E402
from ivelum_site.front import (  # noqa: E402
    Environ,
    SharedCache,
    StartResponse,
)
from ivelum_site.postgres import limits  # noqa: E402
from ivelum_site.traffic.counts import Counts  # noqa: E402
from ivelum_site.traffic.request_log import (  # noqa: E402
    RequestLog,
    write,
    write_for_people,
)


# Before the first connection: nobody waits for a page as long as for a job.
settings.DATABASES['default']['OPTIONS'] |= limits.options(limits.WEB)


class Request(WSGIRequest):
    def _set_content_type_params(self, meta: dict[str, str]) -> None:
        """Let a broken Content-Type come as far as our error pages.

        Django parses it before any middleware is there to refuse it, so the
        server would answer in Django's place, and log the path.
        """
        try:
            super()._set_content_type_params(meta)  # type: ignore[misc]
        except ValueError:
            self.content_type = meta['CONTENT_TYPE'].partition(';')[0]
            self.content_params = {}


class Handler(WSGIHandler):
    request_class = Request

    def __call__(self, environ: Environ, start: StartResponse) -> Any:
        """Promise a file only when its first piece is there.

        A stream is made while it is read, after every middleware: without a
        database there would be a 200 and nothing in it.
        """
        told: list[Any] = []

        def hear(*said: Any) -> Any:
            told.extend(said)

        answer = super().__call__(environ, hear)
        if not isinstance(answer, StreamingHttpResponse):
            start(*told)
            return answer
        pieces = iter(answer)
        try:
            first = next(pieces, b'')
        except Exception as error:
            answer.close()
            request = self.request_class(environ)
            answer = errors.instead_of(answer, request, error)
            status = f'{answer.status_code} {answer.reason_phrase}'
            start(status, [*answer.items()])
            return answer
        start(*told)
        answer.streaming_content = chain([first], pieces)
        return answer


counts = Counts()
application = (
    RequestLog(Handler(), write_for_people, counts.add)
    if settings.DEBUG
    else RequestLog(SharedCache(Handler()), write, counts.add)
)
