"""What a run of the tests left behind: evidence.json, beside this package.

A run with EVIDENCE set writes it (tests/evidence.py). A build machine does so
before it builds the image; in a checkout where nobody did, nothing is proven,
and the page says so. Nor is anything proven by a file that cannot be read, or
by a run that is yet to come.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone


logger = logging.getLogger(__name__)

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
        return not timedelta(0) <= timezone.now() - self.at <= MAX_AGE


def gathered() -> dict[str, Evidence]:
    """By the name of the check: of a test, or of a guard in the database."""
    try:
        lines = json.loads(FILE.read_bytes())
        return {check: _evidence(**line) for check, line in lines.items()}
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError, AttributeError) as error:
        logger.error('evidence.json cannot be read: %s', type(error).__name__)
        return {}


def _evidence(passed: bool, at: str, commit: str) -> Evidence:
    moment = datetime.fromisoformat(at)
    if moment.tzinfo is None:
        raise ValueError(at)
    return Evidence(passed is True, moment, commit)
