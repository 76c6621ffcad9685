"""Amazon on this machine: moto's server, to which boto3 speaks over HTTP."""

import logging
import socket
from urllib.request import Request, urlopen

import pytest
from moto.server import ThreadedMotoServer

from contact.post import queue
from privacy import aws


ANYWHERE = {
    'AWS_ACCESS_KEY_ID': 'nobody',
    'AWS_SECRET_ACCESS_KEY': 'nothing',
    'AWS_EC2_METADATA_DISABLED': 'true',
}


@pytest.fixture(scope='session')
def server():
    logging.getLogger('werkzeug').setLevel(logging.ERROR)
    made = ThreadedMotoServer('127.0.0.1', 0, verbose=False)
    made.start()
    yield 'http://{}:{}'.format(*made.get_host_and_port())
    made.stop()


@pytest.fixture
def at(monkeypatch):
    """Call it with the address at which Amazon is, for one test."""

    def go(address):
        for name, value in ANYWHERE.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv('AWS_ENDPOINT_URL', address)
        aws.client.cache_clear()
        queue._url.cache_clear()

    yield go
    aws.client.cache_clear()
    queue._url.cache_clear()


@pytest.fixture
def amazon(server, at, monkeypatch):
    """An Amazon with nothing in it; gives our own door to its services."""
    # It shares this machine with the tests, and may need a while.
    monkeypatch.setattr(aws, 'ANSWER_WITHIN', 60)
    urlopen(Request(f'{server}/moto-api/reset', method='POST')).close()
    at(server)
    return aws.client


def make_bucket(amazon, name):
    region = {'LocationConstraint': aws.REGION}
    amazon('s3').create_bucket(Bucket=name, CreateBucketConfiguration=region)


@pytest.fixture
def nowhere(at):
    """A port at which nobody listens."""
    with socket.socket() as taken:
        taken.bind(('127.0.0.1', 0))
        address = f'http://127.0.0.1:{taken.getsockname()[1]}'
    at(address)
