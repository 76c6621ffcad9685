"""The stack on Amazon's servers is what the policy and the settings say.

cfn-lint knows every resource and property that there is; the rest is ours.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from ivelum_site.management.commands.metrics import inside
from privacy import aws
from privacy.declaration import facts
from privacy.declaration.parties import INBOUND
from tests.test_settings import NAMES


DEPLOY = Path(__file__).resolve().parent.parent / 'deploy'
TEMPLATES = ('aws.yaml', 'aws-inbound.yaml')
# Without these the settings refuse to start, or invent a place of their own.
NEEDED = {
    *('SECRET_KEY', 'PSEUDONYM_KEY', 'SITE_URL', 'DATABASE_URL'),
    *('EMAIL_URL', 'LEDGER_URL'),
}
NEVER_ON_A_SERVER = {'DEBUG', 'TESTING', 'VAR_DIR'}


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


def values_of(container):
    return {each['Name']: each['Value'] for each in container['Environment']}


def rights_of(role):
    """Each action with each resource that it may be done to."""
    policies = SITE['Resources'][role]['Properties']['Policies']
    return {
        (action, resource)
        for policy in policies
        for said in policy['PolicyDocument']['Statement']
        for action in listed(said['Action'])
        for resource in listed(said['Resource'])
    }


def listed(said):
    return [said] if isinstance(said, str) else said


@pytest.mark.parametrize('name', TEMPLATES)
def test_amazon_would_take_it(name):
    lint = Path(sys.executable).with_name('cfn-lint')

    ran = subprocess.run([lint, DEPLOY / name], capture_output=True, text=True)

    assert ran.stdout == ''
    assert ran.returncode == 0, ran.stderr


def test_no_bucket_is_public_and_all_are_encrypted():
    buckets = properties('S3::Bucket')

    assert {name.split()[1] for name in buckets} == {
        *('LedgerBucket', 'BackupBucket', 'LettersBucket'),
    }
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


def test_a_letter_that_nobody_could_read_goes_when_the_policy_says():
    bucket = SITE['Resources']['LettersBucket']['Properties']
    (rule,) = bucket['LifecycleConfiguration']['Rules']

    assert rule['ExpirationInDays'] == facts.RAW_MAIL.days
    assert rule['Status'] == 'Enabled'
    # SES writes into no bucket that locks its objects, and the site must be
    # able to take a letter away; an older version of it would stay behind.
    assert not {'ObjectLockEnabled', 'VersioningConfiguration'} & bucket.keys()


def test_letters_pass_through_ireland_and_stay_in_stockholm():
    inbound = read('aws-inbound.yaml')
    rule = inbound['Resources']['Keep']['Properties']['Rule']
    outputs, parameters = SITE['Outputs'], inbound['Parameters']

    assert {part['Type'] for part in inbound['Resources'].values()} == {
        *('AWS::SES::EmailIdentity', 'AWS::SES::ReceiptRuleSet'),
        'AWS::SES::ReceiptRule',
    }
    assert rule['Actions'] == [
        {
            'S3Action': {
                'BucketName': 'Bucket',
                'ObjectKeyPrefix': 'inbound/',
                'IamRoleArn': 'Role',
            }
        }
    ]
    assert 'LettersBucket' in parameters['Bucket']['Description']
    assert outputs['LettersBucket']['Value'] == 'LettersBucket'
    assert 'LettersRole' in parameters['Role']['Description']
    assert outputs['LettersRole']['Value'] == 'LettersRole.Arn'
    assert INBOUND.country.endswith('Ireland')
    assert not INBOUND.hosts


def test_amazons_mail_may_put_letters_there_and_do_nothing_else():
    role = SITE['Resources']['LettersRole']['Properties']
    (trusted,) = role['AssumeRolePolicyDocument']['Statement']

    assert trusted['Principal'] == {'Service': 'ses.amazonaws.com'}
    assert trusted['Condition'] == {
        'StringEquals': {'aws:SourceAccount': 'AWS::AccountId'}
    }
    assert rights_of('LettersRole') == {
        ('s3:PutObject', '${LettersBucket.Arn}/inbound/*')
    }


def test_each_task_may_do_what_its_work_needs():
    ledger = {
        ('s3:ListBucket', 'LedgerBucket.Arn'),
        ('s3:GetObject', '${LedgerBucket.Arn}/ledger/*'),
    }
    letters = '${LettersBucket.Arn}/inbound/*'
    mail = {each for each in rights_of('WorkerRole') if 'ses:' in each[0]}

    assert rights_of('WebRole') == ledger
    assert rights_of('MetricsRole') == ledger | {
        ('s3:ListBucket', 'BackupBucket.Arn')
    }
    assert rights_of('WorkerRole') - mail - ledger == {
        ('s3:PutObject', '${LedgerBucket.Arn}/ledger/*'),
        ('s3:DeleteObject', '${LedgerBucket.Arn}/ledger/*'),
        ('sqs:GetQueueUrl', 'MailQueue.Arn'),
        ('sqs:ReceiveMessage', 'MailQueue.Arn'),
        ('sqs:DeleteMessage', 'MailQueue.Arn'),
        ('s3:ListBucket', 'LettersBucket.Arn'),
        ('s3:GetObject', letters),
        ('s3:DeleteObject', letters),
    }
    assert {resource.rpartition(':')[2] for _, resource in mail} == {
        *('identity/${SiteHost}', 'configuration-set/${MailSettings}'),
    }


def test_metrics_are_told_to_machines_inside_and_to_nobody_else():
    given = values_of(containers()['MetricsTask'])
    service = SITE['Resources']['MetricsService']['Properties']
    network = service['NetworkConfiguration']['AwsvpcConfiguration']
    door = SITE['Resources']['MetricsDoor']['Properties']
    (open_to,) = door['SecurityGroupIngress']
    vpc = SITE['Resources']['Vpc']['Properties']['CidrBlock']

    assert inside(given['METRICS_ADDRESS']) == ('0.0.0.0', open_to['ToPort'])
    assert open_to['FromPort'] == open_to['ToPort']
    assert open_to['CidrIp'] == vpc
    assert network['SecurityGroups'] == ['MetricsDoor']
    assert 'LoadBalancers' not in service
    assert 'metrics' in containers()['MetricsTask']['Command']


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
                actions = listed(said['Action'])
                assert not [action for action in actions if '*' in action]
                assert said['Resource'] != '*'


def test_web_and_workers_get_neither_owner_nor_backups():
    for name in ('WebTask', 'WorkerTask'):
        given = given_to(containers()[name])
        assert {'DATABASE_URL', 'SECRET_KEY', 'PSEUDONYM_KEY'} <= given
        assert not given & {'MIGRATION_DATABASE_URL', 'BACKUP_KEY'}
    assert 'MIGRATION_DATABASE_URL' not in given_to(containers()['BackupTask'])
    for role in ('WebRole', 'WorkerRole'):
        assert 'BackupBucket' not in json.dumps(SITE['Resources'][role])


def test_every_secret_comes_from_the_vault():
    secrets = {
        *('SECRET_KEY', 'PSEUDONYM_KEY', 'BACKUP_KEY'),
        *('DATABASE_URL', 'MIGRATION_DATABASE_URL'),
    }
    kept = {name.split()[1] for name in properties('SecretsManager::Secret')}

    for container in containers().values():
        assert not values_of(container).keys() & secrets
        assert {each['ValueFrom'] for each in container['Secrets']} <= kept


def test_browsers_come_by_tls_of_today_and_by_nothing_else():
    (listener,) = properties('ElasticLoadBalancingV2::Listener').values()
    door = SITE['Resources']['DoorForAll']['Properties']

    assert listener['Protocol'] == 'HTTPS'
    assert listener['SslPolicy'].startswith('ELBSecurityPolicy-TLS13-1-2-')
    assert listener['Certificates'] == [{'CertificateArn': 'Certificate'}]
    assert (door['FromPort'], door['ToPort']) == (443, 443)


def test_every_variable_is_one_that_the_site_reads():
    for container in containers().values():
        assert given_to(container) <= NAMES
        assert given_to(container) >= NEEDED
        assert not given_to(container) & NEVER_ON_A_SERVER
        assert container['ReadonlyRootFilesystem'] is True
        assert container['StopTimeout'] > 30


def test_web_and_workers_know_every_part_that_stands_here():
    """Only what a server may leave as it is, is not said."""
    optional = {'ADMIN_PATH', 'LETTERS_PER_SECOND', 'LOG_LEVEL', 'SENTRY_DSN'}
    elsewhere = {'MIGRATION_DATABASE_URL', 'BACKUP_KEY', 'METRICS_ADDRESS'}

    for name in ('WebTask', 'WorkerTask'):
        given = given_to(containers()[name])
        assert given == NAMES - optional - elsewhere - NEVER_ON_A_SERVER


def test_bounces_and_letters_are_read_where_amazon_puts_them():
    given = values_of(containers()['WorkerTask'])
    ((_, events),) = properties('SES::ConfigurationSetEventDestination').items()
    topic = SITE['Resources']['MailTopicToQueue']['Properties']

    assert given['EMAIL_URL'] == 'ses://${AWS::Region}/${MailSettings}'
    assert events['ConfigurationSetName'] == 'MailSettings'
    assert given['BOUNCES_URL'] == 'sqs://${MailQueue.QueueName}'
    assert topic['Endpoint'] == 'MailQueue.Arn'
    assert given['INBOUND_URL'] == 's3://${LettersBucket}/inbound'
    assert given['DEFAULT_FROM_EMAIL'] == 'info@${SiteHost}'
    assert given['TEAM_EMAIL'] == 'TeamAddress'


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
