"""Where the proof is kept outside the database: a directory, or a bucket.

Whatever stands on the shelf is whole: a reader sees the old text or the new
one, never half of it.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Protocol, TypeVar
from urllib.parse import urlsplit

from django.conf import settings

from privacy import aws


Paper = TypeVar('Paper')


class LedgerUnavailable(Exception):  # noqa: N818 - a state, as HTTP's 503
    """The shelf outside cannot be read or written, or says something else."""


class Shelf(Protocol):
    def read(self, name: str) -> bytes | None:
        """The text of that name, None if there is none."""

    def add(self, name: str, text: bytes) -> None:
        """Put a new text there. The same once more is no fault."""

    def replace(self, name: str, text: bytes) -> None: ...

    def remove(self, name: str) -> None:
        """Take it away, if it is there."""


def outside() -> Shelf:
    return _open(settings.LEDGER_URL)


@cache
def _open(url: str) -> Shelf:
    parts = urlsplit(url)
    if parts.scheme == 's3':
        return Bucket(parts.netloc, parts.path.strip('/'))
    return Directory(Path(url))


def read(name: str, kind: Callable[..., Paper]) -> Paper | None:
    """What stands there in JSON, as something of that kind."""
    text = outside().read(name)
    try:
        return kind(**json.loads(text)) if text is not None else None
    except (ValueError, TypeError) as fault:
        raise LedgerUnavailable(f'{name} outside is unreadable.') from fault


def _refuse_another(name: str, known: bytes | None, text: bytes) -> None:
    if known != text:
        raise LedgerUnavailable(
            f'{name} outside is not what the database says. If it was '
            'restored from a backup, run: manage.py replayerasures'
        )


class Directory:
    """Files, each written aside and then put in place by one rename."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def read(self, name: str) -> bytes | None:
        with _told_of(OSError):
            try:
                return (self.root / name).read_bytes()
            except FileNotFoundError:
                return None

    def add(self, name: str, text: bytes) -> None:
        with _told_of(OSError), self._draft(text) as draft:
            try:
                os.link(draft, self.root / name)
            except FileExistsError:
                _refuse_another(name, self.read(name), text)

    def replace(self, name: str, text: bytes) -> None:
        with _told_of(OSError), self._draft(text) as draft:
            draft.replace(self.root / name)

    def remove(self, name: str) -> None:
        with _told_of(OSError):
            (self.root / name).unlink(missing_ok=True)

    @contextmanager
    def _draft(self, text: bytes) -> Iterator[Path]:
        """A file that is on the disk, and whose new name will be, too."""
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix='.', dir=self.root)
        try:
            with os.fdopen(handle, 'wb') as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            yield Path(name)
        finally:
            Path(name).unlink(missing_ok=True)
        self._settle()

    def _settle(self) -> None:
        handle = os.open(self.root, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class Bucket:
    """Objects in S3. Its role needs s3:ListBucket, too: without it S3 says
    "forbidden", not "missing", of an object that is not there.
    """

    def __init__(self, bucket: str, prefix: str) -> None:
        self.bucket, self.prefix = bucket, prefix

    @property
    def client(self) -> Any:
        return aws.client('s3')

    def read(self, name: str) -> bytes | None:
        with _told_of_aws():
            try:
                found = self.client.get_object(**self._place(name))
            except self.client.exceptions.NoSuchKey:
                return None
            return found['Body'].read()

    def add(self, name: str, text: bytes) -> None:
        from botocore.exceptions import ClientError

        with _told_of_aws():
            try:
                self._put(name, text, IfNoneMatch='*')
            except ClientError as error:
                if error.response['Error']['Code'] != 'PreconditionFailed':
                    raise
                _refuse_another(name, self.read(name), text)

    def replace(self, name: str, text: bytes) -> None:
        with _told_of_aws():
            self._put(name, text)

    def remove(self, name: str) -> None:
        with _told_of_aws():
            self.client.delete_object(**self._place(name))

    def _put(self, name: str, text: bytes, **conditions: str) -> None:
        self.client.put_object(
            **self._place(name),
            **conditions,
            Body=text,
            ContentType='application/json',
            ServerSideEncryption='AES256',
        )

    def _place(self, name: str) -> dict[str, str]:
        return {
            'Bucket': self.bucket,
            'Key': f'{self.prefix}/{name}'.lstrip('/'),
        }


@contextmanager
def _told_of(*faults: type[Exception]) -> Iterator[None]:
    try:
        yield
    except faults as fault:
        kind = type(fault).__name__
        raise LedgerUnavailable(f'The shelf outside failed: {kind}.') from fault


@contextmanager
def _told_of_aws() -> Iterator[None]:
    from botocore.exceptions import BotoCoreError, ClientError

    with _told_of(BotoCoreError, ClientError):
        yield
