"""Django's migrate, as the owner of the tables, who is not who uses them."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate

from ivelum_site.postgres import roles


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        with roles.as_owner(options['database']):
            roles.give_rights(options['database'])
            super().handle(*args, **options)
