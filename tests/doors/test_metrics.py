"""Prometheus asks how the whole site does, at a door of its own."""

import re
import urllib.request
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError
from django.db import OperationalError, connection
from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.parser import text_string_to_metric_families

from ivelum_site.backups import manifest
from ivelum_site.management.commands import metrics as command
from ivelum_site.traffic import metrics
from privacy import visits
from privacy.models import Right
from tests import make


@pytest.fixture
def told(db, monkeypatch):
    """Call it to ask; gives each sample by its name and its labels."""
    monkeypatch.setattr(connection, 'close', lambda: None)
    registry = CollectorRegistry()
    registry.register(metrics.WholeSite())

    def ask():
        text = generate_latest(registry).decode()
        return {
            (
                sample.name,
                *dict(sorted(sample.labels.items())).values(),
            ): sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
        }

    return ask


def answered(path, status, took, count, milliseconds):
    answer = visits.Answer(path, status, took)
    visits.add(timezone.localdate(), {}, {answer: (count, milliseconds)})


def keep_backup(folder, at):
    name = f'{at:{manifest.FORM}}-abcdef'
    for ending in ('backup', 'json'):
        (folder / f'{name}.{ending}').touch()


def test_the_age_of_the_newest_backup_is_told(told, settings, tmp_path):
    settings.BACKUP_URL = str(tmp_path)
    keep_backup(tmp_path, timezone.now() - timedelta(hours=50))
    keep_backup(tmp_path, timezone.now() - timedelta(hours=26))
    metrics.newest_backup.cache_clear()

    now = told()

    assert now['ivelum_backup_up',] == 1
    assert int(now['ivelum_backup_age_seconds',] // 3600) == 26


def test_no_backup_is_told_and_has_no_age(told, settings, tmp_path):
    settings.BACKUP_URL = str(tmp_path)
    metrics.newest_backup.cache_clear()

    now = told()

    assert now['ivelum_backup_up',] == 0
    assert ('ivelum_backup_age_seconds',) not in now


def test_the_place_is_looked_at_once_in_some_minutes(tmp_path):
    made = datetime(2026, 11, 22, 1, 17, tzinfo=UTC)
    keep_backup(tmp_path, made)
    metrics.newest_backup.cache_clear()
    metrics.newest_backup(str(tmp_path), 7)
    keep_backup(tmp_path, made + timedelta(days=1))

    assert metrics.newest_backup(str(tmp_path), 7) == made
    assert metrics.newest_backup(str(tmp_path), 8) > made


def test_answers_are_counted_by_place_and_by_how_they_went(told):
    answered('/about/', 2, '0.01', 7, 30)
    answered('/about/', 2, '0.25', 2, 300)
    answered('<unknown>', 4, '0.01', 5, 20)

    now = told()

    count = 'ivelum_http_requests_total'
    seconds = 'ivelum_http_request_seconds'
    assert now[count, '/about/', '2xx'] == 9
    assert now[count, '<unknown>', '4xx'] == 5
    assert now[f'{seconds}_bucket', '0.05', '/about/'] == 7
    assert now[f'{seconds}_bucket', '+Inf', '/about/'] == 9
    assert now[f'{seconds}_sum', '/about/'] == 0.33


def test_duties_and_the_ledger_are_counted(told):
    make.open_case(Right.ACCESS)
    make.open_case(
        Right.ACCESS, now=timezone.now() - timezone.timedelta(days=40)
    )

    now = told()

    assert now['ivelum_privacy_requests', 'open'] == 2
    assert now['ivelum_privacy_requests', 'overdue'] == 1
    assert now['ivelum_ledger_lag_lines',] == 0
    assert now['ivelum_letters', 'queued'] == 0
    assert now['ivelum_jobs', 'failed'] == 0
    assert now['ivelum_database_up',] == 1


def test_without_a_database_that_is_what_it_says(told, monkeypatch):
    def away(now):
        raise OperationalError
        yield

    monkeypatch.setattr(metrics, 'MEASURES', (away,))

    assert told() == {('ivelum_database_up',): 0}


def test_nobody_is_in_the_labels(told):
    make.open_case(Right.ACCESS)
    make.enquiry()
    answered('/privacy/case/<token>/', 2, '0.01', 1, 3)

    labels = ' '.join(str(key) for key in told())

    assert not re.search(r'@|ada|lovelace|\d{4}', labels.lower())


@pytest.mark.parametrize(
    'address', ['8.8.8.8:9464', '[2606:4700::1]:9464', 'localhost:9464', '9464']
)
def test_an_address_that_others_reach_is_refused(address):
    with pytest.raises(CommandError):
        command.inside(address)


@pytest.mark.parametrize(
    ('address', 'place'),
    [
        ('127.0.0.1:9464', ('127.0.0.1', 9464)),
        ('10.0.3.4:80', ('10.0.3.4', 80)),
        ('[::1]:9464', ('::1', 9464)),
    ],
)
def test_an_address_inside_is_taken(address, place):
    assert command.inside(address) == place


@pytest.mark.parametrize('path', ['/metrics', '/metricz', '/metrics/'])
def test_the_public_door_knows_no_metrics(browser, path):
    assert browser.get(path, follow=True).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_it_answers_over_http():
    server, thread = command.serve('127.0.0.1', 0)

    where = f'http://127.0.0.1:{server.server_port}/metrics'
    with urllib.request.urlopen(where) as answer:
        text = answer.read().decode()

    server.shutdown()
    server.server_close()
    thread.join()
    assert 'ivelum_database_up 1.0' in text
    assert 'ivelum_jobs{state="todo"}' in text
