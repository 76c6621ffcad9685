"""A copy of everything we hold about a person (Articles 15 and 20)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.utils.text import capfirst

from privacy.subjects.search import rows_about


def copy(emails: Collection[str]) -> dict[str, list[dict[str, Any]]]:
    """Kind of data -> rows, each under the words that the policy uses."""
    found = {}
    for model, declared, rows in rows_about(emails):
        kind = capfirst(str(model._meta.verbose_name_plural))
        if listed := [
            {words: row[name] for name, words in declared.fields.items()}
            for row in rows.order_by('pk').values(*declared.fields)
        ]:
            found[kind] = listed
    return found
