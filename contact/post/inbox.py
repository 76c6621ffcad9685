"""The bucket in which mail to us waits, one object for each message.

We list it rather than wait for notices of new objects: what lies there is
what is not done yet, so no notice can be lost, come twice, or overtake its
object; and there is one thing less to set up.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from privacy import aws


# Words come first in a mail, and attachments after them.
MOST_BYTES = 2 * 1024 * 1024


@dataclass(frozen=True)
class Waiting:
    """A message in the bucket. It arrived when the mail server put it there,
    whatever its own headers say.
    """

    key: str
    arrived_at: datetime


def waiting() -> Iterator[list[Waiting]]:
    """All that lies there, a page at a time."""
    bucket, prefix = _place()
    pages = _s3().get_paginator('list_objects_v2')
    for page in pages.paginate(Bucket=bucket, Prefix=prefix):
        yield [
            Waiting(found['Key'], found['LastModified'])
            for found in page.get('Contents', ())
            # S3 itself puts a note there when it is set up.
            if not found['Key'].endswith('AMAZON_SES_SETUP_NOTIFICATION')
        ]


def read(key: str) -> bytes | None:
    """The message, or the beginning of a long one; None if it is gone."""
    bucket, _ = _place()
    try:
        found = _s3().get_object(Bucket=bucket, Key=key)
    except _s3().exceptions.NoSuchKey:
        return None
    with closing(found['Body']) as body:
        return body.read(MOST_BYTES)


def remove(key: str) -> None:
    bucket, _ = _place()
    _s3().delete_object(Bucket=bucket, Key=key)


def _s3() -> Any:
    return aws.client('s3')


def _place() -> tuple[str, str]:
    parts = urlsplit(settings.INBOUND_URL)
    return parts.netloc, parts.path.strip('/')
