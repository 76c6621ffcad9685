"""Live figures that must be nought, and are not as soon as something is late.

The register of promises finds the test of a clock by its name.
"""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from privacy import authorities, clock
from privacy.models import Right, Silence
from privacy.promises import figures
from tests import make


pytestmark = pytest.mark.django_db


def ago(**much):
    return timezone.now() - timedelta(**much)


def test_overdue_now():
    make.open_case(Right.ACCESS)
    make.dsr(now=ago(days=40))
    assert figures.overdue_now() == 0

    make.open_case(Right.ACCESS, now=ago(days=40))

    assert figures.overdue_now() == 1


def test_erasures_unfinished():
    make.open_case(Right.ERASURE, erased_at=ago(hours=1), unexplained=2)
    make.open_case(Right.ERASURE, erased_at=ago(days=2), unexplained=0)
    assert figures.erasures_unfinished() == 0

    make.open_case(Right.ERASURE, erased_at=ago(days=2), unexplained=1)

    assert figures.erasures_unfinished() == 1


def test_silences_overdue():
    today = timezone.localdate()
    silent = {
        'email': None,
        'notified_on': None,
        'not_notified_because': Silence.URGENT,
    }
    make.disclosure()
    make.disclosure(**silent, recheck_on=today)
    assert figures.silences_overdue() == 0

    make.disclosure(**silent, recheck_on=today - timedelta(days=1))

    assert figures.silences_overdue() == 1


def test_strays_unsettled():
    make.stray_cookie(settled_at=timezone.now())
    assert figures.strays_unsettled() == 0

    make.stray_cookie(name='surprise')

    assert figures.strays_unsettled() == 1


def test_companies_apart(monkeypatch):
    assert figures.companies_apart() == 0

    monkeypatch.setattr(figures.following, 'apart', lambda: ['Crisp'])
    assert figures.companies_apart() == 0
    make.policy_version()

    assert figures.companies_apart() == 1


def test_versions_damaged(publish, policies):
    version = publish()
    assert figures.versions_damaged() == 0

    (policies / version.file).write_bytes(b'We promise nothing.')

    assert figures.versions_damaged() == 1


def test_authorities_unchecked(monkeypatch):
    days = [one.checked_on for one in authorities.authorities()]
    year = timedelta(days=365)

    for today, late in (
        (min(days) + year, 0),
        (max(days) + year + timedelta(days=1), len(days)),
    ):
        monkeypatch.setattr(timezone, 'localdate', lambda today=today: today)
        assert figures.authorities_unchecked() == late


# --- Those that are only told -------------------------------------------------


def test_with_no_case_at_all_nothing_is_made_up():
    assert figures.median_days() is None
    assert figures.answered() == figures.overdue_ever() == 0
    assert figures.erasures() == figures.swept() == figures.suppressed() == 0


def test_a_day_is_a_day_in_vilnius():
    due = date(2026, 7, 1)
    last_minute = datetime(2026, 7, 1, 23, 59, tzinfo=clock.VILNIUS)
    for closed_at in (last_minute, last_minute + timedelta(minutes=1)):
        make.dsr(received_on=date(2026, 6, 1), closed_at=closed_at, due_on=due)

    assert figures.median_days() == 30.5
    assert figures.overdue_ever() == 1


def test_no_figure_takes_longer_with_more_cases(
    client, django_assert_max_num_queries
):
    make.dsr()
    with django_assert_max_num_queries(40) as few:
        client.get('/privacy/promises/')

    for _ in range(20):
        make.dsr()

    with django_assert_max_num_queries(len(few)):
        client.get('/privacy/promises/')
