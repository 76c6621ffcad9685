"""The policy and its past. A version is made the way a migration is made."""

from __future__ import annotations

from pathlib import Path


FROZEN = Path(__file__).parent / 'policies'


def versions() -> list[str]:
    """Dates of the published versions, newest first."""
    return sorted((path.stem for path in FROZEN.glob('*.html')), reverse=True)


def current_version() -> str:
    """The version in force, or 'draft' before the first publication."""
    return next(iter(versions()), 'draft')
