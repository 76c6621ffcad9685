"""Whom a person may complain to, in the EEA and in Switzerland (Article 77).

authorities.csv has one line for each. Its `checked_on` is the day on which
the source was read; the promise is that no line is older than a year.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from pathlib import Path


LINES = Path(__file__).with_suffix('.csv')
A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Authority:
    country_code: str
    country: str
    name: str
    own_name: str  # empty where English is its own language
    website: str
    address: str
    note: str
    checked_on: date
    source: str

    def __str__(self) -> str:
        return f'{self.name}, {self.address}, {self.website}'


def _read() -> Iterator[Authority]:
    with LINES.open(newline='', encoding='utf-8') as lines:
        for line in csv.DictReader(lines):
            day = date.fromisoformat(line.pop('checked_on'))
            yield Authority(checked_on=day, **line)


_BY_COUNTRY = {authority.country_code: authority for authority in _read()}
HOME = _BY_COUNTRY['LT']


def authorities() -> list[Authority]:
    return sorted(_BY_COUNTRY.values(), key=attrgetter('country'))


def authority_for(country_code: str) -> Authority | None:
    return _BY_COUNTRY.get(country_code.upper())


def unchecked(today: date) -> list[Authority]:
    """Those that nobody has looked up for a year."""
    return [a for a in authorities() if today - a.checked_on > A_YEAR]
