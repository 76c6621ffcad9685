"""The register of companies follows the code, and shows where it does not.

What a company is and does stands in privacy/declaration/parties.py. Its row
copies that, so that the database can refuse what must not be.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from privacy.declaration import parties
from privacy.declaration.elsewhere import ELSEWHERE
from privacy.declaration.parties import Party
from privacy.declaration.records import record_of_processing
from privacy.models import PolicyVersion, Subprocessor


def at_work() -> QuerySet[Subprocessor]:
    """Those that work for us, or are to begin."""
    return Subprocessor.objects.filter(active__endswith=None)


def in_use() -> list[Party]:
    return [party for party in parties.PROCESSORS if party.in_use]


def party_of(name: str) -> Party:
    return next(p for p in parties.PROCESSORS if p.name == name)


def without_contract() -> list[str]:
    """Companies of the code of which we have entered no contract."""
    known = set(at_work().values_list('name', flat=True))
    return [party.name for party in in_use() if party.name not in known]


def apart() -> list[str]:
    """Where the code and the register say different things."""
    said = {party.name: said_in_code(party) for party in in_use()}
    rows = {row.name: row for row in at_work()}
    differ = [
        name
        for name, row in rows.items()
        if name not in said or _differs(row, said[name])
    ]
    return sorted({*differ, *(said.keys() - rows.keys())})


def follow_the_code() -> None:
    """A release may say more, or less, of a company."""
    for row in at_work().filter(name__in=[party.name for party in in_use()]):
        said = said_in_code(party_of(row.name))
        if _differs(row, said):
            Subprocessor.objects.filter(pk=row.pk).update(**said)


def _differs(row: Subprocessor, said: dict[str, Any]) -> bool:
    return any(getattr(row, name) != value for name, value in said.items())


def said_in_code(party: Party) -> dict[str, Any]:
    """Computed from the declarations, as the tables of the policy are."""
    serves = [
        p for p in record_of_processing() if party in p.activity.recipients
    ]
    held = [e.what for e in ELSEWHERE if e.where == party]
    kinds = [kind.name for p in serves for kind in p.kinds]
    return {
        'role': party.role,
        'country': party.lies_in,
        'transfer_tool': party.transfer_tool,
        'hosts': [*party.hosts, *(source for _, source in party.loads)],
        'purposes': [p.activity.name for p in serves],
        'data_categories': kinds + held,
        'log_locations': [party.country],
    }


def version_that_lists(name: str) -> PolicyVersion | None:
    """The oldest one in which people could read of it."""
    versions = PolicyVersion.objects.order_by('effective')
    return next((v for v in versions if _names(v, name)), None)


def _names(version: PolicyVersion, name: str) -> bool:
    return name.casefold() in bytes(version.body).decode().casefold()
