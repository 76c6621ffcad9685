"""A ZIP that is written while it is read: no file, no second copy in memory.

The length of a file is unknown until its end, so its size and checksum follow
it (APPNOTE 4.3.9), in the form for more than 4 GB if it may become so large:
Java, and with it many telephones, takes that form for broken on a small file.
A download that broke off has no directory at its end, and no program opens it.
"""

from __future__ import annotations

import hashlib
import io
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.db import connection, transaction


logger = logging.getLogger(__name__)

# What we give to the network at once.
PIECE = 64 * 1024
UNIX, READ_BY_ALL = 3, 0o100644 << 16


@dataclass
class File:
    """One file of the package: what it weighs, and what went wrong."""

    name: str
    size: int = 0
    sha256: str = ''
    problem: str = ''


class _Outbox(io.RawIOBase):
    """What was written and not yet sent. It cannot go back."""

    def __init__(self) -> None:
        self.waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.waiting += data
        return len(data)

    def take(self) -> bytes:
        taken = bytes(self.waiting)
        self.waiting.clear()
        return taken


class _Zip(ZipFile):
    def __del__(self) -> None:
        """A download that was broken off leaves nothing to finish."""


class Archive:
    def __init__(self, now: datetime, *, huge: bool) -> None:
        self.files: list[File] = []
        self._huge = huge
        self._outbox = _Outbox()
        self._zip = _Zip(self._outbox, 'w')
        self._written_at = now.astimezone(UTC).timetuple()[:6]

    def add(self, name: str, parts: Iterable[str]) -> Iterator[bytes]:
        """One file. If it fails we say so in the manifest, and go on."""
        file = File(name)
        self.files.append(file)
        head = self._head(name)
        with self._zip.open(head, 'w', force_zip64=self._huge) as into:
            try:
                # A savepoint: a failed query must not spoil the next file.
                with transaction.atomic():
                    yield from self._write(file, parts, into)
            except Exception as failure:
                if not connection.is_usable():
                    raise  # nothing more will come: break the download off
                file.problem = type(failure).__name__
                # The message of an exception may hold what a person wrote.
                logger.error('copy: %s failed: %s', name, file.problem)
        yield self._outbox.take()

    def _write(
        self, file: File, parts: Iterable[str], into: IO[bytes]
    ) -> Iterator[bytes]:
        digest = hashlib.sha256()
        try:
            for part in parts:
                data = part.encode()
                digest.update(data)
                file.size += len(data)
                into.write(data)
                if len(self._outbox.waiting) >= PIECE:
                    yield self._outbox.take()
        finally:
            file.sha256 = digest.hexdigest()

    def _head(self, name: str) -> ZipInfo:
        head = ZipInfo(name, self._written_at)
        head.compress_type = ZIP_DEFLATED
        head.create_system, head.external_attr = UNIX, READ_BY_ALL
        return head

    def close(self) -> bytes:
        self._zip.close()
        return self._outbox.take()
