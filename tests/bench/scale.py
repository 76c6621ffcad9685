"""SCALE: a company that everybody writes to. Lists with all of it in the
database, and somebody who browses while the worker does its largest work.
"""

import http.client
import multiprocessing
import os
import statistics
import time

from django.db import connection
from django.test import override_settings

from contact import tasks as contact_tasks
from ivelum_site.postgres.roles import as_owner
from privacy import tasks as privacy_tasks
from tests import make
from tests.bench import database, desk, site, sweep, table


PEOPLE, FULL = 50_000, 1_000_000
BROWSERS, SECONDS, PAUSE = 4, 20, 0.02
PATHS = ('/', '/privacy/', '/contact/', '/services/')
LISTS = {
    'enquiries': '/admin/contact/enquiry/',
    # Of the newest 2,500: no list shows more without a filter.
    'enquiries, last page': '/admin/contact/enquiry/?p=100',
    'enquiries, of one year': '/admin/contact/enquiry/?received_at__year=2026',
    'subscriptions': '/admin/contact/subscription/',
    'consents': '/admin/contact/consentevent/',
}


def measure(full, office):
    people = FULL if full else PEOPLE
    began = time.perf_counter()
    me = fill(people)
    seconds = f'{time.perf_counter() - began:.0f} s'
    table.row(f'{people:,} people', 'made in', seconds, weight())
    with override_settings(STORAGES=desk.plain_storages()):
        table.row('', 'queries', 'median', 'most')
        ask(desk.signed_in(me), people)
    beside(people, office)


def fill(people):
    """Two enquiries of everybody, their newsletter, and every tenth's case."""
    me = desk.fill(people // 10, people)
    confirmed = database.PEOPLE[3].format(wording=make.wording().pk)
    with as_owner():
        database.run(database.PEOPLE[0].format(many=people))
        database.run(confirmed)
        database.run('vacuum analyze')
    return me


def weight():
    with connection.cursor() as cursor:
        cursor.execute('select pg_size_pretty(pg_database_size(%s))',
                       [connection.settings_dict['NAME']])  # fmt: skip
        return cursor.fetchone()[0]


def ask(client, people):
    list(desk.walk(client, people // 10))
    for name, page in LISTS.items():
        desk.report(name, lambda page=page: client.get(page))


def beside(people, office):
    """Pages by themselves, beside a letter to all, and beside a sweep."""
    os.environ['LETTERS_PER_SECOND'] = '100'
    with site.whole() as port:
        browse(port)
        table.row('browsing', 'median', 'p99', 'pages/s')
        quiet = shown('by itself', browse(port))
        letter = make.letter(started_at=None)
        contact_tasks.carry_on(letter.pk)
        compare('beside a letter to all', browse(port), quiet)
        expire(people // 4)
        privacy_tasks.sweep.defer(timestamp=int(time.time()))
        compare('beside a sweep as well', browse(port), quiet)
    table.row('letters that left meanwhile', len(office.letters))


def expire(many):
    with as_owner():
        database.run(sweep.EXPIRED.format(many=many))


def browse(port):
    """Seconds of each page that somebody waited for.

    By processes of their own: this one takes in the letters meanwhile.
    """
    end = time.perf_counter() + SECONDS
    with multiprocessing.get_context('fork').Pool(BROWSERS) as browsers:
        waited = browsers.starmap(read_on, [(port, end)] * BROWSERS)
    return [seconds for one in waited for seconds in one]


def read_on(port, end):
    line, waited = http.client.HTTPConnection('127.0.0.1', port), []
    while time.perf_counter() < end:
        began = time.perf_counter()
        line.request('GET', PATHS[len(waited) % len(PATHS)])
        line.getresponse().read()
        waited.append(time.perf_counter() - began)
        time.sleep(PAUSE)
    line.close()
    return waited


def shown(name, waited):
    worst = statistics.quantiles(waited, n=100)[-1]
    cells = (table.ms(statistics.median(waited)), table.ms(worst))
    table.row(name, *cells, f'{len(waited) / SECONDS:.0f}/s')
    return worst


def compare(name, waited, quiet):
    table.row('p99 against by itself', f'{shown(name, waited) / quiet:.2f}')
