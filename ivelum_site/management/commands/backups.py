"""Lists the backups that there are."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from ivelum_site.backups import manifest
from ivelum_site.backups.places import place_at
from ivelum_site.backups.words import plainly, size_of


class Command(BaseCommand):
    help = 'Lists the backups in TARGET (or BACKUP_URL), the newest last.'

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument('target', nargs='?', default=settings.BACKUP_URL)

    @plainly
    def handle(self, *args: Any, **options: Any) -> None:
        known = [*manifest.read_all(place_at(options['target']))]
        for made in known:
            self.stdout.write(
                f'{made.name}  {sum(made.rows.values()):>10} rows  '
                f'{size_of(made.size):>9}  key {made.key}'
            )
        if not known:
            self.stdout.write('There is no backup yet: manage.py backup')
