"""The shelf may be a bucket; what we ask of S3 is what S3 understands.

No S3 is asked here: botocore's own stub checks every request against Amazon's
description of the service, and answers as S3 would.
"""

import io

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError
from botocore.stub import Stubber

from privacy.proof import shelf
from privacy.proof.shelf import Bucket, Directory, LedgerUnavailable


PLACE = {'Bucket': 'proof', 'Key': 'ivelum/ledger/1'}
WRITTEN = PLACE | {
    'Body': b'one',
    'ContentType': 'application/json',
    'ServerSideEncryption': 'AES256',
}


@pytest.fixture
def bucket():
    made = Bucket('proof', 'ivelum/ledger')
    made.client = boto3.client(
        's3',
        region_name=shelf.REGION,
        aws_access_key_id='nobody',
        aws_secret_access_key='nothing',
    )
    return made


@pytest.fixture
def s3(bucket):
    with Stubber(bucket.client) as stub:
        yield stub
        stub.assert_no_pending_responses()


def holds(text):
    return {'Body': io.BytesIO(text)}


def test_a_new_text_is_put_there_unless_there_is_one(bucket, s3):
    s3.add_response('put_object', {}, WRITTEN | {'IfNoneMatch': '*'})

    bucket.add('1', b'one')


def test_the_same_once_more_is_no_fault(bucket, s3):
    s3.add_client_error('put_object', 'PreconditionFailed')
    s3.add_response('get_object', holds(b'one'), PLACE)

    bucket.add('1', b'one')


def test_another_text_is_refused(bucket, s3):
    s3.add_client_error('put_object', 'PreconditionFailed')
    s3.add_response('get_object', holds(b'another'), PLACE)

    with pytest.raises(LedgerUnavailable, match='1 outside is not'):
        bucket.add('1', b'one')


def test_what_is_not_there_is_none(bucket, s3):
    s3.add_client_error('get_object', 'NoSuchKey')

    assert bucket.read('1') is None


def test_a_text_is_replaced_and_removed(bucket, s3):
    s3.add_response('put_object', {}, WRITTEN)
    s3.add_response('delete_object', {}, PLACE)

    bucket.replace('1', b'one')
    bucket.remove('1')


@pytest.mark.parametrize('code', ['AccessDenied', 'NoSuchBucket', 'SlowDown'])
def test_whatever_s3_refuses_the_ledger_is_unavailable(bucket, s3, code):
    s3.add_client_error('get_object', code)
    s3.add_client_error('put_object', code)

    with pytest.raises(LedgerUnavailable):
        bucket.read('1')
    with pytest.raises(LedgerUnavailable):
        bucket.add('1', b'one')


def test_without_a_network_the_ledger_is_unavailable(bucket, monkeypatch):
    def fail(**_):
        raise EndpointConnectionError(endpoint_url='https://s3')

    monkeypatch.setattr(bucket.client, 'get_object', fail)

    with pytest.raises(LedgerUnavailable):
        bucket.read('1')


def test_an_address_says_which_shelf_it_is(settings, tmp_path):
    settings.LEDGER_URL = 's3://proof/ivelum/ledger/'
    bucket = shelf.outside()
    settings.LEDGER_URL = str(tmp_path)

    assert bucket._place('1') == PLACE
    assert isinstance(shelf.outside(), Directory)


def test_we_do_not_wait_for_s3_for_long(monkeypatch):
    monkeypatch.setenv('AWS_ACCESS_KEY_ID', 'nobody')
    monkeypatch.setenv('AWS_SECRET_ACCESS_KEY', 'nothing')

    config = Bucket('proof', '').client.meta.config

    assert config.region_name == 'eu-north-1'
    assert config.connect_timeout + config.read_timeout <= 5
    assert config.retries['total_max_attempts'] <= 2


def test_a_bucket_without_a_prefix_has_no_slash_in_front():
    assert Bucket('proof', '')._place('1')['Key'] == '1'
