"""From a backup to a site that is open again, on a real PostgreSQL."""

import json
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

from privacy import sql
from tests.proof.drill import NAMESAKE
from tests.proof.site import a_site


KEY = 'this:' + 'A' * 43
IS_FAMILIAR = sql.read('familiar')
TABLES = "select count(*) from pg_tables where schemaname = 'public'"
OTHER_KEY = 'this:' + 'B' * 42 + 'A'


@pytest.fixture(scope='module')
def s3():
    """A server that speaks S3, and a bucket in it."""
    server = ThreadedMotoServer(ip_address='127.0.0.1', port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    access = {
        'AWS_ENDPOINT_URL': f'http://{host}:{port}',
        'AWS_ACCESS_KEY_ID': 'nobody',
        'AWS_SECRET_ACCESS_KEY': 'nothing',
    }
    client = boto3.client(
        's3',
        region_name='eu-north-1',
        endpoint_url=access['AWS_ENDPOINT_URL'],
        aws_access_key_id='nobody',
        aws_secret_access_key='nothing',
    )
    where = {'LocationConstraint': 'eu-north-1'}
    client.create_bucket(Bucket='site', CreateBucketConfiguration=where)
    client.access = access
    yield client
    server.stop()


class Keeper:
    """Somebody at the keyboard of a site that keeps backups."""

    def __init__(self, site, **environment):
        self.site = site
        self.environment = {'BACKUP_KEY': KEY, **environment}

    def say(self, *words, **changes):
        environment = self.environment | changes
        ran = self.site.run('manage.py', *words, **environment)
        return ran.returncode, ran.stdout + ran.stderr

    def succeed(self, *words, **changes):
        code, said = self.say(*words, **changes)
        assert code == 0, said
        return said

    def fail(self, *words, **changes):
        code, said = self.say(*words, **changes)
        assert code == 1, said
        assert 'Traceback' not in said
        return said

    def lose_everything(self):
        self.site.postgres('dropdb', '--force', 'site')


@pytest.fixture(scope='module')
def site():
    with a_site() as site:
        site.do('begin')
        yield site


@pytest.fixture
def keeper(site, tmp_path):
    return Keeper(site, BACKUP_URL=str(tmp_path / 'backups'))


def newest(folder, ending):
    return max(Path(folder).glob(f'*.{ending}'))


def test_a_backup_leads_back_to_an_open_site():
    with a_site() as site:
        site.do('begin')
        keeper = Keeper(site, BACKUP_URL=str(site.var / 'backups'))
        made = keeper.succeed('backup', '--check')
        site.do('erase')
        keeper.lose_everything()

        told = keeper.succeed('restore', 'latest')

        assert 'Made the backup' in made
        assert 'Checked: it was restored' in made
        assert 'into the database site' in told
        assert 'Repeated 1 lines of the ledger: 2 rows erased' in told
        assert told.endswith('Done: the site may be opened.\n')
        (after,) = site.do('look')
        assert (after['page'], after['ada'], after['audit']) == (200, [], True)
        assert [NAMESAKE in row for row in after['others'][0]]
        # As it was made for: the site owns nothing, also of what came back.
        assert (
            site.sql(
                "select string_agg(distinct tableowner, ' ') from pg_tables"
                " where schemaname = 'public'"
            )
            == 'site_owner'
        )

        again = keeper.fail('restore', 'latest')

        assert 'is restored into an empty one only' in again
        (same,) = site.do('look')
        assert same == after


def test_whoever_was_interrupted_says_the_same_once_more():
    with a_site() as site:
        site.do('begin')
        keeper = Keeper(site, BACKUP_URL=str(site.var / 'backups'))
        keeper.succeed('backup')
        site.do('erase')
        keeper.lose_everything()
        shelf = site.var / 'ledger'
        shelf.rename(site.var / 'away')
        shelf.write_text('a file where a folder should be')

        stopped = keeper.fail('restore', 'latest')
        (found,) = site.do('look_from_outside')
        shelf.unlink()
        (site.var / 'away').rename(shelf)
        told = keeper.succeed('restore', 'latest')

        assert 'keep the site closed' in stopped
        # Nobody can say that Ada was erased, and so nobody gets in.
        assert (found['page'], found['mail']) == (503, 'refused')
        assert 'It is in there already: going on.' in told
        assert '2 rows erased' in told
        assert site.do('look')[0]['page'] == 200


def test_what_was_familiar_is_not_so_in_its_copy(keeper, site):
    site.do('agree')
    keeper.succeed('backup')

    keeper.succeed('restore', 'latest', '--into', 'copy')
    site.dump()
    site.postgres('createdb', 'by_hand')
    site.postgres('pg_restore', '-e', '-d', 'by_hand', site.backup)

    which = 'select which from privacy_familiardatabase'
    assert site.sql(which, 'copy') == ''
    # Other tools take the row along, but it names the database it comes from.
    assert site.sql(which, 'by_hand') == site.sql(which) != ''
    assert (site.sql(IS_FAMILIAR), site.sql(IS_FAMILIAR, 'by_hand')) == (
        *('t', 'f'),
    )
    for name in ('copy', 'by_hand'):
        site.postgres('dropdb', '--force', name)


def test_a_server_that_died_has_to_ask_the_ledger_again():
    with a_site() as site:
        site.do('begin', 'agree')
        before = site.sql(IS_FAMILIAR)

        site.crash()

        assert (before, site.sql(IS_FAMILIAR)) == ('t', 'f')


def test_it_may_be_looked_at_beside_the_site(keeper, site):
    keeper.succeed('backup')

    told = keeper.succeed('restore', 'latest', '--into', 'beside')

    assert 'put the name beside into DATABASE_URL' in told
    count = 'select count(*) from contact_enquiry'
    assert site.sql(count, 'beside') == site.sql(count)
    site.postgres('dropdb', '--force', 'beside')


@pytest.mark.parametrize(
    ('damage', 'complaint'),
    [
        (lambda file: file.write_bytes(file.read_bytes()[:-1]), 'damaged'),
        (lambda file: file.write_bytes(file.read_bytes()[:40]), 'damaged'),
        (lambda file: file.unlink(), 'There is no finished backup latest'),
    ],
)
def test_a_damaged_backup_leaves_the_database_empty(
    keeper, site, damage, complaint
):
    keeper.succeed('backup')
    damage(newest(keeper.environment['BACKUP_URL'], 'backup'))

    told = keeper.fail('restore', 'latest', '--into', 'empty')

    assert complaint in told
    if 'finished' not in complaint:
        assert site.sql(TABLES, 'empty') == '0'
        site.postgres('dropdb', '--force', 'empty')


def test_a_file_that_is_not_the_manifests_is_not_restored(keeper, site):
    keeper.succeed('backup')
    file = newest(keeper.environment['BACKUP_URL'], 'json')
    said = json.loads(file.read_text())
    file.write_text(json.dumps(said | {'sha256': '0' * 64}))

    told = keeper.fail('restore', 'latest', '--into', 'empty')

    assert 'is not the file that its manifest was written for' in told
    assert site.sql(TABLES, 'empty') == '0'
    site.postgres('dropdb', '--force', 'empty')


def test_a_damaged_manifest_hides_no_other_backup(keeper):
    keeper.succeed('backup')
    broken = newest(keeper.environment['BACKUP_URL'], 'json')
    broken.write_text('{"no')
    keeper.succeed('backup')

    listed = keeper.succeed('backups').splitlines()

    assert len(listed) == 2
    (damaged,) = [line for line in listed if line.startswith(broken.stem)]
    assert 'cannot be used: The manifest' in damaged
    assert sum('key this' in line for line in listed) == 1


def test_a_wrong_key_is_named_and_nothing_is_restored(keeper, site):
    keeper.succeed('backup')

    told = keeper.fail(
        'restore', 'latest', '--into', 'empty', BACKUP_KEY=OTHER_KEY
    )

    assert "the key 'this' in BACKUP_KEY is not the one" in told
    assert KEY.partition(':')[2] not in told
    site.postgres('dropdb', '--force', 'empty')


def test_without_a_place_or_a_key_it_says_what_to_set(keeper):
    assert 'Set BACKUP_URL' in keeper.fail('backup', BACKUP_URL='')
    assert 'BACKUP_KEY is not set' in keeper.fail('backup', BACKUP_KEY='')


def test_old_backups_go_and_what_is_not_ours_stays(keeper, tmp_path):
    folder = tmp_path / 'backups'
    keeper.succeed('backup')
    made = newest(folder, 'backup').stem
    old = made.replace(made[:10], '2020-01-01')
    for name in (f'{old}.backup', f'{old}.json', f'.{old}.backup.part'):
        (folder / name).write_text('old')
    (folder / '2020-01-01-notes.txt').write_text('not ours')

    told = keeper.succeed('backup')

    assert 'Took away 3 files older than 35 days' in told
    assert len([*folder.glob('*.backup')]) == 2
    assert (folder / '2020-01-01-notes.txt').exists()
    listed = keeper.succeed('backups').splitlines()
    assert len(listed) == 2
    assert listed[0].startswith(made)


def test_the_manifest_names_nobody(keeper, tmp_path):
    keeper.succeed('backup')

    text = newest(tmp_path / 'backups', 'json').read_text()

    assert '@' not in text
    said = json.loads(text)
    assert said['rows']['contact_enquiry'] == 2
    assert (said['key'], said['runtime_role']) == ('this', 'site_web')


def test_a_bucket_does_as_well_and_gets_only_sealed_bytes(site, s3):
    keeper = Keeper(site, BACKUP_URL='s3://site/backups', **s3.access)
    keeper.succeed('backup')

    listed = keeper.succeed('backups')
    told = keeper.succeed('restore', 'latest', '--into', 'beside')

    assert listed.count('key this') == 1
    assert 'Done' in told
    found = s3.list_objects_v2(Bucket='site')['Contents']
    sealed, manifest = (
        s3.get_object(Bucket='site', Key=each['Key'])
        for each in sorted(found, key=lambda each: each['Key'])
    )
    assert sealed['ServerSideEncryption'] == 'AES256'
    assert sealed['Body'].read(15) == b'ivelum backup 1'
    assert manifest['ServerSideEncryption'] == 'AES256'
    site.postgres('dropdb', '--force', 'beside')


def test_a_bucket_that_is_not_there_is_named(site, s3):
    keeper = Keeper(site, **s3.access)

    told = keeper.fail('backup', 's3://elsewhere/backups')

    assert 'S3 says' in told
