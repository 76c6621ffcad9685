"""What a run of the tests left behind: evidence.json, beside this package.

A run with EVIDENCE set writes it (tests/evidence.py). A build machine does so
before it builds the image; in a checkout where nobody did, nothing is proven,
and the page says so.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone


FILE = Path(__file__).parent.parent / 'evidence.json'
MAX_AGE = timedelta(days=30)


@dataclass(frozen=True)
class Evidence:
    """How one check went, when, and with which state of the code."""

    passed: bool
    at: datetime
    commit: str

    @property
    def is_stale(self) -> bool:
        return timezone.now() - self.at > MAX_AGE


def gathered() -> dict[str, Evidence]:
    """By the name of the check: of a test, or of a guard in the database."""
    try:
        lines = json.loads(FILE.read_bytes())
    except FileNotFoundError:
        return {}
    return {
        check: Evidence(
            line['passed'], datetime.fromisoformat(line['at']), line['commit']
        )
        for check, line in lines.items()
    }
