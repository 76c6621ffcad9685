"""Where backups are: a folder, or a bucket of S3.

A name in a place is a whole file or there is none, however the writing ends.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import IO, Any, Protocol
from urllib.parse import urlsplit

from ivelum_site.backups import BackupError
from ivelum_site.backups.sealing import as_file
from privacy import aws


PART = 32 << 20


class Place(Protocol):
    def write(self, name: str, pieces: Iterator[bytes]) -> None: ...

    def read(self, name: str) -> IO[bytes]: ...

    def names(self) -> list[str]: ...

    def remove(self, name: str) -> None: ...


def place_at(url: str) -> Place:
    if not url:
        raise BackupError(
            'Where to? Set BACKUP_URL to s3://bucket/folder or to a folder, '
            'or say it: manage.py backup TARGET'
        )
    parts = urlsplit(url)
    if parts.scheme == 's3':
        return Bucket(parts.netloc, parts.path.strip('/'))
    return Folder(Path(url))


class Folder:
    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, name: str, pieces: Iterator[bytes]) -> None:
        draft = self.root / f'.{name}.part'
        with _told(str(self.root), OSError):
            self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                with draft.open('xb') as file:
                    file.writelines(pieces)
                    file.flush()
                    os.fsync(file.fileno())
                draft.rename(self.root / name)
            finally:
                draft.unlink(missing_ok=True)

    def read(self, name: str) -> IO[bytes]:
        with _told(name, OSError):
            return (self.root / name).open('rb')

    def names(self) -> list[str]:
        with _told(str(self.root), OSError):
            found = self.root.iterdir() if self.root.exists() else ()
            return sorted(path.name for path in found)

    def remove(self, name: str) -> None:
        with _told(name, OSError):
            (self.root / name).unlink(missing_ok=True)


class Bucket:
    def __init__(self, bucket: str, prefix: str) -> None:
        self.bucket, self.prefix = bucket, prefix

    @cached_property
    def client(self) -> Any:
        import boto3  # half a second, for those who keep theirs in a folder
        from botocore.config import Config

        # Otherwise a checksum would be asked of a stream that has no length.
        config = Config(request_checksum_calculation='when_required')
        return boto3.client('s3', region_name=aws.REGION, config=config)

    def write(self, name: str, pieces: Iterator[bytes]) -> None:
        """In parts; whatever fails, boto3 takes the parts away again."""
        from boto3.s3.transfer import TransferConfig

        with _told_of_aws(name):
            self.client.upload_fileobj(
                as_file(pieces),
                **self._place(name),
                ExtraArgs={'ServerSideEncryption': 'AES256'},
                Config=TransferConfig(
                    multipart_threshold=PART,
                    multipart_chunksize=PART,
                    use_threads=False,
                ),
            )

    def read(self, name: str) -> IO[bytes]:
        with _told_of_aws(name):
            body = self.client.get_object(**self._place(name))['Body']
        return as_file(_pieces_of(body, name))

    def names(self) -> list[str]:
        pages = self.client.get_paginator('list_objects_v2')
        folder = self._place('')['Key']
        with _told_of_aws(self.bucket):
            return sorted(
                found['Key'].removeprefix(folder)
                for page in pages.paginate(Bucket=self.bucket, Prefix=folder)
                for found in page.get('Contents', [])
            )

    def remove(self, name: str) -> None:
        with _told_of_aws(name):
            self.client.delete_object(**self._place(name))

    def _place(self, name: str) -> dict[str, str]:
        key = f'{self.prefix}/{name}'.lstrip('/')
        return {'Bucket': self.bucket, 'Key': key}


def _pieces_of(body: Any, name: str) -> Iterator[bytes]:
    with _told_of_aws(name):
        yield from body.iter_chunks(1 << 20)


@contextmanager
def _told(what: str, *faults: type[Exception]) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as fault:
        raise BackupError(f'{what} is not there.') from fault
    except faults as fault:
        raise BackupError(f'{what}: {_reason(fault)}.') from fault


def _reason(fault: Exception) -> str:
    if isinstance(fault, OSError):
        if fault.errno == errno.ENOSPC:
            return 'there is no space left'
        return os.strerror(fault.errno or 0).lower()
    answer = getattr(fault, 'response', {}).get('Error', {})
    return f'S3 says {answer.get("Code") or type(fault).__name__}'


@contextmanager
def _told_of_aws(what: str) -> Iterator[None]:
    from boto3.exceptions import Boto3Error
    from botocore.exceptions import BotoCoreError, ClientError

    with _told(what, Boto3Error, BotoCoreError, ClientError):
        yield
