"""PACKING: the copy of one person with very many rows, and its memory."""

import threading
import time

import psutil
from django.utils import timezone

from contact.models import Enquiry
from privacy.subjects import package
from tests.bench import database, table


MIB = 1024 * 1024


def measure(full, office):
    database.ready()
    table.row('', 'time', 'packed', 'extra memory')
    Enquiry.objects.all().delete()
    for many in (10_000, 1_000_000) if full else (10_000, 100_000):
        fill(many - Enquiry.objects.count())
        began = time.perf_counter()
        size, extra = pack()
        took = time.perf_counter() - began
        packed, memory = f'{size / MIB:.1f} MiB', f'{extra / MIB:.1f} MiB'
        table.row(f'{many:,} rows', f'{took:.1f} s', packed, memory)


def fill(many):
    for start in range(0, many, 10_000):
        Enquiry.objects.bulk_create(
            Enquiry(name='Ada', email='ada@example.org', message=f'Letter {n}')
            for n in range(start, min(start + 10_000, many))
        )


def pack():
    """Bytes of the package, and the most memory it took while it was made."""
    process, most, done = psutil.Process(), [0], threading.Event()

    def watch():
        while not done.wait(0.02):
            most[0] = max(most[0], process.memory_info().rss)

    before = process.memory_info().rss
    watcher = threading.Thread(target=watch)
    watcher.start()
    size = sum(
        map(len, package.stream(['ada@example.org'], now=timezone.now()))
    )
    done.set()
    watcher.join()
    return size, most[0] - before
