"""Lists the backups that there are."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from ivelum_site.backups import BackupError, manifest
from ivelum_site.backups.places import Place, place_at
from ivelum_site.backups.words import plainly, size_of


class Command(BaseCommand):
    help = 'Lists the backups in TARGET (or BACKUP_URL), the newest last.'

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument('target', nargs='?', default=settings.BACKUP_URL)

    @plainly
    def handle(self, *args: Any, **options: Any) -> None:
        place = place_at(options['target'])
        names = manifest.finished(place)
        for name in names:
            self.stdout.write(line_of(place, name))
        if not names:
            self.stdout.write('There is no backup yet: manage.py backup')


def line_of(place: Place, name: str) -> str:
    """One that cannot be read hides none of the others."""
    try:
        made = manifest.read(place, name)
    except BackupError as fault:
        return f'{name}  cannot be used: {fault}'
    return (
        f'{name}  {sum(made.rows.values()):>10} rows  '
        f'{size_of(made.size):>9}  key {made.key}'
    )
