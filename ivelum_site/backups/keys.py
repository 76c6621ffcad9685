"""The keys of the backups: BACKUP_KEY=2026:...,2025:...

The first one seals; the others stay there to open what they once sealed.
"""

from __future__ import annotations

import base64
import binascii

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from ivelum_site.backups import BackupError


LENGTH = 32
MAKE_ONE = (
    'python -c "import secrets; print(\'2026:\' + secrets.token_urlsafe(32))"'
)


def keys() -> dict[str, bytes]:
    """Each key by its name, the one that seals first."""
    given = [part.strip() for part in settings.BACKUP_KEY.split(',')]
    found = dict(_read(part) for part in given if part)
    if not found:
        raise BackupError(
            f'BACKUP_KEY is not set. Make one, and keep it well: {MAKE_ONE}'
        )
    return found


def key_for_one(secret: bytes, salt: bytes) -> bytes:
    """Each backup has a key of its own, so no nonce is ever used twice."""
    derived = HKDF(SHA256(), LENGTH, salt, b'ivelum backup')
    return derived.derive(secret)


def _read(part: str) -> tuple[str, bytes]:
    name, _, text = part.partition(':')
    try:
        secret = base64.b64decode(f'{text}=', altchars=b'-_', validate=True)
    except binascii.Error:
        secret = b''
    if not name or len(secret) != LENGTH:
        raise BackupError(
            'BACKUP_KEY is not a list of name:key, with keys of 32 bytes. '
            f'Make one: {MAKE_ONE}'
        )
    return name, secret
