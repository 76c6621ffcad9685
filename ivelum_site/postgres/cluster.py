"""One data directory, and PostgreSQL's own programs applied to it."""

from __future__ import annotations

import os
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import IO

from ivelum_site.postgres import PostgresError, binaries
from ivelum_site.postgres.account import Account


SOCKET = '.s.PGSQL.5432'
ROLES = Path(__file__).with_name('cluster.sql')
SETTINGS = (
    'listen_addresses=',
    'max_connections=120',
    'unix_socket_permissions=0700',
    'timezone=UTC',
)
# For tests: a power cut may ruin the data, nothing else is different.
FAST = (
    'autovacuum=off',
    'checkpoint_timeout=1h',
    'fsync=off',
    'full_page_writes=off',
    'max_wal_senders=0',
    'max_wal_size=2GB',
    'wal_level=minimal',
)
# What a postmaster that was killed leaves behind for a moment.
PASSING = ('lock file', 'pre-existing shared memory', 'starting up')


class Cluster:
    """Makes, starts and stops PostgreSQL; knows nothing of who uses it."""

    def __init__(
        self, home: Path, sockets: Path, account: Account, *, fast: bool
    ) -> None:
        self.home = home
        self.data = home / 'data'
        self.log = home / 'server.log'
        self.sockets = sockets
        self.account = account
        self.fast = fast

    def is_running(self) -> bool:
        with socket.socket(socket.AF_UNIX) as probe:
            try:
                probe.connect(str(self.sockets / SOCKET))
            except OSError:
                return False
            return True

    def start(self) -> None:
        """Start PostgreSQL, making the data directory if there is none."""
        if not self._version:
            self._make()
        try:
            self._start_patiently()
        except PostgresError as error:
            if not self.fast or _is_passing(error):
                raise
            # It was not written for keeps, and a power cut may have ruined it.
            self._make()
            self._start()

    def stop(self) -> None:
        self._run('pg_ctl', '-D', self.data, '-m', 'fast', '-w', 'stop')

    @property
    def _version(self) -> int | None:
        with suppress(FileNotFoundError):
            return int((self.data / 'PG_VERSION').read_text())
        return None

    @cached_property
    def _bindir(self) -> Path:
        found = binaries.find(self._version)
        return binaries.open_to(self.account, found, self.home / 'programs')

    def _make(self) -> None:
        """A new data directory with its roles: either whole or not at all."""
        draft = self.home / 'data.new'
        shutil.rmtree(draft, ignore_errors=True)
        sync = ['--no-sync'] if self.fast else []
        self._run(
            *('initdb', '-D', draft, '-U', 'postgres', '-E', 'UTF8'),
            *('--auth-local=trust', '--auth-host=reject', '--no-instructions'),
            *(*self._locale, *sync),
        )
        # PostgreSQL's single-user mode: no server, so nothing to clean up.
        with ROLES.open() as sql:
            self._run(
                *('postgres', '--single', '-D', draft, '-c', 'fsync=off'),
                *('-c', 'exit_on_error=on', 'postgres'),
                stdin=sql,
            )
        shutil.rmtree(self.data, ignore_errors=True)
        draft.rename(self.data)

    @property
    def _locale(self) -> list[str]:
        # The same order and the same upper() on every machine, without ICU.
        if (binaries.major_of(self._bindir) or 0) >= 17:
            builtin = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8']
            return [*builtin, '--locale=C']
        return ['--locale=C.UTF-8' if sys.platform == 'linux' else '--locale=C']

    def _start_patiently(self) -> None:
        for _ in range(20):
            self._disown_zombie()
            try:
                return self._start()
            except PostgresError as error:
                if not _is_passing(error):
                    raise
            time.sleep(0.2)
        return self._start()

    def _start(self) -> None:
        chosen = (f'unix_socket_directories={self.sockets}', *SETTINGS)
        # pg_ctl hands these to a shell.
        options = ' '.join(
            f'-c {shlex.quote(setting)}'
            for setting in (*chosen, *(FAST if self.fast else ()))
        )
        # It must not grow for ever, and what an error quotes must be new.
        self.log.unlink(missing_ok=True)
        self._run(
            *('pg_ctl', '-D', self.data, '-l', self.log),
            *('-o', options, '-w', '-t', '60', 'start'),
        )

    def _disown_zombie(self) -> None:
        """Say that a dead postmaster which nobody reaped is not running.

        In a container PID 1 may be slow to reap it, or never do, and
        PostgreSQL takes a zombie for a running server. It ignores a lock file
        that names its own grandparent, and still looks for live backends in
        shared memory, which it would not if the file were deleted.
        """
        for path in (
            self.data / 'postmaster.pid',
            self.sockets / f'{SOCKET}.lock',
        ):
            with suppress(OSError, ValueError):
                pid, *rest = path.read_text().splitlines(keepends=True)
                status = Path(f'/proc/{int(pid)}/stat').read_text()
                if status.rpartition(')')[2].split()[0] == 'Z':
                    path.write_text(''.join([f'{os.getpid()}\n', *rest]))

    def _run(
        self,
        program: str,
        *arguments: str | Path,
        stdin: IO[str] | int = subprocess.DEVNULL,
    ) -> None:
        # Never a pipe: the postmaster would inherit it and we would wait.
        with tempfile.TemporaryFile('w+') as output:
            done = subprocess.run(  # noqa: S603
                [self._bindir / program, *arguments],
                stdin=stdin,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd='/',
                # macOS needs LC_ALL, and PASSING is English.
                env={'PATH': os.environ.get('PATH', os.defpath), 'LC_ALL': 'C'},
                start_new_session=True,  # Ctrl-C is for us, not for it
                timeout=120,
                check=False,
                **self.account.process,
            )
            output.seek(0)
            if done.returncode:
                said = [*output.read().splitlines(), *self._last_words()]
                raise PostgresError('\n'.join([f'{program} failed:', *said]))

    def _last_words(self) -> Sequence[str]:
        with suppress(OSError):
            return self.log.read_text(errors='replace').splitlines()[-20:]
        return []


def _is_passing(error: PostgresError) -> bool:
    return any(reason in str(error) for reason in PASSING)
