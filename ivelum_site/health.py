"""Is this process of use, and is the site as a whole?

/healthz is for what restarts a process, /readyz for what wakes a person, and
/dutyz for what calls one to the desk: a request whose last day is over.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe


def answer_probes(
    get_response: Callable[[HttpRequest], Any],
) -> Callable[[HttpRequest], Any]:
    """Before anything else: a load balancer asks by number, not by name."""

    def answer_probe(request: HttpRequest) -> Any:
        probe = PROBES.get(request.path_info)
        return probe(request) if probe else get_response(request)

    return answer_probe


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    return answer(database_trouble())


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    return answer(
        database_trouble()
        or schema_trouble()
        or ledger_trouble()
        or worker_trouble(now)
    )


@require_safe
def dutyz(request: HttpRequest) -> HttpResponse:
    return answer(database_trouble() or duty_trouble(timezone.now()))


def answer(trouble: str) -> HttpResponse:
    return HttpResponse(
        f'{trouble or "ok"}\n',
        status=503 if trouble else 200,
        content_type='text/plain; charset=utf-8',
        headers={'Cache-Control': 'no-store'},
    )


def database_trouble() -> str:
    try:
        connection.ensure_connection()
    except Error:
        return 'database away'
    # A kept connection may be dead without knowing it.
    return '' if connection.is_usable() else 'database away'


def schema_trouble() -> str:
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    return 'migrations pending' if executor.migration_plan(leaves) else ''


def ledger_trouble() -> str:
    from privacy.proof import ledger

    return ledger.trouble()


def worker_trouble(now: datetime) -> str:
    from privacy import tasks

    return tasks.worker_state(now)


def duty_trouble(now: datetime) -> str:
    from privacy.cases import reminders

    return reminders.what_is_overdue(now)


PROBES = {'/healthz': healthz, '/readyz': readyz, '/dutyz': dutyz}
