"""DESK: each page with many requests and many more people.

In this process, so that the questions to the database can be counted and their
plans shown: a list that reads a large table from end to end says so.
"""

import re
import statistics
import time

from django.conf import settings
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from ivelum_site.postgres.roles import as_owner
from tests import make
from tests.bench import database, table
from tests.colleague import DeskClient


SIZES = (10_000, 100_000)
FULL = (100_000, 1_000_000)
TIMES = 9
LARGE = 5_000
LIST = '/admin/privacy/datasubjectrequest/'
PAGES = {
    'desk': '/admin/',
    'list, at work': LIST,
    'list, I look after': f'{LIST}?standing=mine',
    'list, overdue': f'{LIST}?standing=overdue',
    'list, due soon': f'{LIST}?standing=soon',
    'list, not proven': f'{LIST}?standing=unproven',
    'list, ended': f'{LIST}?standing=ended',
    'list, all': f'{LIST}?standing=all',
    'list, all, last page': f'{LIST}?standing=all&p=',
    'list, all deletions': f'{LIST}?standing=all&right=erasure',
    'list, all by letter': f'{LIST}?standing=all&channel=post',
    'list, by a condition': f'{LIST}?q=received_on > "2020-01-01"',
    'case': f'{LIST}{{case}}/change/',
    'figures': '/admin/figures/',
    'audit': '/admin/privacy/auditevent/',
}
FIND = f'{LIST}find/'
CASES = (
    """
    insert into privacy_datasubjectrequest (reference, "right", channel,
        details, state, received_at, received_on, opened_at, extension_reason,
        identity_doubt, outcome, what_next, refusal_ground, remedies_told,
        plan_hash)
    select to_char(n, 'FM000000000'),
        (array['access', 'erasure', 'rectification', 'access', 'withdrawal',
            'complaint', 'objection', 'erasure', 'portability'])[1 + n % 9],
        case when n % 50 = 7 then 'post' else 'web' end,
        repeat('Please look at it. ', 20), 'open', at,
        (at at time zone 'Europe/Vilnius')::date, at, '', '', '', '', '',
        false, ''
    from (
        select n, now() - interval '1 day' * case
            when n % 20 = 0 then n / 20 % 33 else 36 + n % 700 end as at
        from generate_series(1, {many}) n
    ) t
    """,
    """
    insert into privacy_claimedaddress (request_id, email, claimed_at,
        proven_at, vouched_how)
    select id, 'person' || reference::int || '@example.org', received_at,
        received_at, ''
    from privacy_datasubjectrequest
    """,
    """
    update privacy_datasubjectrequest set
        state = case when reference::int % 10 = 1 then 'withdrawn'
            else 'answered' end,
        closed_at = received_at + interval '1 day' * (1 + reference::int % 34),
        outcome = 'Done.', what_next = 'Nothing more.', remedies_told = true,
        scanned_at = received_at, unexplained = 0
    where reference::int % 20 <> 0
    """,
    """
    update privacy_datasubjectrequest set taken_by_id = {me}
    where reference::int % 60 = 0
    """,
    """
    insert into privacy_erasureline (dsr_id, kind, action, planned, kept,
        ground, erased)
    select id, 'contact.Enquiry', 'delete', 3, line % 2,
        case when line % 2 = 1 then 'Article 17(3)(e)' else '' end, 3
    from privacy_datasubjectrequest, generate_series(1, 6) line
    where "right" = 'erasure' and closed_at is not null
    """,
    """
    insert into privacy_casemessage (dsr_id, author, body, at)
    select id, 'person', 'Hello', received_at from privacy_datasubjectrequest
    where closed_at is null
    """,
    """
    insert into privacy_auditevent (at, actor, action, dsr_id, kind, purpose)
    select received_at, 'system', 'opened', id, '', ''
    from privacy_datasubjectrequest order by id limit {events}
    """,
)


def measure(full, office):
    cases, people = FULL if full else SIZES
    me = fill(cases, people)
    title = f'{cases:,} cases, {people:,} people'
    table.row(title, 'queries', 'median', 'most')
    with override_settings(STORAGES=plain_storages()):
        asked = dict(walk(signed_in(me), cases))
    table.line('\n  How the lists ask for rows')
    for name, queries in asked.items():
        show_plans(name, queries)


def plain_storages():
    static = 'django.contrib.staticfiles.storage.StaticFilesStorage'
    return settings.STORAGES | {'staticfiles': {'BACKEND': static}}


def fill(cases, people):
    database.ready()
    wording, me = make.wording().pk, make.member()
    with as_owner():
        for sql in database.PEOPLE[:3]:
            database.run(sql.format(many=people, wording=wording))
        for sql in CASES:
            words = {'many': cases, 'me': me.pk, 'events': min(cases, 20_000)}
            database.run(sql.format(**words))
        database.run('vacuum analyze')
    return me


def signed_in(me):
    client = DeskClient(
        HTTP_HOST='127.0.0.1', HTTP_SEC_FETCH_SITE='same-origin'
    )
    client.force_login(me)
    return client


def walk(client, cases):
    with connection.cursor() as cursor:
        cursor.execute(
            'select max(id) from privacy_datasubjectrequest '
            'where closed_at is null'
        )
        case = cursor.fetchone()[0]
    for name, page in PAGES.items():
        page = page.format(case=case)
        page += str(cases // 50) if page.endswith('p=') else ''
        yield name, report(name, lambda page=page: client.get(page))
    person = {'email': f'person{cases}@example.org'}
    yield 'find', report('find', lambda: client.post(FIND, person))


def report(name, ask):
    with CaptureQueriesContext(connection) as asked:
        answer = ask()
    if answer.status_code != 200:
        raise RuntimeError(f'{name}: {answer.status_code}')
    queries = [query['sql'] for query in asked]
    times = sorted(seconds(ask) for _ in range(TIMES))
    median, most = statistics.median(times), times[-1]
    table.row(name, len(queries), table.ms(median), table.ms(most))
    return [sql for sql in queries if sql.startswith('SELECT')]


def seconds(ask):
    began = time.perf_counter()
    ask()
    return time.perf_counter() - began


def show_plans(name, queries):
    ways = dict.fromkeys(way for sql in queries for way in ways_of(sql))
    table.line(f'  {name}')
    for way in ways:
        table.line(f'    {way}')


def ways_of(sql):
    """How each table is read, but those of a few rows."""
    with connection.cursor() as cursor:
        cursor.execute('explain ' + sql.replace('%', '%%'))
        plan = [line for (line,) in cursor.fetchall()]
    for line in plan:
        scan = re.search(r'((?:\w+ )*Scan.*?) +\(cost.*rows=(\d+)', line)
        if scan and not is_small(scan[1]):
            yield f'{scan[1]}, {int(scan[2]):,} rows'


def is_small(scan):
    name = re.search(r'on (?:public\.)?(\w+)', scan)
    return bool(name and 'Seq Scan' in scan and size(name[1]) < LARGE)


def size(name):
    with connection.cursor() as cursor:
        cursor.execute(
            'select reltuples from pg_class where relname = %s', [name]
        )
        found = cursor.fetchone()
    return found[0] if found else 0
