"""What Prometheus may know: counts and times, of everything and of nobody.

All of it comes from the database, where all web processes of all machines add
up what they counted, so one process answers for the whole site. Counters begin
anew each day, as Prometheus allows them to.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.db import Error, connection
from django.db.models import Count, Q
from django.utils import timezone
from prometheus_client import Metric
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
)
from prometheus_client.registry import Collector

from contact.models import Delivery
from ivelum_site.backups import BackupError, manifest
from ivelum_site.backups.places import place_at
from ivelum_site.traffic.request_log import LONGER, STEPS
from privacy import tasks
from privacy.models import AnswersOfADay, DataSubjectRequest
from privacy.promises import figures
from privacy.proof import ledger
from privacy.proof.shelf import LedgerUnavailable


# Each look at a bucket costs, and a backup is made once a day.
SECONDS_BETWEEN_LOOKS = 300


class WholeSite(Collector):
    def collect(self) -> Iterator[Metric]:
        now, up = timezone.now(), 1
        try:
            for measure in MEASURES:
                yield from measure(now)
        except Error:
            up = 0
        finally:
            connection.close()
        yield gauge('database_up', 'Whether the database answers.', up)


def gauge(name: str, told: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f'ivelum_{name}', told, value)


def by_state(name: str, told: str, states: dict[str, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(f'ivelum_{name}', told, labels=['state'])
    for state, number in states.items():
        family.add_metric([state], number)
    return family


def answers(now: datetime) -> Iterator[Metric]:
    rows = AnswersOfADay.objects.filter(day=timezone.localdate(now))
    counts: dict[tuple[str, int], int] = defaultdict(int)
    times: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    sums: dict[str, int] = defaultdict(int)
    for row in rows:
        counts[row.path, row.status] += row.count
        times[row.path][row.took] += row.count
        sums[row.path] += row.milliseconds
    total = CounterMetricFamily(
        *('ivelum_http_requests', 'Answers given today, by their place.'),
        labels=['path', 'status'],
    )
    for (path, status), count in sorted(counts.items()):
        total.add_metric([path, f'{status}xx'], count)
    yield total
    yield histogram(times, sums)


def histogram(
    times: dict[str, dict[str, int]], sums: dict[str, int]
) -> HistogramMetricFamily:
    family = HistogramMetricFamily(
        *('ivelum_http_request_seconds', 'Until the answer began, today.'),
        labels=['path'],
    )
    for path, counts in sorted(times.items()):
        family.add_metric([path], [*cumulated(counts)], sums[path] / 1000)
    return family


def cumulated(counts: dict[str, int]) -> Iterator[tuple[str, float]]:
    total = 0
    for step in (*STEPS, LONGER):
        total += counts.get(step, 0)
        yield step, total


def jobs(now: datetime) -> Iterator[Metric]:
    waits = tasks.longest_wait(now).total_seconds()
    yield by_state('jobs', 'Background work.', tasks.jobs_by_state())
    yield gauge('oldest_job_seconds', 'How long a job is overdue.', waits)


def letters(now: datetime) -> Iterator[Metric]:
    states = Delivery.objects.aggregate(
        queued=Count('pk', filter=Q(sent_at=None, ended_at=None)),
        sent=Count('pk', filter=Q(sent_at__isnull=False)),
        failed=Count('pk', filter=Q(sent_at=None, ended_at__isnull=False)),
    )
    yield by_state('letters', 'Letters that are still on record.', states)


def duties(now: datetime) -> Iterator[Metric]:
    states = {
        'open': DataSubjectRequest.objects.at_work().count(),
        'overdue': figures.overdue_now(),
    }
    yield by_state('privacy_requests', 'Requests about data.', states)


def proof(now: datetime) -> Iterator[Metric]:
    try:
        behind = ledger.lag()
    except LedgerUnavailable:
        yield gauge('ledger_up', 'Whether the ledger can be read.', 0)
        return
    yield gauge('ledger_up', 'Whether the ledger can be read.', 1)
    yield gauge('ledger_lag_lines', 'Lines that are not outside yet.', behind)


def backups(now: datetime) -> Iterator[Metric]:
    if settings.BACKUP_URL:
        slot = int(now.timestamp() // SECONDS_BETWEEN_LOOKS)
        made = newest_backup(settings.BACKUP_URL, slot)
        told = 'Whether there is a backup that can be seen.'
        yield gauge('backup_up', told, 1 if made else 0)
        if made:
            age = (now - made).total_seconds()
            yield gauge('backup_age_seconds', 'Since the newest backup.', age)


@lru_cache(maxsize=1)
def newest_backup(url: str, slot: int) -> datetime | None:
    """As it was when somebody first asked in that slot of time."""
    try:
        return manifest.newest_at(place_at(url))
    except BackupError:
        return None


MEASURES: tuple[Callable[[datetime], Iterator[Metric]], ...] = (
    *(answers, jobs, letters, duties, proof, backups),
)
