"""What holds until a day, and has to be renewed before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from privacy.desk.lines import days_left
from privacy.models import Attestation
from privacy.policy import well_known
from privacy.policy.checks import A_MONTH


TWO_WEEKS = timedelta(days=14)


@dataclass(frozen=True)
class RunsOut:
    """Shown among what has a day of its own (privacy/desk/overview.py)."""

    what: str
    page: str
    when: str


def running_out(today: date) -> Iterator[RunsOut]:
    again = reverse('admin:privacy_attestation_give')
    for word in last_words():
        if word.valid_until <= today + TWO_WEEKS:
            left = days_left(word.valid_until, today)
            yield RunsOut(f'The word for {word.promise}', again, left)
    ends_on = well_known.ends_on()
    if ends_on <= today + A_MONTH:
        left = days_left(ends_on, today)
        yield RunsOut('security.txt', reverse('security'), left)


def last_words() -> Iterator[Attestation]:
    """The newest for each promise; an older one may run out in peace."""
    words = Attestation.objects.order_by('promise', '-valid_until')
    yield from words.distinct('promise')
