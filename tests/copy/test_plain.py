"""Every type that a column may have can be said in JSON and CSV."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest

from privacy.subjects.package.plain import plain


DAY = '2026-01-02'
VILNIUS = timezone(timedelta(hours=2))


@pytest.mark.parametrize(
    ('value', 'said'),
    [
        (None, None),
        (True, True),
        (7, 7),
        (1.5, 1.5),
        ('ž', 'ž'),
        (datetime(2026, 1, 2, 3, 4, 5, 6, UTC), f'{DAY}T03:04:05.000006+00:00'),
        (datetime(2026, 1, 2, 3, tzinfo=VILNIUS), f'{DAY}T01:00:00+00:00'),
        (date(2026, 1, 2), '2026-01-02'),
        (time(3, 4), '03:04:00'),
        (timedelta(days=1), 'P1DT00H00M00S'),
        (Decimal('0.10'), '0.10'),
        (UUID(int=1), '00000000-0000-0000-0000-000000000001'),
        (b'\x00\xff', 'AP8='),
        ([date(2026, 1, 2), None], ['2026-01-02', None]),
    ],
)
def test_a_value_is_said_exactly(value, said):
    assert plain(value) == said
