"""How the commands about backups speak."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.core.management.base import CommandError
from django.db import OperationalError

from ivelum_site.backups import BackupError


def plainly(handle: Callable[..., None]) -> Callable[..., None]:
    """A fault that we understand is a sentence, and no page of code."""

    @wraps(handle)
    def wrapped(*args: object, **options: object) -> None:
        try:
            handle(*args, **options)
        except BackupError as fault:
            raise CommandError(str(fault)) from fault
        except OperationalError as fault:
            raise CommandError(
                f'The database cannot be reached or refuses: {fault}'
            ) from fault

    return wrapped


def size_of(count: int) -> str:
    kilo = 1024
    if count < kilo**2:
        return f'{count / kilo:.0f} kB'
    return f'{count / kilo**2:.1f} MB'
