"""The words in which a promise names its proofs.

Each kind of proof says how much it is worth: what the database refuses holds
whatever Python does; what a test shows held on the day of the run; a word
holds as long as somebody stands by it; and some things no software proves.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Refused:
    """Constraints and triggers, each as 'its_name on its_table'."""

    guards: tuple[str, ...]
    held_by = 'Held by the database'

    def __init__(self, *guards: str) -> None:
        object.__setattr__(self, 'guards', guards)

    @property
    def checks(self) -> tuple[str, ...]:
        return self.guards


@dataclass(frozen=True)
class Shown:
    """Tests of the software: a file in tests/, and names in it."""

    file: str
    names: tuple[str, ...]
    held_by = 'Held by the software'

    def __init__(self, file: str, *names: str) -> None:
        object.__setattr__(self, 'file', file)
        object.__setattr__(self, 'names', names)

    @property
    def checks(self) -> tuple[str, ...]:
        return tuple(f'tests/{self.file}::test_{name}' for name in self.names)


class Seen(Shown):
    """The same, by a real browser that looks at the site from outside."""

    held_by = 'Seen from outside'


@dataclass(frozen=True)
class Clock:
    """A live figure that has to be nought: privacy/promises/figures.py."""

    figure: str
    held_by = 'Watched by a clock'

    @property
    def checks(self) -> tuple[str, ...]:
        """The test that sees it tick."""
        return (f'tests/policy/test_clocks.py::test_{self.figure}',)


@dataclass(frozen=True)
class Word:
    """Only a person can know. The word of a colleague counts for a while."""

    about: str
    held_by = 'Somebody’s word'


@dataclass(frozen=True)
class NotYet:
    """What the promise still lacks. Said aloud, so that it is not forgotten."""

    what: str
    held_by = 'Not proven yet'


Proof = Refused | Shown | Clock | Word | NotYet


@dataclass(frozen=True)
class Promise:
    """One sentence that binds us; `clauses` are its places in the policy."""

    code: str
    says: str
    clauses: tuple[str, ...]
    kept: str
    proofs: tuple[Proof, ...]


@dataclass(frozen=True)
class Section:
    title: str
    promises: tuple[Promise, ...]


def promise(
    code: str, says: str, clauses: str, kept: str, *proofs: Proof
) -> Promise:
    """`clauses` are words, the anchors of the policy."""
    return Promise(code, says, tuple(clauses.split()), kept, proofs)
