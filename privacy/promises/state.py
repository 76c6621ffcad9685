"""Whether each promise is kept, as far as anybody can know just now."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import singledispatchmethod

from django.db import connection
from django.utils import timezone
from django.utils.formats import date_format

from privacy import sql
from privacy.models import Attestation
from privacy.promises import figures
from privacy.promises.evidence import Evidence, gathered
from privacy.promises.proofs import (
    Clock,
    NotYet,
    Promise,
    Proof,
    Refused,
    Shown,
    Word,
)
from privacy.promises.register import SECTIONS


STANDING_GUARDS = sql.read('standing_guards')


class Verdict(IntEnum):
    """The worst one counts."""

    KEPT = 0
    WORD = 1
    UNKNOWN = 2
    BROKEN = 3

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Verdict.KEPT: 'Kept',
    Verdict.WORD: 'Given word',
    Verdict.UNKNOWN: 'Unknown',
    Verdict.BROKEN: 'Fails a check',
}


@dataclass(frozen=True)
class Judged:
    proof: Proof
    verdict: Verdict
    says: str
    evidence: Evidence | None = None


@dataclass(frozen=True)
class Standing:
    """A promise and what each of its proofs says today."""

    promise: Promise
    proofs: tuple[Judged, ...]

    @property
    def verdict(self) -> Verdict:
        return max(judged.verdict for judged in self.proofs)


class Judge:
    """Looks once at what there is, then judges every proof by it."""

    def __init__(self) -> None:
        self.evidence = gathered()
        self.guards = _standing_guards()
        self.words = _words()

    def standings(self) -> list[tuple[str, list[Standing]]]:
        return [
            (section.title, [self.standing(p) for p in section.promises])
            for section in SECTIONS
        ]

    def standing(self, promise: Promise) -> Standing:
        judged = (self.judge(proof, promise) for proof in promise.proofs)
        return Standing(promise, tuple(judged))

    @singledispatchmethod
    def judge(self, proof: Proof, promise: Promise) -> Judged:
        raise TypeError(proof)

    @judge.register
    def _(self, proof: Shown, promise: Promise) -> Judged:
        return self._by_run(proof, proof.checks)

    @judge.register
    def _(self, proof: Refused, promise: Promise) -> Judged:
        gone = [name for name in proof.guards if name not in self.guards]
        if gone:
            says = 'The database lacks what should refuse it.'
            return Judged(proof, Verdict.BROKEN, says)
        return self._by_run(proof, proof.checks)

    @judge.register
    def _(self, proof: Clock, promise: Promise) -> Judged:
        clock = figures.CLOCKS[proof.figure]
        count = clock()
        verdict = Verdict.BROKEN if count else Verdict.KEPT
        what = (clock.__doc__ or '').rstrip('.')
        return Judged(proof, verdict, f'{what}: {count}')

    @judge.register
    def _(self, proof: Word, promise: Promise) -> Judged:
        if until := self.words.get(promise.code):
            day = date_format(until, 'j F Y')
            says = (
                f'{proof.about} Somebody of our team stands by it until {day}.'
            )
            return Judged(proof, Verdict.WORD, says)
        says = f'{proof.about} Nobody has given their word for it lately.'
        return Judged(proof, Verdict.UNKNOWN, says)

    @judge.register
    def _(self, proof: NotYet, promise: Promise) -> Judged:
        return Judged(proof, Verdict.UNKNOWN, proof.what)

    def _by_run(self, proof: Proof, checks: tuple[str, ...]) -> Judged:
        found = [self.evidence.get(check) for check in checks]
        runs = [run for run in found if run]
        oldest = min(runs, key=lambda run: run.at, default=None)
        if any(not run.passed for run in runs):
            return Judged(proof, Verdict.BROKEN, 'A check failed.', oldest)
        if len(runs) < len(checks) or not oldest:
            return Judged(proof, Verdict.UNKNOWN, 'No run has shown it here.')
        if oldest.is_stale:
            says = 'The last run is too long ago to count.'
            return Judged(proof, Verdict.UNKNOWN, says, oldest)
        return Judged(proof, Verdict.KEPT, 'Shown', oldest)


def _standing_guards() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(STANDING_GUARDS)
        return {name for (name,) in cursor.fetchall()}


def _words() -> dict[str, date]:
    """Until when somebody stands by each promise."""
    valid = Attestation.objects.filter(valid_until__gte=timezone.localdate())
    return dict(
        valid.order_by('valid_until').values_list('promise', 'valid_until')
    )


def counts(sections: list[tuple[str, list[Standing]]]) -> Counter[Verdict]:
    return Counter(s.verdict for _, standings in sections for s in standings)
