"""The register of promises: every section, in the order of the policy."""

from __future__ import annotations

from collections import defaultdict

from privacy.promises.collecting import COLLECTING
from privacy.promises.control import CONTROL
from privacy.promises.cookies import COOKIES
from privacy.promises.disclosing import DISCLOSING
from privacy.promises.ending import COMPLAINTS, CONTACT
from privacy.promises.introduction import INTRODUCTION, SHORT
from privacy.promises.letters import LETTERS
from privacy.promises.proofs import Promise, Section
from privacy.promises.purposes import CHILDREN, PURPOSES
from privacy.promises.sharing import SHARING
from privacy.promises.vendors import VENDORS


SECTIONS: tuple[Section, ...] = (
    *(INTRODUCTION, SHORT, COLLECTING, PURPOSES, CHILDREN, SHARING),
    *(CONTROL, COOKIES, DISCLOSING, LETTERS, VENDORS, COMPLAINTS, CONTACT),
)
PROMISES: dict[str, Promise] = {
    one.code: one for section in SECTIONS for one in section.promises
}


def _by_clause() -> dict[str, list[Promise]]:
    found = defaultdict(list)
    for one in PROMISES.values():
        for clause in one.clauses:
            found[clause].append(one)
    return dict(found)


BY_CLAUSE: dict[str, list[Promise]] = _by_clause()
