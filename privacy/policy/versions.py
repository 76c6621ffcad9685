"""The published versions: files in privacy/policies, and a register of them.

A version is its bytes. versions.json knows the fingerprint of each, so that
an edited file is noticed in any checkout; once a version is entered in the
database, that refuses to change it as well.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from django.utils import timezone

from privacy.policy.source import Source, read


FOLDER = Path(__file__).parent.parent / 'policies'


@dataclass(frozen=True)
class Version:
    label: str  # the day in Vilnius on which it begins
    file: str
    sha256: str
    changes: str  # what changed, in a sentence
    unmapped_because: str = ''  # why sentences no promise stands for may stay
    news: tuple[str, ...] = ()  # uses and companies that it names first

    @property
    def is_ours(self) -> bool:
        """Or the owner's own text, in Markdown, which has no clauses."""
        return self.file.endswith('.html')

    @property
    def begins(self) -> date:
        return date.fromisoformat(self.label)

    @property
    def is_announced(self) -> bool:
        """Published, but not in force yet."""
        return self.begins > timezone.localdate()

    @property
    def body(self) -> bytes:
        return (FOLDER / self.file).read_bytes()

    @property
    def is_as_published(self) -> bool:
        try:
            return fingerprint(self.body) == self.sha256
        except OSError:
            return False

    @cached_property
    def source(self) -> Source:
        return read(self.body, self.file)


def fingerprint(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def published() -> list[Version]:
    """Every version, newest first, those to come included."""
    try:
        entries = json.loads((FOLDER / 'versions.json').read_bytes())
    except FileNotFoundError:
        return []
    found = [
        Version(**{**entry, 'news': tuple(entry.get('news', ()))})
        for entry in entries
    ]
    return sorted(found, key=lambda version: version.label, reverse=True)


def in_force() -> Version | None:
    begun = (v for v in published() if not v.is_announced)
    return next(begun, None)


def announced() -> list[Version]:
    """Those to come, the next one first."""
    return [v for v in reversed(published()) if v.is_announced]


def current_version() -> str:
    """The version in force, or 'draft' before the first publication."""
    version = in_force()
    return version.label if version else 'draft'


def of(label: str) -> Version | None:
    return next((v for v in published() if v.label == label), None)


def before(version: Version) -> Version | None:
    """The one that it took over from."""
    older = (v for v in published() if v.label < version.label)
    return next(older, None)


def damaged() -> list[str]:
    """Files that are not as they were published, or that nobody published."""
    return sorted(changed() | strays())


def changed() -> set[str]:
    return {v.file for v in published() if not v.is_as_published}


def strays() -> set[str]:
    """Left by a run that was stopped half-way, or put there by hand."""
    there = {
        path.name
        for path in FOLDER.glob('*')
        if path.suffix in {'.html', '.md'}
    }
    return there - {version.file for version in published()}


def add(version: Version, body: bytes) -> None:
    """Write both files whole, the register last: it is what makes a version."""
    FOLDER.mkdir(exist_ok=True)
    entries = [asdict(v) for v in [*reversed(published()), version]]
    entries.sort(key=lambda entry: entry['label'])
    register = json.dumps(entries, indent=2, ensure_ascii=False) + '\n'
    _replace(FOLDER / version.file, body)
    _replace(FOLDER / 'versions.json', register.encode())


def _replace(path: Path, content: bytes) -> None:
    half = path.with_name(f'{path.name}.half')
    half.write_bytes(content)
    half.replace(path)
