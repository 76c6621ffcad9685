"""The shelf may be a bucket. A real client asks a server that speaks S3."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from privacy import aws
from privacy.models import LedgerKind, LedgerLine
from privacy.proof import audit, ledger, shelf
from privacy.proof.shelf import Bucket, Directory, LedgerUnavailable
from tests import make
from tests.amazon import amazon, at, make_bucket, nowhere, server  # noqa: F401


@pytest.fixture
def s3(amazon):  # noqa: F811
    make_bucket(amazon, 'proof')
    client = amazon('s3')
    client.put_bucket_versioning(
        Bucket='proof', VersioningConfiguration={'Status': 'Enabled'}
    )
    return client


@pytest.fixture
def bucket(s3):
    return Bucket('proof', 'ivelum/ledger')


def test_what_was_put_there_is_read(bucket):
    bucket.add('1', b'one')

    assert bucket.read('1') == b'one'


def test_it_lies_under_its_prefix_and_encrypted(bucket, s3):
    bucket.add('1', b'one')

    found = s3.head_object(Bucket='proof', Key='ivelum/ledger/1')
    assert found['ServerSideEncryption'] == 'AES256'
    assert found['ContentType'] == 'application/json'


def test_the_same_once_more_is_no_fault(bucket, s3):
    bucket.add('1', b'one')
    bucket.add('1', b'one')

    versions = s3.list_object_versions(Bucket='proof')['Versions']
    assert len(versions) == 1


def test_another_text_is_refused_and_changes_nothing(bucket):
    bucket.add('1', b'one')

    with pytest.raises(LedgerUnavailable, match='1 outside is not'):
        bucket.add('1', b'another')

    assert bucket.read('1') == b'one'


def test_two_who_add_at_once_do_not_overwrite_each_other(bucket):
    refused = []

    def add(text):
        try:
            bucket.add('1', text)
        except LedgerUnavailable:
            refused.append(text)

    threads = [threading.Thread(target=add, args=[b'%d' % n]) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert len(refused) == 7
    assert bucket.read('1') not in refused


def test_what_is_not_there_is_none(bucket):
    assert bucket.read('1') is None


def test_what_is_replaced_stays_as_an_older_version(bucket, s3):
    bucket.replace('head.json', b'one')
    bucket.replace('head.json', b'two')

    versions = s3.list_object_versions(Bucket='proof')['Versions']
    assert bucket.read('head.json') == b'two'
    assert len({version['VersionId'] for version in versions}) == 2


def test_what_is_removed_is_not_read_any_more(bucket):
    bucket.add('1', b'one')

    bucket.remove('1')
    bucket.remove('1')

    assert bucket.read('1') is None


def test_without_its_bucket_the_ledger_is_unavailable(s3):
    bucket = Bucket('elsewhere', '')

    with pytest.raises(LedgerUnavailable, match='The shelf outside'):
        bucket.read('1')
    with pytest.raises(LedgerUnavailable):
        bucket.add('1', b'one')


def test_an_address_says_which_shelf_it_is(settings, tmp_path):
    settings.LEDGER_URL = 's3://proof/ivelum/ledger/'
    bucket = shelf.outside()
    settings.LEDGER_URL = str(tmp_path)

    assert (bucket.bucket, bucket.prefix) == ('proof', 'ivelum/ledger')
    assert isinstance(shelf.outside(), Directory)


def test_a_bucket_without_a_prefix_has_no_slash_in_front(s3):
    Bucket('proof', '').add('1', b'one')

    [found] = s3.list_objects_v2(Bucket='proof')['Contents']
    assert found['Key'] == '1'


# --- The whole ledger in a bucket ---------------------------------------------


@pytest.fixture
def in_a_bucket(s3, settings):
    settings.LEDGER_URL = 's3://proof/ivelum/ledger'
    return s3


@pytest.mark.django_db(transaction=True)
def test_each_line_and_the_head_are_outside(in_a_bucket):
    ledger.record(LedgerKind.ERASED, [make.ADA, make.STRANGER], 'ABCD-2345')

    found = in_a_bucket.list_objects_v2(Bucket='proof')['Contents']
    assert len(found) == 3
    assert ledger.newest_outside().seq == 2
    assert not ledger.look()


@pytest.mark.django_db(transaction=True)
def test_an_older_database_is_noticed(in_a_bucket):
    ledger.record(LedgerKind.ERASED, [make.ADA], 'ABCD-2345')
    newer = {'seq': 9, 'hash': LedgerLine.objects.get().hash}

    shelf.outside().replace(ledger.HEAD, str(newer).replace("'", '"').encode())

    assert ledger.look() == ledger.BEHIND


@pytest.mark.django_db(transaction=True)
def test_the_end_of_the_audit_is_outside(in_a_bucket):
    audit.note(audit.Action.RESTORED)

    audit.publish()

    assert audit.published().seq == 1


# --- When the bucket is away --------------------------------------------------


class Busy(BaseHTTPRequestHandler):
    """S3 on a bad day."""

    def answer(self):
        self.send_response(503)
        self.send_header('Content-Length', '0')
        self.end_headers()

    do_GET = do_PUT = do_DELETE = answer  # noqa: N815

    def log_message(self, *_):
        """It is no news."""


class Silent(Busy):
    """It takes a request, and says nothing for as long as anybody waits."""

    def answer(self):
        self.server.is_over.wait(30)

    do_GET = do_PUT = do_DELETE = answer  # noqa: N815


@pytest.fixture
def server_that_is(at):  # noqa: F811
    running = []

    def start(kind):
        made = ThreadingHTTPServer(('127.0.0.1', 0), kind)
        made.daemon_threads = True
        made.is_over = threading.Event()
        threading.Thread(target=made.serve_forever, daemon=True).start()
        running.append(made)
        at(f'http://127.0.0.1:{made.server_address[1]}')

    yield start
    for made in running:
        made.is_over.set()
        made.shutdown()
        made.server_close()


def nothing_works(bucket):
    for attempt in (
        lambda: bucket.read('1'),
        lambda: bucket.add('1', b'one'),
        lambda: bucket.replace('1', b'one'),
        lambda: bucket.remove('1'),
    ):
        with pytest.raises(LedgerUnavailable):
            attempt()


def test_nobody_listens(nowhere):  # noqa: F811
    nothing_works(Bucket('proof', ''))


def test_it_is_too_busy(server_that_is):
    server_that_is(Busy)

    nothing_works(Bucket('proof', ''))


def test_it_never_answers(server_that_is, monkeypatch):
    monkeypatch.setattr(aws, 'ANSWER_WITHIN', 0.1)
    server_that_is(Silent)

    nothing_works(Bucket('proof', ''))


@pytest.mark.django_db(transaction=True)
def test_while_it_is_away_nothing_is_erased(nowhere, settings):  # noqa: F811
    settings.LEDGER_URL = 's3://proof/ivelum/ledger'

    with pytest.raises(LedgerUnavailable):
        ledger.record(LedgerKind.ERASED, [make.ADA], 'ABCD-2345')

    assert not LedgerLine.objects.exists()


def test_we_do_not_wait_for_amazon_for_long(at):  # noqa: F811
    at('http://127.0.0.1:9')

    config = aws.client('s3').meta.config

    assert config.region_name == 'eu-north-1'
    assert config.connect_timeout + config.read_timeout <= 5
    assert config.retries['total_max_attempts'] <= 2
