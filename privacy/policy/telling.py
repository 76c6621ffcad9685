"""Writes to everybody we know of what concerns all of them (P39, P69).

Of a version that names a new use of data or a new company: those whose data
we hold are whom it concerns. Others follow the feed, and need not leave an
address for it; or they ask for a letter of its own (contact/announcing.py).
These letters here are critical: nobody can opt out of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial

from django.db.models import Model

from privacy import mail, pseudonyms
from privacy.models import OwnershipChange, PolicyVersion
from privacy.policy import ownership, versions
from privacy.policy.versions import Version
from privacy.subjects.search import everybody, everybody_else


def tell_everybody() -> None:
    """Once of each thing whose day has come.

    A worker that dies in the middle begins again: the letters have the same
    numbers then, and mail programs show one.
    """
    for change in ownership.untold():
        write = _writes('privacy/ownership', everybody)
        mail.send_once(OwnershipChange, change.pk, 'people_told_at', write)
    for version in versions.published():
        if version.news:
            _tell_of(version)


def _tell_of(version: Version) -> None:
    rows = PolicyVersion.objects.filter(label=version.label)
    for row in rows.filter(people_told_at=None):
        write = _writes('privacy/new_policy', everybody_else, version=version)
        mail.send_once(PolicyVersion, row.pk, 'people_told_at', write)


def _writes(
    template: str, whom: Callable[[], Collection[str]], **context: object
) -> Callable[[Model], None]:
    return partial(tell, template=template, whom=whom, context=context)


def tell(
    about: Model,
    *,
    template: str,
    context: Mapping[str, object],
    whom: Callable[[], Collection[str]] = everybody,
) -> None:
    """The same letter to them all; how many, is noted beside the moment."""
    people = sorted(whom())
    for address in people:
        again = pseudonyms.mac(address)
        mail.send(template, to=address, about=about, again=again, **context)
    rows = type(about)._base_manager.filter(pk=about.pk)
    rows.update(people_told=len(people))
