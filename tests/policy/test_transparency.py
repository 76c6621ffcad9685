"""How often authorities asked is counted, not typed."""

from datetime import date

import pytest
from django.utils import timezone

from privacy import transparency
from tests import make


pytestmark = pytest.mark.django_db


def test_nought_is_said_as_nought(client):
    (year,) = transparency.by_year()

    assert (year.year, year.asked) == (timezone.localdate().year, 0)
    assert (
        b'data-label="Asked">0<' in client.get('/privacy/transparency/').content
    )


def test_the_page_counts_what_the_register_holds(client):
    make.disclosure(received_on=date(2025, 3, 1))
    make.disclosure(
        reference='W-2',
        received_on=date(2025, 4, 1),
        instrument='court_order',
        disclosed_on=None,
        approved_by=None,
        items='',
        notified_on=None,
    )

    years = {year.year: year for year in transparency.by_year()}

    assert set(years) == set(range(2025, timezone.localdate().year + 1))
    assert (years[2025].asked, years[2025].given, years[2025].told) == (2, 1, 1)
    assert years[2025].instruments == ('a court order: 1', 'a warrant: 1')
    page = client.get('/privacy/transparency/').content.decode()
    assert 'a court order: 1' in page
    assert make.ADA not in page
    assert 'W-2' not in page
