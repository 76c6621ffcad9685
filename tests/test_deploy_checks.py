"""`check --deploy` speaks up when it should, and is silent when all is well."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.core import checks
from django.db import connection
from django.utils import timezone

from ivelum_site.backups.manifest import FORM
from ivelum_site.postgres import limits, roles
from privacy import aws
from privacy.models import Attestation
from privacy.proof import ledger
from tests import make


KEY = '2026:' + 'A' * 43


@pytest.fixture
def server(settings, tmp_path):
    """The settings of a server in order."""
    settings.EMAIL_BACKEND = 'anymail.backends.amazon_ses.EmailBackend'
    region = {'region_name': 'eu-north-1'}
    settings.ANYMAIL = {
        'AMAZON_SES_CLIENT_PARAMS': region,
        'AMAZON_SES_CONFIGURATION_SET_NAME': 'site',
    }
    settings.BOUNCES_URL = 'sqs://site-feedback'
    settings.LEDGER_URL = 's3://site/ledger'
    settings.BACKUP_URL, settings.BACKUP_KEY = str(tmp_path / 'backups'), KEY
    settings.SECURE_SSL_REDIRECT, settings.PROXIES = True, 1
    return settings


def keep_backup(settings, at):
    folder = Path(settings.BACKUP_URL)
    folder.mkdir(exist_ok=True)
    for ending in ('backup', 'json'):
        (folder / f'{at:{FORM}}-abcdef.{ending}').touch()


def found(number, databases=None):
    """What that check of ours says; each with an advice."""
    said = [
        message
        for message in checks.run_checks(
            include_deployment_checks=True, databases=databases
        )
        if message.id == f'ivelum_site.W{number:03}'
    ]
    assert all(message.hint for message in said)
    return ' '.join(message.msg for message in said)


@pytest.mark.parametrize('number', [1, 2, 3, 4, 5])
def test_of_settings_in_order_nothing_is_said(server, number):
    assert found(number) == ''


def test_a_region_outside_the_eu_is_named(server, monkeypatch):
    away = {'AMAZON_SES_CLIENT_PARAMS': {'region_name': 'eu-west-2'}}
    server.ANYMAIL = server.ANYMAIL | away
    assert 'The region for mail, eu-west-2' in found(1)

    monkeypatch.setattr(aws, 'REGION', 'us-east-1')
    assert 'The region for files, us-east-1' in found(1)


@pytest.mark.parametrize(
    'backend',
    [
        'ivelum_site.mailbox.OutboxBackend',
        'django.core.mail.backends.console.EmailBackend',
        'django.core.mail.backends.locmem.EmailBackend',
    ],
)
def test_a_mailbox_for_looking_is_named(server, backend):
    server.EMAIL_BACKEND = backend

    assert 'nobody gets any' in found(2)


def test_an_smtp_server_is_as_good(server):
    server.EMAIL_BACKEND = 'django.core.mail.backends.smtp.EmailBackend'

    assert found(2) == ''


def test_a_ledger_in_a_folder_is_named(server):
    server.LEDGER_URL = '/ledger'

    assert 'goes with its disk' in found(3)


def test_https_without_a_proxy_is_named(server):
    server.PROXIES = 0
    assert 'PROXIES says that there is none' in found(4)

    server.SECURE_SSL_REDIRECT = False
    assert found(4) == ''


@pytest.mark.parametrize('missing', ['BACKUP_URL', 'BACKUP_KEY'])
def test_a_backup_without_place_or_key_is_named(server, missing):
    setattr(server, missing, '')

    assert f'{missing}' in found(5)


# --- What is outside: only where somebody asks for it -----------------------


@pytest.mark.parametrize('number', [6, 7, 8, 9, 10])
def test_without_a_database_nobody_looks_outside(server, number):
    # This test has no database: pytest-django would refuse the query.
    assert found(number) == ''


@pytest.mark.parametrize('number', [6, 7, 8, 9, 10])
def test_of_a_server_in_order_nothing_is_said(db, server, tmp_path, number):
    server.LEDGER_URL = str(tmp_path / 'ledger')
    keep_backup(server, timezone.now())

    assert found(number, ['default']) == ''


def test_a_login_that_owns_the_tables_is_named(transactional_db, server):
    with roles.as_owner():
        said = found(6, ['default'])

    assert 'may make databases' in said
    assert 'may make tables' in said
    assert 'owns' in said


def test_connections_without_limits_are_named(transactional_db, server):
    options = configured.DATABASES['default']['OPTIONS']
    assert all(name in options['options'] for name in limits.WEB)

    for name in limits.WEB:
        with connection.cursor() as cursor:
            cursor.execute(f'set {name} = 0')
        assert found(7, ['default']).startswith(f'{name} is not limited')
        connection.close()


def test_a_ledger_that_is_away_or_ahead_is_named(db, server, monkeypatch):
    monkeypatch.setattr(ledger, 'look', lambda: ledger.UNREADABLE)
    assert found(8, ['default']) == 'The ledger cannot be read.'

    monkeypatch.setattr(ledger, 'look', lambda: ledger.BEHIND)
    assert found(8, ['default']) == 'Database older than the ledger.'


def test_an_old_backup_is_named_and_so_is_none(db, server):
    assert 'The newest backup is not there' in found(9, ['default'])

    keep_backup(server, timezone.now() - timedelta(hours=27))
    assert 'The newest backup is of' in found(9, ['default'])

    keep_backup(server, timezone.now() - timedelta(hours=25))
    assert found(9, ['default']) == ''


def test_a_word_that_ended_is_named_until_it_is_given_again(db, server):
    today = timezone.localdate()

    def give_word(until):
        Attestation.objects.create(
            promise='P68',
            said_by=make.member(),
            said_on=today - timedelta(days=100),
            valid_until=until,
            statement='We looked, and it was as it should be.',
        )

    give_word(today - timedelta(days=1))
    assert 'given for P68 ended' in found(10, ['default'])

    give_word(today)
    assert found(10, ['default']) == ''
