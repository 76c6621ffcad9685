"""PAGES: requests per second, beside a bare function with the same answers.

Both under gunicorn with the flags of `./dev run`, in turns. No decision, no
dictionary, no Django: faster than the bare function Python cannot answer.
"""

import http.client
import json
from pathlib import Path
from statistics import median

from django.conf import settings

from tests.bench import load, site, table


PATHS = ('/', '/privacy/')
ROUNDS, SECONDS = 11, 1
# What gunicorn adds by itself.
ITS_OWN = {'server', 'date', 'connection'}


def measure(full, office):
    recorded = Path(settings.VAR_DIR, 'bare.json')
    with site.whole() as ours:
        recorded.write_text(json.dumps({p: record(ours, p) for p in PATHS}))
        pages = str(recorded)
        with site.gunicorn('tests.bench.bare', BARE_PAGES=pages) as bare:
            table.row(
                f'by {load.NAME}', 'site', 'bare', 'site/bare', 'from … to'
            )
            for path in PATHS:
                compare(path, ours, bare)


def compare(path, ours, bare):
    rounds = [
        [load.per_second(port, path, SECONDS) for port in (ours, bare)]
        for _ in range(ROUNDS)
    ]
    medians = [f'{median(side):.0f}/s' for side in zip(*rounds, strict=True)]
    ratios = [site / bare for site, bare in rounds]
    spread = f'{min(ratios):.2f} … {max(ratios):.2f}'
    table.row(path, *medians, f'{median(ratios):.2f}', spread)


def record(port, path):
    connection = http.client.HTTPConnection('127.0.0.1', port)
    connection.request('GET', path)
    answer = connection.getresponse()
    headers = [h for h in answer.getheaders() if h[0].lower() not in ITS_OWN]
    body = answer.read().decode('latin-1')
    connection.close()
    return headers, body
