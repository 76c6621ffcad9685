"""What a checkout makes for itself when nobody configured it."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path


def secret_key(var_dir: Path) -> str:
    """The key of this checkout, made at the first call and kept in a file."""
    path = var_dir / 'secret-key'
    var_dir.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        # Two processes may race: each writes a whole file, and the link
        # succeeds for one of them.
        draft = var_dir / f'secret-key.{os.getpid()}.{secrets.token_hex(4)}'
        with os.fdopen(
            os.open(draft, os.O_CREAT | os.O_WRONLY, 0o600), 'w'
        ) as f:
            f.write(secrets.token_urlsafe(64))
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text()
