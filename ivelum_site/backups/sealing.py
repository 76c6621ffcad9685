"""Encrypts a stream in pieces, and notices whatever happens to one of them.

AES-256-GCM in the STREAM construction: the nonce of a piece is its number and
whether it is the last. A piece that was changed, moved, left out or put there,
and a stream that was cut off, cannot be opened. Every piece is bound to the
header, which has the name of the backup, so none passes for another.
"""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator
from typing import IO, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ivelum_site.backups import BackupError
from ivelum_site.backups.keys import key_for_one


MAGIC = b'ivelum backup 1 '
PIECE = 1 << 20
TAG = 16
LONGEST_HEADER = 500


def seal(
    source: IO[bytes], keys: dict[str, bytes], name: str
) -> Iterator[bytes]:
    salt, (key, secret) = os.urandom(16), next(iter(keys.items()))
    said = {'key': key, 'salt': salt.hex(), 'name': name}
    header = MAGIC + json.dumps(said).encode() + b'\n'
    yield header
    cipher = AESGCM(key_for_one(secret, salt))
    for nonce, piece in _numbered(source, PIECE):
        yield cipher.encrypt(nonce, piece, header)


def unseal(
    source: IO[bytes], keys: dict[str, bytes], name: str
) -> Iterator[bytes]:
    """What was sealed; raises before it gives anything that is not."""
    header = source.readline(LONGEST_HEADER)
    said = _read_header(header, name)
    if said['key'] not in keys:
        raise BackupError(
            f'{name} was sealed with the key {said["key"]!r}, which BACKUP_KEY '
            f'does not have (it has {", ".join(keys)}). Add that key to it.'
        )
    salt = bytes.fromhex(said['salt'])
    cipher = AESGCM(key_for_one(keys[said['key']], salt))
    for nonce, piece in _numbered(source, PIECE + TAG):
        try:
            yield cipher.decrypt(nonce, piece, header)
        except (InvalidTag, ValueError) as fault:
            raise BackupError(_complaint(name, said['key'], nonce)) from fault


def _numbered(source: IO[bytes], size: int) -> Iterator[tuple[bytes, bytes]]:
    """Every piece with its nonce. There is always one, if an empty one."""
    number, piece = 0, source.read(size)
    while following := source.read(size):
        yield _nonce(number, last=False), piece
        number, piece = number + 1, following
    yield _nonce(number, last=True), piece


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, 'big') + bytes([last])


def _read_header(header: bytes, name: str) -> dict[str, Any]:
    try:
        said = json.loads(header.removeprefix(MAGIC))
        is_whole = {'key', 'name'} <= {*said} and bytes.fromhex(said['salt'])
    except (ValueError, KeyError, TypeError):
        is_whole = False
    if not (is_whole and header.startswith(MAGIC)):
        raise BackupError(f'{name} is damaged at its very beginning.')
    if said['name'] != name:
        raise BackupError(f'{name} is another backup: {said["name"]}.')
    return said


def _complaint(name: str, key: str, nonce: bytes) -> str:
    if number := int.from_bytes(nonce[:-1], 'big'):
        return f'{name} is damaged or cut off after {number} MB.'
    return (
        f'{name} cannot be opened: the key {key!r} in BACKUP_KEY is not the '
        'one that sealed it, or its first part is damaged.'
    )


def as_file(pieces: Iterator[bytes]) -> IO[bytes]:
    """Pieces that are made while somebody reads them."""
    return io.BufferedReader(_Pieces(pieces), PIECE)


class _Pieces(io.RawIOBase):
    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces, self.rest = pieces, memoryview(b'')

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self.rest:
            piece = next(self.pieces, None)
            if piece is None:
                return 0
            self.rest = memoryview(piece)
        size = min(len(buffer), len(self.rest))
        buffer[:size], self.rest = self.rest[:size], self.rest[size:]
        return size
