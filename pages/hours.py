"""When somebody sits at the chat: computed here, where the clock is ours."""

from __future__ import annotations

from datetime import datetime, timedelta

from privacy.clock import VILNIUS
from privacy.holidays import is_working_day


OPENS, CLOSES = 10, 20


def is_open(now: datetime) -> bool:
    here = now.astimezone(VILNIUS)
    return is_working_day(here.date()) and OPENS <= here.hour < CLOSES


def opens_next(now: datetime) -> datetime:
    """The next time that the chat opens; later than now."""
    here = now.astimezone(VILNIUS)
    opening = here.replace(hour=OPENS, minute=0, second=0, microsecond=0)
    while opening <= here or not is_working_day(opening.date()):
        opening += timedelta(days=1)
    return opening
