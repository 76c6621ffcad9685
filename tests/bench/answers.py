"""ANSWERS: from the confirming click to the answer in the mailbox."""

import re
import time
import urllib.parse
import urllib.request

from django.conf import settings

from tests.bench import database, site, table


TIMES = 5


def measure(full, office):
    database.ready()
    with site.whole():
        time.sleep(2)  # the worker says hello to the database
        for right in ('access', 'erasure'):
            waits = sorted(wait(office, right, n) for n in range(TIMES))
            median, longest = waits[TIMES // 2], waits[-1]
            table.row(right, table.ms(median), 'at most', table.ms(longest))


def wait(office, right, number):
    email = f'{right}{number}@example.org'
    post('/contact/', email=email, message='Build me an engine.')
    post('/privacy/request/', email=email, right=right)
    letter = receive(office, email, 'Please confirm')
    link = re.search(r'/privacy/request/\S+/', letter)[0]
    began = time.perf_counter()
    post(link)
    receive(office, email, 'Your data is')
    return time.perf_counter() - began


def post(path, **form):
    call = urllib.request.Request(
        settings.SITE_URL + path,
        urllib.parse.urlencode(form).encode(),
        {'X-Forwarded-For': '192.0.2.7'},
    )
    with urllib.request.urlopen(call, timeout=30) as answer:
        return answer.read()


def receive(office, email, subject):
    for _ in range(3_000):
        for letter in list(office.letters):
            text = str(letter)
            if email in text and subject in text:
                return text
        time.sleep(0.01)
    raise TimeoutError(subject)
