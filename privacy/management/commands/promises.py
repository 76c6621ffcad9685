"""Prints the ledger of promises: how each stands, and by what it is held."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

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
        self.stdout.write(f'\n{found.total()} promises: {", ".join(said)}')


def line_about(standing: Standing) -> str:
    held = dict.fromkeys(judged.proof.held_by for judged in standing.proofs)
    code, label = standing.promise.code, standing.verdict.label
    return f'{code}  {label:13}  {standing.promise.says} [{"; ".join(held)}]'
