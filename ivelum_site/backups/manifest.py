"""What is known of a backup without its key. It names no person."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from ivelum_site.backups import BackupError
from ivelum_site.backups.places import Place


FORM = '%Y-%m-%dT%H%M%SZ'
# Its date stands in the name of each file, so old ones are found without
# reading any; whatever is called otherwise is not ours to touch.
OURS = re.compile(
    r'\.?(\d{4}-\d\d-\d\dT\d{6}Z)-[0-9a-f]{6}(\.(backup|json)(\.part)?)?'
)
LATEST = 'latest'


@dataclass(frozen=True)
class Manifest:
    name: str
    made_at: str
    key: str
    size: int
    sha256: str
    # How far the ledger was: what came after it has to be done again.
    ledger_seq: int
    ledger_hash: str
    postgres: int
    migrations: dict[str, str]
    runtime_role: str
    rows: dict[str, int]

    @property
    def file(self) -> str:
        return file_of(self.name)

    def write(self, place: Place) -> None:
        text = json.dumps(asdict(self), indent=1, sort_keys=True)
        place.write(f'{self.name}.json', iter([text.encode()]))


def file_of(name: str) -> str:
    return f'{name}.backup'


def finished(place: Place) -> list[str]:
    """The names of all whole backups, the newest last."""
    names = place.names()
    return [
        name.removesuffix('.json')
        for name in names
        if OURS.fullmatch(name)
        and name.endswith('.json')
        and file_of(name.removesuffix('.json')) in names
    ]


def read(place: Place, name: str) -> Manifest:
    """The manifest of that backup, or of the latest."""
    known = finished(place)
    if name == LATEST and known:
        name = known[-1]
    if name not in known:
        raise BackupError(
            f'There is no finished backup {name}. Those that there are: '
            'manage.py backups'
        )
    try:
        with place.read(f'{name}.json') as file:
            return Manifest(**json.load(file))
    except (ValueError, TypeError) as fault:
        raise BackupError(f'The manifest of {name} is damaged.') from fault


def newest_at(place: Place) -> datetime | None:
    """When the newest backup was made; None if there is none."""
    names = finished(place)
    return made_at(names[-1]) if names else None


def remove_old(place: Place, now: datetime, days: int) -> list[str]:
    """Take away what is older; also what was never finished."""
    horizon = now - timedelta(days)
    old = [
        name for name in place.names() if (at := made_at(name)) and at < horizon
    ]
    for name in old:
        place.remove(name)
    return old


def made_at(name: str) -> datetime | None:
    """The date in the name of a file of ours; None of any other."""
    found = OURS.fullmatch(name)
    return found and datetime.strptime(found[1], FORM).replace(tzinfo=UTC)
