"""A machine asks how we are, and gets one word."""

import pytest
from django.db import Error, connection

from ivelum_site import health


@pytest.fixture
def all_is_well(monkeypatch):
    for trouble in ('database_trouble', 'schema_trouble'):
        monkeypatch.setattr(health, trouble, lambda: '')
    monkeypatch.setattr(health, 'worker_trouble', lambda now: '')


def test_a_healthy_site_says_ok(client, all_is_well):
    for path in ('/healthz', '/readyz'):
        response = client.get(path)

        assert (response.status_code, response.content) == (200, b'ok\n')
        assert response.headers['Content-Type'].startswith('text/plain')
        assert response.headers['Cache-Control'] == 'no-store'


def test_the_database_is_away(client, monkeypatch):
    def refuse():
        raise Error('password of ada')

    monkeypatch.setattr(connection, 'ensure_connection', refuse)

    for path in ('/healthz', '/readyz'):
        response = client.get(path)

        assert response.status_code == 503
        assert response.content == b'database away\n'


def test_a_silent_worker_makes_us_unready_but_not_dead(
    client, all_is_well, monkeypatch
):
    monkeypatch.setattr(health, 'worker_trouble', lambda now: 'no worker')

    assert client.get('/healthz').status_code == 200
    assert client.get('/readyz').content == b'no worker\n'


@pytest.mark.django_db
def test_an_unapplied_migration_is_noticed(monkeypatch):
    assert health.schema_trouble() == ''

    monkeypatch.setattr(
        health.MigrationExecutor, 'migration_plan', lambda self, to: ['one']
    )

    assert health.schema_trouble() == 'migrations pending'
