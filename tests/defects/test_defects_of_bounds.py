"""(l) The database keeps proof by bounds of its own: the same ones.

opengento promises one time in its README and ships another in its defaults.
Ours are in facts.py and, for who asks the database directly, once more in SQL.
"""

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from privacy import pseudonyms
from privacy.declaration import facts
from privacy.models import LedgerLine
from tests import make
from tests.defects.periods import MINUTE, as_promised


pytestmark = pytest.mark.django_db


def line(at):
    mac = pseudonyms.mac(f'{at:%s}@example.org')
    return LedgerLine.objects.create(at=at, kind='erased', mac=mac)


PROOF = {
    facts.AUDIT: lambda at: make.audit_event(at=at, by=make.member()),
    facts.LEDGER: line,
}


def older_and_newer(period):
    """By a minute, than is promised; and a last one, which always stays."""
    now, length = timezone.now(), as_promised(period)
    ages = (length + MINUTE, length - MINUTE, MINUTE)
    return [PROOF[period](now - age) for age in ages]


@pytest.mark.parametrize('period', PROOF, ids=str)
def test_proof_may_go_as_soon_as_the_policy_says(period):
    older, newer, last = older_and_newer(period)
    rows = type(older).objects

    rows.filter(pk=older.pk).delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.filter(pk=newer.pk).delete()

    assert set(rows.all()) == {newer, last}


def every_night():
    now = int(timezone.now().timestamp())
    for periodic in app.periodic_registry.periodic_tasks.values():
        if not periodic.cron.startswith('* '):
            periodic.task.func(timestamp=now)


@pytest.mark.parametrize('period', PROOF, ids=str)
def test_proof_goes_in_the_night_after(period):
    older, newer, last = older_and_newer(period)

    every_night()

    assert set(type(older).objects.all()) == {newer, last}
