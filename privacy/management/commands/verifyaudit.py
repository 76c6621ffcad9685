"""Computes the chains of the audit and of the ledger again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from privacy.models import LedgerLine
from privacy.proof import audit, chain
from privacy.proof.chain import Verdict
from privacy.proof.shelf import LedgerUnavailable


class Command(BaseCommand):
    help = 'Says whether the audit and the ledger are as they were written.'

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            verdicts = {
                'audit': audit.verify(),
                'ledger': chain.verify(LedgerLine),
            }
        except LedgerUnavailable as fault:
            raise CommandError(str(fault)) from fault
        for name, verdict in verdicts.items():
            self.stdout.write(describe(name, verdict))
        broken = [name for name, v in verdicts.items() if not v.is_whole]
        if broken:
            raise CommandError(f'Broken: {" and ".join(broken)}.')


def describe(name: str, verdict: Verdict) -> str:
    seq, head = verdict.head
    if verdict.is_whole:
        return f'{name}: {verdict.count} rows, whole; head {seq} {head}'
    return f'{name}: row {verdict.broken_at} is not as it was written'
