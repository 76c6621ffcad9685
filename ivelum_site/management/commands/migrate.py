"""Django's migrate, as the owner of the tables, who is not who uses them.

It waits for no lock for long, because all pages would wait behind it; it lets
them pass and tries again. Each migration is whole or not at all, so a second
try goes on where the first one was.
"""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import OperationalError
from psycopg.errors import LockNotAvailable

from ivelum_site.postgres import limits, roles


PAUSES = (1, 2, 4, 8, 16)


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        for pause in PAUSES:
            if self._migrate(*args, **options):
                return
            self.stdout.write(f'A table is in use: again in {pause} s.')
            time.sleep(pause)
        if not self._migrate(*args, **options):
            raise CommandError(
                'A table is in use all the time. What was migrated so far is '
                'whole; see what holds the lock, and call this again.'
            )

    def _migrate(self, *args: Any, **options: Any) -> bool:
        alias = options['database']
        given = limits.options(limits.MIGRATION)
        try:
            with roles.as_owner(alias, **roles.with_options(alias, given)):
                roles.give_rights(alias)
                super().handle(*args, **options)
        except OperationalError as fault:
            if isinstance(fault.__cause__, LockNotAvailable):
                return False
            raise
        return True
