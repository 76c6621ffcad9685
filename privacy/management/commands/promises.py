"""Prints the ledger of promises: how each stands, and by what it is held."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.core.management.base import BaseCommand

from privacy.promises import PROMISES
from privacy.promises.proofs import NotYet, Promise, Word
from privacy.promises.state import Judge, Standing, Verdict, counts


class Command(BaseCommand):
    help = 'Prints how every promise of the policy stands just now.'

    def handle(self, *args: Any, **options: Any) -> None:
        sections = Judge().standings()
        for title, standings in sections:
            self.stdout.write(f'\n{title}')
            for standing in standings:
                self.stdout.write(line_about(standing))
        found = counts(sections)
        said = (f'{found[v]} {v.label.lower()}' for v in Verdict)
        self.stdout.write(f'\n{found.total()} promises: {", ".join(said)}.')
        self._say_by_what(PROMISES.values())

    def _say_by_what(self, promises: Collection[Promise]) -> None:
        """How many have a proof, and whose proof is only somebody's word."""
        proven = [p for p in promises if _kinds(p) - {NotYet}]
        lacking = [p.code for p in promises if NotYet in _kinds(p)]
        words = [p.code for p in promises if _kinds(p) == {Word}]
        partly = [p for p in promises if {Word} < _kinds(p)]
        self.stdout.write(
            f'{len(proven)} of {len(promises)} have a proof. '
            f'By a dated word alone: {", ".join(words) or "none"}; '
            f'by a word as well: {len(partly)}; '
            f'still lacking something: {", ".join(lacking) or "none"}.'
        )


def _kinds(promise: Promise) -> set[type]:
    return {type(proof) for proof in promise.proofs}


def line_about(standing: Standing) -> str:
    held = dict.fromkeys(judged.proof.held_by for judged in standing.proofs)
    code, label = standing.promise.code, standing.verdict.label
    return f'{code}  {label:13}  {standing.promise.says} [{"; ".join(held)}]'
