"""TIMING: whether an answer's time tells a stranger that we know an address.

Every form is sent with addresses that we know and that we do not, in turn by
lot. `guessed` is how often a stranger who sees one time of each names the
known one: 50 % is blind. `p` is that of Mann and Whitney (1947): the chance
of such a difference if there were none. Many rooms share one chance in
twenty, so read it beside the difference.
"""

import http.client
import os
import random
import time
from itertools import accumulate, groupby
from statistics import NormalDist, median
from urllib.parse import urlencode

from tests.bench import database, site, table


SAMPLES, FULL = 400, 4_000
FORMS = {
    '/privacy/request/': lambda n: {'right': 'access'},
    '/privacy/link/': lambda n: {'reference': f'{n:08}'},
    '/contact/': lambda n: {'message': 'Hello.', 'newsletter': 'on'},
    '/newsletter/': lambda n: {},
    '/newsletter/yours/': lambda n: {},
}
WARM_UP = 20


def measure(full, office):
    samples = FULL if full else SAMPLES
    database.fill(samples + WARM_UP)
    with site.whole() as port:
        table.row('', 'known', 'unknown', 'guessed', 'p')
        for number, path in enumerate(FORMS):
            known, unknown = times_of(port, path, number, samples)
            guessed, p = mann_whitney(unknown, known)
            medians = [table.ms(median(some)) for some in (known, unknown)]
            table.row(path, *medians, f'{guessed:.1%}', f'{p:.3f}')


def times_of(port, path, number, samples):
    """For each kind, one time of each of so many addresses."""
    connection = http.client.HTTPConnection('127.0.0.1', port)
    turns = [(kind, n) for kind in (0, 1) for n in range(1, samples + 1)]
    random.Random(number).shuffle(turns)
    warm = [(n % 2, samples + n) for n in range(1, WARM_UP + 1)]
    times = ([], [])
    for kind, n in warm + turns:
        seconds = post(connection, path, number * 2 + kind, kind, n)
        if n <= samples:
            times[kind].append(seconds)
    connection.close()
    return times


def post(connection, path, network, kind, n):
    name = ('person', 'nobody')[kind]
    body = urlencode(FORMS[path](n) | {'email': f'{name}{n}@example.org'})
    headers = {
        'Content-Type': 'application/x-www-form-urlencoded',
        'Origin': os.environ['SITE_URL'],
        'X-Forwarded-For': f'10.{network}.{n // 250}.{n % 250}',
    }
    began = time.perf_counter()
    connection.request('POST', path, body, headers)
    answer = connection.getresponse()
    answer.read()
    seconds = time.perf_counter() - began
    if answer.status != 302:
        raise RuntimeError(f'{path} answered {answer.status}')
    return seconds


def mann_whitney(some, others):
    """How likely one of `others` is the longer one, and the two-sided p.

    By the normal approximation, for samples of more than twenty.
    """
    ranks = ranks_of([*some, *others])
    m, n = len(some), len(others)
    u = sum(ranks[m:]) - n * (n + 1) / 2
    deviation = (m * n * (m + n + 1) / 12) ** 0.5
    return u / (m * n), 2 * NormalDist().cdf(-abs(u - m * n / 2) / deviation)


def ranks_of(values):
    """From 1; those that are equal share the mean of their ranks."""
    counts = [(v, len([*same])) for v, same in groupby(sorted(values))]
    ends = accumulate(count for _, count in counts)
    rank = {
        v: end - (c - 1) / 2 for (v, c), end in zip(counts, ends, strict=True)
    }
    return [rank[value] for value in values]
