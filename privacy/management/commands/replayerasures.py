"""Puts a restored backup in order: erases again what was erased since."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from privacy.proof import restoration
from privacy.proof.shelf import LedgerUnavailable


class Command(BaseCommand):
    help = 'Does again, on a restored backup, what was erased or withdrawn.'

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            event = restoration.replay(timezone.now())
        except LedgerUnavailable as fault:
            raise CommandError(str(fault)) from fault
        if event is None:
            self.stdout.write('Nothing to do again.')
            return
        self.stdout.write(
            f'Repeated {event.lines} lines of the ledger: {event.erased} rows '
            f'erased, {event.withheld} withheld, {event.stopped} consents '
            f'withdrawn, {event.by_hand} restrictions left to a colleague.'
        )
