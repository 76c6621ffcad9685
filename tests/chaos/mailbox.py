"""Mail to us and news of ours, put where Amazon would put them."""

import json
from itertools import count

from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings

from contact.post import inbox, queue
from privacy import aws
from tests.post import mails
from tests.post.test_feedback import bounce


PREFIX, FEEDBACK = 'inbound', 'feedback'
NUMBERS = count(1)
AWAY = (BotoCoreError, ClientError)


def open_both():
    sqs, s3 = aws.client('sqs'), aws.client('s3')
    sqs.create_queue(QueueName=FEEDBACK, Attributes={'VisibilityTimeout': '5'})
    for bucket in ('mail', 'ledger'):
        s3.create_bucket(
            Bucket=bucket,
            CreateBucketConfiguration={'LocationConstraint': aws.REGION},
        )


def write(person):
    """One mail under one name, as often as it takes."""
    raw = mails.mail(
        f'Build me an engine, {person.canary}.',
        from_=f'{person.canary} <{person.email}>',
        return_path=f'<{person.email}>',
    )
    key = f'{PREFIX}/{next(NUMBERS)}'
    put = aws.client('s3').put_object
    return patiently(lambda: put(Bucket='mail', Key=key, Body=raw))


def comes_back(person):
    """Amazon says so at least once; here it may say so twice."""
    event = feedback_about(person)
    url = queue._url(settings.BOUNCES_URL)
    tell = aws.client('sqs').send_message
    return patiently(lambda: tell(QueueUrl=url, MessageBody=event))


def feedback_about(person):
    return json.dumps(bounce(person.email, number=person.canary))


def patiently(do):
    for _ in range(10):
        try:
            do()
        except AWAY:
            continue
        return True
    return False


def is_empty():
    try:
        return not any(inbox.waiting()) and not waiting_news()
    except AWAY:
        return False


def waiting_news():
    names = ('', 'NotVisible')
    names = [f'ApproximateNumberOfMessages{name}' for name in names]
    found = aws.client('sqs').get_queue_attributes(
        QueueUrl=queue._url(settings.BOUNCES_URL), AttributeNames=names
    )
    return sum(map(int, found['Attributes'].values()))
