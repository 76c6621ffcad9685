"""Closed, while the database is a backup that knows again what was erased.

Pages that stand in a cache may be shown a little longer: they are the same
for everybody, and come from no table.
"""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from ivelum_site.errors import logged
from ivelum_site.visitors import GetResponse, Response
from privacy.proof import ledger


# The machines that watch us are told, each in its own words.
OPEN = ('/healthz', '/readyz')
SECONDS_TO_REPLAY = 300


def close_while_restored(get_response: GetResponse) -> GetResponse:
    """Stands behind WhiteNoise, so that our page keeps its style sheet."""

    def middleware(request: HttpRequest) -> Response:
        if request.path_info not in OPEN and ledger.is_behind():
            return closed(request)
        return get_response(request)

    return middleware


def closed(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(
        render_to_string('restored.html', request=request), status=503
    )
    response.headers['Retry-After'] = str(SECONDS_TO_REPLAY)
    return logged(response)
