"""A PostgreSQL that its users share: the first starts it, the last stops it.

Every process that connects (manage.py, gunicorn's workers, the job worker,
pytest) holds a shared file lock for its life. The kernel drops the lock of a
process that was killed, so nobody has to keep count.
"""

from __future__ import annotations

import atexit
import fcntl
import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ivelum_site.postgres import PostgresError, account
from ivelum_site.postgres.cluster import Cluster


# The name of a socket has 104 bytes on macOS, of which PostgreSQL takes 14.
LONGEST = 85


class Server:
    """The PostgreSQL that lives in `home`; creating this object starts nothing.

    `fast` is for tests: a power cut may then lose the data.
    """

    def __init__(self, home: Path, *, fast: bool = False) -> None:
        self.account = account.choose()
        self.home = self._reachable(home.resolve())
        self.sockets = self._short(self.home)
        self.cluster = Cluster(self.home, self.sockets, self.account, fast=fast)
        self._lock: int | None = None
        self._pid: int | None = None

    def settings(self) -> dict[str, str]:
        """Django's DATABASES entry for the role that runs the site."""
        return {
            'ENGINE': 'ivelum_site.postgres.backend',
            'HOST': str(self.sockets),
            'PORT': '5432',
            'NAME': 'site',
            'USER': 'site_web',
        }

    def owner_login(self) -> dict[str, str]:
        return {'USER': 'site_owner', 'PASSWORD': ''}

    def ensure(self) -> None:
        """Join the server, starting it if need be; quick when it runs."""
        if self._has_joined() and self.cluster.is_running():
            return
        self._make_private(self.home)
        self._make_private(self.sockets)
        with self._alone():
            # Asked again: another thread may have been quicker.
            if not self._has_joined():
                self._join()
            if not self.cluster.is_running():
                self.cluster.start()

    def leave(self) -> None:
        """Stop using the server, and stop it if nobody else uses it."""
        if not self._has_joined() or not self.home.exists():
            return
        with self._alone():
            lock, self._lock = self._lock, None
            assert lock is not None  # noqa: S101
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            finally:
                os.close(lock)
            self._halt()

    def stop(self) -> None:
        """Stop the server whoever uses it."""
        if self.home.exists():
            with self._alone():
                self._halt()

    def remove(self) -> None:
        """Stop the server and delete all its data."""
        self.stop()
        shutil.rmtree(self.home, ignore_errors=True)
        shutil.rmtree(self.sockets, ignore_errors=True)

    def _halt(self) -> None:
        if self.cluster.is_running():
            # It may crash at this very moment, and then there is no need.
            with suppress(PostgresError):
                self.cluster.stop()

    def _has_joined(self) -> bool:
        # A forked child shares our lock but must take its own.
        return self._lock is not None and self._pid == os.getpid()

    def _join(self) -> None:
        lock = self._open('use.lock')
        fcntl.flock(lock, fcntl.LOCK_SH)
        self._lock, self._pid = lock, os.getpid()
        atexit.register(self.leave)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else starts or stops the server meanwhile."""
        lock = self._open('start.lock')
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def _open(self, name: str) -> int:
        return os.open(self.home / name, os.O_RDWR | os.O_CREAT, 0o600)

    def _reachable(self, home: Path) -> Path:
        """Here, unless root's own directories keep the borrowed account out."""
        nearest = next(parent for parent in home.parents if parent.exists())
        if not self.account.is_borrowed or self.account.may_enter(nearest):
            return home
        return Path('/var/lib', f'embedded-postgres-{_digest(home)}')

    def _short(self, home: Path) -> Path:
        """Where the socket is. Its name is short, and has no separators."""
        path = str(home)
        if len(os.fsencode(path)) <= LONGEST and re.fullmatch(
            r'[\w/. -]+', path
        ):
            return home
        # Not TMPDIR, which may differ between the processes that share it.
        name = f'embedded-postgres-{os.geteuid()}-{_digest(home)}'
        return Path('/tmp', name)  # noqa: S108

    def _make_private(self, directory: Path) -> None:
        """Make the directory, for the account alone."""
        for parent in reversed(directory.parents):
            if not parent.exists():
                parent.mkdir(exist_ok=True)
                parent.chmod(0o755)
        directory.mkdir(exist_ok=True, mode=0o700)
        owner = directory.lstat().st_uid
        if owner not in (self.account.uid, os.geteuid()):
            raise PostgresError(f'{directory} belongs to somebody else.')
        if owner != self.account.uid:
            os.chown(directory, self.account.uid, self.account.gid)
        if directory.stat().st_mode & 0o077:
            directory.chmod(0o700)


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:10]
