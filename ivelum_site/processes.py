"""Child processes that never outlive us, and the lock that says we run."""

from __future__ import annotations

import ctypes
import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self


Child = subprocess.Popen[bytes]

# The job worker finishes what it does: PROCRASTINATE_WORKER_DEFAULTS.
PATIENCE = 35
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PR_SET_PDEATHSIG = 1


def obey_signals() -> None:
    """Let every signal unwind the stack, so that nothing stays behind."""
    for name in SIGNALS:
        signal.signal(name, lambda *_: sys.exit())


class Children:
    """Python processes, by name, that end when this block does."""

    def __init__(self, commands: Mapping[str, Sequence[str]]) -> None:
        self.commands = commands
        self.running: dict[str, Child] = {}

    def __enter__(self) -> Self:
        for name in self.commands:
            self._start(name)
        return self

    def __exit__(self, *_: object) -> None:
        # An impatient second Ctrl-C must not leave the rest behind.
        for ignored in SIGNALS:
            signal.signal(ignored, signal.SIG_IGN)
        for child in self.running.values():
            _signal(child, signal.SIGTERM)
        for child in self.running.values():
            _wait(child)

    def check(self) -> None:
        """End everything when one child has failed.

        The job worker ends without failing when its database was killed, and
        may begin again.
        """
        for name, child in self.running.items():
            if child.poll():
                sys.exit(f'The {name} ended ({_reason(child)}): stopping all.')
            if child.returncode == 0:
                self._start(name)

    def _start(self, name: str) -> None:
        self.running[name] = subprocess.Popen(  # noqa: S603
            [sys.executable, *self.commands[name]],
            preexec_fn=_die_with_parent,
            start_new_session=True,  # Ctrl-C reaches it once, through us
        )


@contextmanager
def only_one(lock: Path) -> Iterator[None]:
    """Hold the lock, with our process number in it for those who want us."""
    # Opened to append: whoever comes second must not empty it.
    with lock.open('a') as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.exit('The site runs already; ./dev stop ends it.')
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def end_holder(lock: Path) -> None:
    """End the process that holds the lock, and wait until it has ended."""
    with suppress(FileNotFoundError, ProcessLookupError), lock.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            os.kill(int(file.read()), signal.SIGTERM)
            fcntl.flock(file, fcntl.LOCK_SH)


def _die_with_parent() -> None:
    """Even when the parent is killed and can tell nobody. Linux only."""
    if sys.platform == 'linux':
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _signal(child: Child, number: signal.Signals) -> None:
    # The group: a gunicorn that was killed has left its workers to us.
    with suppress(ProcessLookupError):
        os.killpg(child.pid, number)


def _wait(child: Child) -> None:
    try:
        child.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        _signal(child, signal.SIGKILL)
        child.wait()


def _reason(child: Child) -> str:
    code = child.returncode
    return f'code {code}' if code >= 0 else signal.Signals(-code).name
