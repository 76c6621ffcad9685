"""Stops the use of a person's data, for what they agreed to or object to."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from privacy.subjects.search import rows_about


@transaction.atomic
def stop(emails: Collection[str]) -> int:
    """Withdraw every consent of a person (Articles 7(3), 21(2)).

    The kinds of data that rest on consent say how, in their declaration.
    """
    return sum(
        getattr(rows, declared.stopping)()
        for _model, declared, rows in rows_about(emails)
        if declared.stopping
    )
