"""The least a server can do: recorded answers, and no decision at all."""

import json
import os
from pathlib import Path


PAGES = {
    path: (headers, body.encode('latin-1'))
    for path, (headers, body) in json.loads(
        Path(os.environ['BARE_PAGES']).read_text()
    ).items()
}


def application(environ, start_response):
    headers, body = PAGES[environ['PATH_INFO']]
    start_response('200 OK', [tuple(header) for header in headers])
    return (body,)
