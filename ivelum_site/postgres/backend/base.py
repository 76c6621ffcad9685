"""Django's PostgreSQL backend, which starts our server when it connects."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    def get_connection_params(self) -> dict[str, Any]:
        settings.EMBEDDED_POSTGRES.ensure()
        return super().get_connection_params()
