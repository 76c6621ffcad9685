"""After the storm: the hours in which everything is tried again, in minutes."""

import time
from contextlib import contextmanager

import psycopg
from django.conf import settings
from django.db import connection
from django.db.models import Q
from procrastinate.contrib.django.models import ProcrastinateJob

from contact.models import Letter


LONGEST = 420
QUIET = 10


def come_to_rest(readers):
    """Until nothing has been left to do for a while. True if that came."""
    ends, quiet_since = time.monotonic() + LONGEST, time.monotonic()
    while time.monotonic() < ends:
        let_hours_pass()
        if is_busy() or readers.has_mail():
            quiet_since = time.monotonic()
        if time.monotonic() - quiet_since > QUIET:
            return True
        time.sleep(1)
    return False


def is_busy():
    return left().exists() or Letter.objects.filter(finished_at=None).exists()


def left():
    """Jobs that wait or run, but not those of the clock."""
    return ProcrastinateJob.objects.filter(Q(status='todo') | Q(status='doing'))


def let_hours_pass():
    """What waits for a later try waits no more."""
    with as_superuser() as cursor:
        cursor.execute("set session_replication_role = 'replica'")
        cursor.execute(
            'update procrastinate_jobs set scheduled_at = now()'
            " where status = 'todo' and scheduled_at > now()"
        )
        cursor.execute(
            "update contact_delivery set tried_at = tried_at - interval '1 day'"
            ' where code is not null and sent_at is null and ended_at is null'
            " and tried_at > now() - interval '1 hour'"
        )


@contextmanager
def as_superuser():
    connection.close()
    place = settings.DATABASES['default']
    with (
        psycopg.connect(
            host=place['HOST'],
            port=place['PORT'],
            dbname='site',
            user='postgres',
        ) as line,
        line.cursor() as cursor,
    ):
        yield cursor
