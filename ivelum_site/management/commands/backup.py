"""Seals a copy of the whole database and puts it away."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from ivelum_site.backups import manifest, restoring, taking
from ivelum_site.backups.places import place_at
from ivelum_site.backups.words import plainly, size_of
from ivelum_site.postgres import PostgresError
from privacy.declaration import facts


class Command(BaseCommand):
    help = (
        'Puts a sealed copy of the database into TARGET (or BACKUP_URL), and '
        'takes those away that are older than the policy allows.'
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument('target', nargs='?', default=settings.BACKUP_URL)
        parser.add_argument(
            '--check',
            action='store_true',
            help='restore it into a server of its own, and count',
        )

    @plainly
    def handle(self, *args: Any, **options: Any) -> None:
        now, place = timezone.now(), place_at(options['target'])
        made = taking.take(place, now)
        self.stdout.write(
            f'Made the backup {made.name}: {sum(made.rows.values())} rows, '
            f'{size_of(made.size)}, sealed with the key {made.key!r}.'
        )
        if options['check']:
            self._check(place, made)
        days = facts.BACKUPS.days
        if gone := manifest.remove_old(place, now, days):
            self.stdout.write(
                f'Took away {len(gone)} files older than {days} days.'
            )

    def _check(self, place: Any, made: manifest.Manifest) -> None:
        try:
            rows = restoring.check(place, made)
        except PostgresError as fault:
            self.stdout.write(f'Not checked, no PostgreSQL to be had: {fault}')
        else:
            self.stdout.write(
                f'Checked: it was restored, all {rows} rows are in it, and '
                'both chains are whole.'
            )
