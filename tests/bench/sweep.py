"""SWEEP: delete what has been kept long enough, beside a bare DELETE."""

import time

from django.db import connection
from django.utils import timezone

from ivelum_site.postgres.roles import as_owner
from privacy.subjects import retention
from tests.bench import database, table


MANY, ROUNDS = 100_000, 3
EXPIRED = """
insert into contact_enquiry (name, email, message, notes, received_at,
    sender, message_id, refused, proposed)
select 'Ada', 'person' || n || '@example.org',
    repeat('Build me an engine. ', 10), '',
    now() - '10 years'::interval + n * '1 second'::interval, '', '', '', ''
from generate_series(1, {many}) n
"""
COPY = """
drop table if exists bench_copy;
create table bench_copy (like contact_enquiry including all);
insert into bench_copy select * from contact_enquiry;
"""


def measure(full, office):
    many = 1_000_000 if full else MANY
    database.ready()
    table.row(f'{many:,} enquiries', 'sweep', 'bare DELETE', 'sweep/bare')
    for _ in range(ROUNDS):
        prepare(many)
        swept, bare = seconds(sweep), seconds(delete)
        cells = (f'{swept:.2f} s', f'{bare:.2f} s', f'{swept / bare:.1f}')
        table.row('', *cells)
    with as_owner():
        database.run('drop table bench_copy')


def prepare(many):
    with as_owner():
        database.run(EXPIRED.format(many=many))
        database.run(COPY)
        database.run('vacuum analyze')


def sweep():
    removed = {r.kind: r.removed for r in retention.sweep(timezone.now())}
    assert removed['contact.Enquiry'] >= MANY


def delete():
    with connection.cursor() as cursor:
        cursor.execute(
            'delete from bench_copy where received_at < %s', [timezone.now()]
        )


def seconds(work):
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
