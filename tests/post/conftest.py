"""The bucket and the queue, as Amazon would fill them."""

import json

import pytest

from contact.post import feedback, taking
from privacy.models import Attempts
from tests.amazon import amazon, at, make_bucket, nowhere, server  # noqa: F401
from tests.post import mails


@pytest.fixture
def inbox(amazon, settings):  # noqa: F811
    """Call it with a raw mail: the mail server has put it into the bucket."""
    make_bucket(amazon, 'mail')
    settings.INBOUND_URL = 's3://mail/inbound/'
    settings.TEAM_EMAIL = 'team@ivelum.com'
    s3, numbers = amazon('s3'), iter(range(1_000))

    def arrive(raw, key=''):
        key = key or f'inbound/{next(numbers)}'
        s3.put_object(Bucket='mail', Key=key, Body=raw)
        return key

    arrive.holds = lambda: [
        found['Key']
        for found in s3.list_objects_v2(Bucket='mail').get('Contents', [])
    ]
    return arrive


@pytest.fixture
def write(inbox, worker):
    """A mail arrives with these headers and words, and the worker takes it."""

    def send(text='Hello.', **headers):
        inbox(mails.mail(text, **headers))
        taking.take_all()
        worker()

    yield send
    Attempts.objects.all().delete()


@pytest.fixture
def events(amazon, settings):  # noqa: F811
    """Call it with what SES says; `events.left()` is what is still waiting."""
    settings.BOUNCES_URL = 'sqs://feedback'
    sqs = amazon('sqs')
    dead = sqs.create_queue(QueueName='dead')['QueueUrl']
    arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=['QueueArn'])[
        'Attributes'
    ]['QueueArn']
    policy = {'deadLetterTargetArn': arn, 'maxReceiveCount': 2}
    told = {'VisibilityTimeout': '0', 'RedrivePolicy': json.dumps(policy)}
    url = sqs.create_queue(QueueName='feedback', Attributes=told)['QueueUrl']

    def happen(event):
        body = event if isinstance(event, str) else json.dumps(event)
        sqs.send_message(QueueUrl=url, MessageBody=body)

    happen.dead = lambda: sqs.receive_message(QueueUrl=dead).get('Messages')
    happen.left = lambda: sqs.receive_message(QueueUrl=url).get('Messages')
    happen.take = feedback.take_all
    return happen
