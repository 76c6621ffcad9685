"""Closed, while the database is a backup that knows again what was erased,
or may be one: it is new here, and the ledger cannot say.

Pages that stand in a cache may be shown a little longer: they are the same
for everybody, and come from no table. Whoever probes our health is answered
before (`health.answer_probes`), in words of their own.
"""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from ivelum_site.errors import logged
from ivelum_site.visitors import GetResponse, Response
from privacy.proof import ledger


SECONDS_TO_REPLAY = 300


def close_while_restored(get_response: GetResponse) -> GetResponse:
    """Stands behind WhiteNoise, so that our page keeps its style sheet."""

    def middleware(request: HttpRequest) -> Response:
        return closed(request) if ledger.is_behind() else get_response(request)

    return middleware


def closed(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(
        render_to_string('restored.html', request=request), status=503
    )
    response.headers['Retry-After'] = str(SECONDS_TO_REPLAY)
    return logged(response)
