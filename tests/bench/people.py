"""PEOPLE: find, copy and erase one of many. Flat, if every way is indexed."""

import statistics
import time

from django.db import connection
from django.utils import timezone

from privacy.subjects import package
from privacy.subjects.erasure import erase
from privacy.subjects.search import rows_about
from tests.bench import database, table


SIZES = (10_000, 100_000)
TIMES = 25
DOING = {
    'find': lambda emails: [len(rows) for _, _, rows in rows_about(emails)],
    'copy': lambda emails: list(package.stream(emails, now=timezone.now())),
    'erase': erase,
}


def measure(full, office):
    table.row('', *DOING)
    for many in (*SIZES, 1_000_000) if full else SIZES:
        database.fill(many)
        times = [table.ms(median(work, many)) for work in DOING.values()]
        table.row(f'one person of {many:,}', *times)
    table.line()
    for model, _, rows in rows_about(['person1@example.org']):
        table.row(model._meta.label, plan(rows), f'{size(model):,} rows')


def median(work, many):
    step = many // TIMES
    return statistics.median(
        seconds(work, [f'person{number * step}@example.org'])
        for number in range(1, TIMES + 1)
    )


def seconds(work, emails):
    began = time.perf_counter()
    work(emails)
    return time.perf_counter() - began


def plan(rows):
    said = rows.values('pk').explain()
    return 'seq scan' if 'Seq Scan' in said else 'index'


def size(model):
    with connection.cursor() as cursor:
        cursor.execute(f'select count(*) from {model._meta.db_table}')
        return cursor.fetchone()[0]
