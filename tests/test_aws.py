"""The stack on Amazon's servers is what the policy and the settings say.

cfn-lint knows every resource and property that there is; the rest is ours.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from privacy import aws
from privacy.declaration import facts
from tests.test_settings import NAMES


DEPLOY = Path(__file__).resolve().parent.parent / 'deploy'
TEMPLATES = ('aws.yaml', 'aws-inbound.yaml')


class Loader(yaml.SafeLoader):
    """!Ref and its like are their text."""


Loader.add_multi_constructor('!', lambda loader, tag, node: plain(loader, node))


def plain(loader, node):
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_mapping(node, deep=True)


def read(name):
    return yaml.load((DEPLOY / name).read_text(), Loader)


SITE = read('aws.yaml')
ALL = {
    f'{name} {key}': part
    for name in TEMPLATES
    for key, part in read(name)['Resources'].items()
}


def properties(kind, parts=ALL):
    return {
        name: part.get('Properties', {})
        for name, part in parts.items()
        if part['Type'] == f'AWS::{kind}'
    }


def containers():
    tasks = properties('ECS::TaskDefinition')
    return {
        name.split()[1]: task['ContainerDefinitions'][0]
        for name, task in tasks.items()
    }


def given_to(container):
    given = (*container['Environment'], *container['Secrets'])
    return {each['Name'] for each in given}


@pytest.mark.parametrize('name', TEMPLATES)
def test_amazon_would_take_it(name):
    lint = Path(sys.executable).with_name('cfn-lint')

    ran = subprocess.run([lint, DEPLOY / name], capture_output=True, text=True)

    assert ran.stdout == ''
    assert ran.returncode == 0, ran.stderr


def test_no_bucket_is_public_and_all_are_encrypted():
    buckets = properties('S3::Bucket')

    assert len(buckets) == 3
    for bucket in buckets.values():
        assert all(bucket['PublicAccessBlockConfiguration'].values())
        assert len(bucket['PublicAccessBlockConfiguration']) == 4
        assert bucket['BucketEncryption']
        assert bucket['LifecycleConfiguration']['Rules']


def test_every_bucket_refuses_whoever_comes_without_tls():
    refusing = {
        rule['Bucket']
        for rule in properties('S3::BucketPolicy').values()
        for said in rule['PolicyDocument']['Statement']
        if said['Effect'] == 'Deny'
        and said['Condition'] == {'Bool': {'aws:SecureTransport': 'false'}}
    }

    assert refusing == {name.split()[1] for name in properties('S3::Bucket')}


def test_backups_stay_as_long_as_the_policy_says():
    buckets = properties('S3::Bucket', SITE['Resources'])
    (rule,) = buckets['BackupBucket']['LifecycleConfiguration']['Rules']
    (database,) = properties('RDS::DBInstance').values()

    assert rule['ExpirationInDays'] == facts.BACKUPS.days
    assert 7 <= database['BackupRetentionPeriod'] <= facts.BACKUPS.days


def test_the_ledger_cannot_be_emptied_while_a_backup_may_come_back():
    bucket = properties('S3::Bucket', SITE['Resources'])['LedgerBucket']
    lock = bucket['ObjectLockConfiguration']['Rule']['DefaultRetention']

    assert bucket['VersioningConfiguration'] == {'Status': 'Enabled'}
    assert facts.BACKUPS.days <= lock['Days'] < facts.LEDGER.days
    rights = json.dumps([*properties('IAM::Role').values()])
    assert 'BypassGovernance' not in rights


def test_the_database_is_encrypted_and_inside():
    (database,) = properties('RDS::DBInstance').values()
    (settings,) = properties('RDS::DBParameterGroup').values()

    assert database['StorageEncrypted'] is True
    assert database['PubliclyAccessible'] is False
    assert database['DeletionProtection'] is True
    assert settings['Parameters']['rds.force_ssl'] == '1'
    # The server's log shows no statement, and so nobody's data.
    assert settings['Parameters']['log_min_error_statement'] == 'panic'


def test_every_log_ends_when_the_policy_says():
    logs = properties('Logs::LogGroup').values()

    assert logs
    assert {log['RetentionInDays'] for log in logs} == {facts.SERVER_LOGS.days}


def test_queues_are_encrypted_and_lose_nothing():
    queues = properties('SQS::Queue', SITE['Resources'])

    assert all(queue['SqsManagedSseEnabled'] for queue in queues.values())
    assert 'RedrivePolicy' in queues['MailQueue']


def test_no_role_may_do_everything():
    for role in properties('IAM::Role').values():
        for policy in role.get('Policies', ()):
            for said in policy['PolicyDocument']['Statement']:
                actions = said['Action']
                listed = [actions] if isinstance(actions, str) else actions
                assert not [action for action in listed if '*' in action]
                assert said['Resource'] != '*'


def test_web_and_workers_get_neither_owner_nor_backups():
    for name in ('WebTask', 'WorkerTask'):
        given = given_to(containers()[name])
        assert {'DATABASE_URL', 'SECRET_KEY', 'PSEUDONYM_KEY'} <= given
        assert not given & {'MIGRATION_DATABASE_URL', 'BACKUP_KEY'}
    assert 'MIGRATION_DATABASE_URL' not in given_to(containers()['BackupTask'])
    role = ALL['aws.yaml SiteRole']
    assert 'BackupBucket' not in json.dumps(role)


def test_every_variable_is_one_that_the_site_reads():
    for container in containers().values():
        assert given_to(container) <= NAMES
        assert container['ReadonlyRootFilesystem'] is True
        assert container['StopTimeout'] > 30


def test_it_stands_in_stockholm():
    assert SITE['Metadata']['cfn-lint']['config']['regions'] == [aws.REGION]


def test_somebody_is_woken_for_each_trouble():
    alarms = properties('CloudWatch::Alarm', SITE['Resources'])

    assert alarms.keys() == {
        *('NotReady', 'DutyOverdue', 'ServerErrors', 'LittleStorage'),
        *('MailWaits', 'MailLost', 'NoBackup'),
    }
    assert all(alarm['AlarmActions'] == ['Alarms'] for alarm in alarms.values())


def test_the_alarm_of_backups_listens_for_what_the_command_says():
    (filter_,) = properties('Logs::MetricFilter').values()
    command = Path('ivelum_site/management/commands/backup.py')
    said = (DEPLOY.parent / command).read_text()

    assert filter_['FilterPattern'].strip('"') in said


def test_the_probe_fails_when_the_page_does(monkeypatch):
    code = SITE['Resources']['ReadyProbe']['Properties']['Code']['ZipFile']
    monkeypatch.setenv('PAGE', 'http://127.0.0.1:9/readyz')
    exec(code, names := {})

    with pytest.raises(OSError, match='refused'):
        names['probe']({}, None)
