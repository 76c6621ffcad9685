"""Leads from a backup to a site that is open again.

May be called again whenever it was interrupted: it goes on where it was.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import (
    BaseCommand,
    CommandError,
    CommandParser,
)
from django.db import connection

from ivelum_site.backups import manifest, restoring
from ivelum_site.backups.manifest import Manifest
from ivelum_site.backups.places import Place, place_at
from ivelum_site.backups.words import plainly


class Command(BaseCommand):
    help = 'Restores a backup into an empty database, and puts it in order.'

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            'name', help='as manage.py backups has it, or latest'
        )
        parser.add_argument(
            '--from',
            dest='target',
            default=settings.BACKUP_URL,
            help='a folder or s3://bucket/folder, if not BACKUP_URL',
        )
        parser.add_argument(
            '--into',
            metavar='DATABASE',
            help='another database on the same server, made if need be',
        )

    @plainly
    def handle(self, *args: Any, **options: Any) -> None:
        place = place_at(options['target'])
        made = manifest.read(place, options['name'])
        ours = connection.settings_dict['NAME']
        database = options['into'] or ours
        with restoring.as_owner_of(database):
            self._fill(place, made, database)
            self.stdout.write('2. Bringing its tables up to date.')
            call_command('migrate', verbosity=0)
        if database == ours:
            self._put_in_order()
        else:
            self._say_how_to_go_on(database)
        with restoring.as_owner_of(database):
            restoring.put_mark('')

    def _fill(self, place: Place, made: Manifest, database: str) -> None:
        self.stdout.write(
            f'1. Restoring {made.name} ({sum(made.rows.values())} rows, made '
            f'at {made.made_at}) into the database {database}.'
        )
        if not restoring.restore(place, made):
            self.stdout.write('   It is in there already: going on.')

    def _put_in_order(self) -> None:
        self.stdout.write('3. Erasing again what was erased since then.')
        try:
            call_command('replayerasures', stdout=self.stdout)
            call_command('verifyaudit', stdout=self.stdout)
        except CommandError as fault:
            raise CommandError(
                f'{fault}\nThe data is restored, but not in order: keep the '
                'site closed. When that is mended, call this command again: '
                'it will go on from here.'
            ) from fault
        self.stdout.write('Done: the site may be opened.')

    def _say_how_to_go_on(self, database: str) -> None:
        self.stdout.write(
            f'3. Done. To use it, put the name {database} into DATABASE_URL '
            'and MIGRATION_DATABASE_URL, start anew, and then: manage.py '
            'replayerasures. Open the site only after that.'
        )
