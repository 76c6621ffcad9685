"""The queue (SQS) in which Amazon says what became of our letters.

What we do not delete from it comes back, and after a few times goes to the
queue for dead letters that it was set up with.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from privacy import aws


BATCH = 10  # as many as Amazon gives at once
WAIT = 1  # second: then all of its machines were asked


def batches() -> Iterator[list[dict[str, Any]]]:
    """Until nothing waits any more."""
    while found := _received():
        yield found


def _received() -> list[dict[str, Any]]:
    answer = _sqs().receive_message(
        QueueUrl=_url(settings.BOUNCES_URL),
        MaxNumberOfMessages=BATCH,
        WaitTimeSeconds=WAIT,
    )
    return answer.get('Messages') or []


def remove(message: dict[str, Any]) -> None:
    _sqs().delete_message(
        QueueUrl=_url(settings.BOUNCES_URL),
        ReceiptHandle=message['ReceiptHandle'],
    )


@cache
def _url(address: str) -> str:
    name = urlsplit(address).netloc
    found: str = _sqs().get_queue_url(QueueName=name)['QueueUrl']
    return found


def _sqs() -> Any:
    return aws.client('sqs')
