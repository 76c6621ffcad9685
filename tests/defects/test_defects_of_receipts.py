"""(r) What we report is what happened.

dentalpin's log says "erased" of a category that nobody had touched.
"""

from collections import Counter

import pytest

from contact.models import ConsentEvent
from privacy.cases import erasing
from privacy.declaration.personal_data import Blank, Delete
from privacy.declaration.registry import declarations
from privacy.models import DataSubjectRequest, State
from tests import make


pytestmark = pytest.mark.django_db


def the_case():
    return DataSubjectRequest.objects.get(right='erasure')


def everything_of(email):
    """Somebody of whom we hold every kind of row."""
    make.enquiry(email=email)
    make.enquiry(email=email)
    make.consent(subscription=make.subscription(email=email))
    dsr = make.dsr(email=email, details='I am me.')
    make.message(dsr=dsr)
    make.correction(dsr=dsr)


def rows_but(dsr):
    """Every row about anybody but the case itself: (kind, number) -> row."""
    rows = {
        (str(model._meta.verbose_name_plural), row[model._meta.pk.name]): row
        for model, _ in declarations()
        for row in model._default_manager.values()
    }
    del rows['requests about data', dsr.pk]
    return rows


def lost(before, after):
    """How many rows of each kind are gone, or not the same any more."""
    return Counter(
        kind
        for (kind, pk), row in before.items()
        if after.get((kind, pk)) != row
    )


def test_the_receipt_counts_what_the_database_lost():
    """(r) dentalpin: the log says "erased" of a table that nobody touched."""
    everything_of(make.ADA)
    everything_of(make.STRANGER)
    dsr = erasing.make_plan(make.open_case('erasure').pk)
    before = rows_but(dsr)

    erasing.execute(dsr.pk)

    really = lost(before, rows_but(dsr))
    lines = dsr.erasure_lines.exclude(erased=0)
    assert {line.kind: line.erased for line in lines} == really
    assert really['enquiries'] == 2
    assert dsr.events.get(action='erased').count == really.total()


def test_what_the_receipt_says_is_kept_is_there():
    """(r) dentalpin: the other way round, nothing is kept without a word."""
    everything_of(make.ADA)
    dsr = erasing.make_plan(make.open_case('erasure').pk)

    erasing.execute(dsr.pk)

    consents = ConsentEvent.objects.filter(subscription__email=None)
    line = dsr.erasure_lines.get(kind='steps of consents')
    assert (line.kept, line.erased) == (consents.count(), 0)
    assert 'Article 17(3)' in line.ground


def test_a_kind_that_held_nothing_is_not_in_the_receipt(confirm):
    """(r) dentalpin: every category is reported, whatever was in it."""
    make.enquiry()

    confirm('erasure')

    kinds = set(the_case().erasure_lines.values_list('kind', flat=True))
    assert 'newsletter subscriptions' not in kinds
    assert 'enquiries' in kinds


def lying(act):
    return lambda self, rows: rows.count()


@pytest.mark.parametrize('act', [Delete, Blank])
def test_an_eraser_that_only_says_so_gives_no_receipt(
    confirm, monkeypatch, mailoutbox, act
):
    """(r) dentalpin: here the scan looks again, by another way."""
    make.enquiry()
    make.subscription()
    monkeypatch.setattr(act, 'apply', lying(act))

    confirm('erasure')

    assert the_case().state == State.OPEN
    assert the_case().unexplained == 1
    assert not [m for m in mailoutbox if m.subject == 'Your data is deleted']
