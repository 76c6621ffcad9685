"""Django's PostgreSQL backend, which starts our server when it connects."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import OperationalError
from django.db.backends.postgresql import base

from ivelum_site.postgres import PostgresError


class DatabaseWrapper(base.DatabaseWrapper):
    def get_connection_params(self) -> dict[str, Any]:
        try:
            settings.EMBEDDED_POSTGRES.ensure()
        except PostgresError as fault:
            # To whoever asks for a row, it is a database that is away.
            raise OperationalError(str(fault)) from fault
        return super().get_connection_params()
