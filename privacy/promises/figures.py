"""Live figures: counts of cases and days, with nobody in them."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.db.models import F, Q, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from privacy import authorities, sql
from privacy.clock import VILNIUS
from privacy.models import (
    DataSubjectRequest,
    Disclosure,
    PolicyVersion,
    RetentionRun,
    State,
    StrayCookie,
    Suppression,
)
from privacy.policy import following, versions


MEDIAN_DAYS = sql.read('median_days')
ANSWERED = Q(state__in=[State.ANSWERED, State.REFUSED])


def answered() -> int:
    return DataSubjectRequest.objects.filter(ANSWERED).count()


def median_days() -> float | None:
    """From the day of receipt to that of the answer."""
    with connection.cursor() as cursor:
        cursor.execute(MEDIAN_DAYS)
        (days,) = cursor.fetchone()
    return days


def overdue_now() -> int:
    """Requests at work whose day has passed."""
    at_work = DataSubjectRequest.objects.at_work()
    return at_work.filter(answer_by__lt=timezone.localdate()).count()


def overdue_ever() -> int:
    """Those that were answered after their day, of all that we still keep."""
    ended = DataSubjectRequest.objects.filter(ANSWERED)
    late = ended.annotate(day=TruncDate('closed_at', tzinfo=VILNIUS))
    return late.filter(day__gt=F('answer_by')).count() + overdue_now()


def erasures() -> int:
    """Deletions that were done and searched after, with nothing left."""
    done = DataSubjectRequest.objects.filter(erased_at__isnull=False)
    return done.filter(scanned_at__isnull=False, unexplained=0).count()


def erasures_unfinished() -> int:
    """Deletions after which something was found, a day ago or earlier."""
    a_day_ago = timezone.now() - timedelta(days=1)
    found = DataSubjectRequest.objects.filter(erased_at__lt=a_day_ago)
    return found.filter(unexplained__gt=0).count()


def suppressed() -> int:
    """Addresses that asked for no letters ever again."""
    return Suppression.objects.count()


def swept() -> int:
    """Rows that were deleted in a month because their time was over."""
    month_ago = timezone.now() - timedelta(days=30)
    runs = RetentionRun.objects.filter(ran_at__gt=month_ago)
    return runs.aggregate(rows=Sum('removed', default=0))['rows']


def silences_overdue() -> int:
    """Disclosures whose silence should have been looked at again."""
    silent = Disclosure.objects.filter(notified_on=None)
    return silent.filter(recheck_on__lt=timezone.localdate()).count()


def versions_damaged() -> int:
    """Published versions that are not as they were published."""
    return len(versions.damaged())


def authorities_unchecked() -> int:
    """Authorities whose address nobody has looked up for a year."""
    return len(authorities.unchecked(timezone.localdate()))


def strays_unsettled() -> int:
    """Cookies from nowhere of which nobody has found the cause."""
    return StrayCookie.objects.filter(settled_at=None).count()


def companies_apart() -> int:
    """Companies of which code and register say different things.

    Before the first version is published nothing can be entered.
    """
    published = PolicyVersion.objects.exists()
    return len(following.apart()) if published else 0


CLOCKS = {
    clock.__name__: clock
    for clock in (
        *(overdue_now, erasures_unfinished, silences_overdue),
        *(versions_damaged, authorities_unchecked),
        *(strays_unsettled, companies_apart),
    )
}
