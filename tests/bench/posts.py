"""POSTS: a contact form, from the press of the button to the answer.

Everybody writes from another address in another network, the worker writes
its letters meanwhile, and every row is on the disk before we say thank you.
"""

import http.client
import os
import time
from concurrent.futures import ThreadPoolExecutor
from statistics import quantiles
from urllib.parse import urlencode

from tests.bench import site, table


POSTS = 400


def measure(full, office):
    with site.whole() as port:
        table.row('', 'p50', 'p99', 'per second')
        for people in (1, 8):
            report(port, people)


def report(port, people):
    began = time.perf_counter()
    with ThreadPoolExecutor(people) as pool:
        numbers = [range(n, POSTS, people) for n in range(people)]
        taken = pool.map(lambda some: post_all(port, people, some), numbers)
        times = [seconds for some in taken for seconds in some]
    percentiles = quantiles(times, n=100)
    rate = f'{POSTS / (time.perf_counter() - began):.0f}/s'
    p50, p99 = table.ms(percentiles[49]), table.ms(percentiles[98])
    table.row(f'{people} at a time, {POSTS} posts', p50, p99, rate)


def post_all(port, people, numbers):
    connection = http.client.HTTPConnection('127.0.0.1', port)
    times = [post(connection, people, number) for number in numbers]
    connection.close()
    return times


def post(connection, people, number):
    body = urlencode(
        {
            'name': 'Ada',
            'email': f'ada-{people}-{number}@example.org',
            'message': 'Build me an engine.\n' * 20,
        }
    )
    headers = {
        'Content-Type': 'application/x-www-form-urlencoded',
        'Origin': os.environ['SITE_URL'],
        'X-Forwarded-For': f'10.{people}.{number // 250}.{number % 250}',
    }
    began = time.perf_counter()
    connection.request('POST', '/contact/', body, headers)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 302:
        raise RuntimeError(f'The form answered {answer.status}')
    return time.perf_counter() - began
