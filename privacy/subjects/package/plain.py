"""Values as JSON and CSV can say them: exact, and the same everywhere."""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils.duration import duration_iso_string


def plain(value: Any) -> Any:
    """Moments in UTC as ISO 8601; numbers and truth values stay what they are.

    What JSON has no type for (decimals, UUIDs) is text, so that nothing is
    rounded.
    """
    match value:
        case None | bool() | int() | float() | str():
            return value
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date() | time():
            return value.isoformat()
        case timedelta():
            return duration_iso_string(value)
        case bytes() | memoryview():
            return b64encode(value).decode()
        case list() | tuple():
            return [plain(part) for part in value]
        case _:
            return str(value)
