"""The public ledger of what we promise, and how it stands."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from privacy.doors import public
from privacy.policy import versions
from privacy.promises import figures
from privacy.promises.state import Judge, Verdict, counts


@public
@require_safe
def promises(request: HttpRequest) -> HttpResponse:
    sections = Judge().standings()
    count = counts(sections)
    version = versions.in_force()
    context = {
        'sections': sections,
        'counts': [(verdict, count[verdict]) for verdict in Verdict],
        'total': sum(count.values()),
        'broken': count[Verdict.BROKEN],
        'figures': _figures(),
        'has_clauses': version is None or version.is_ours,
    }
    response = render(request, 'privacy/promises.html', context)
    response.headers['X-Robots-Tag'] = 'noindex'
    return response


def _figures() -> list[tuple[str, str]]:
    days = figures.median_days()
    return [
        ('Requests answered', str(figures.answered())),
        ('Days to an answer, median', '–' if days is None else f'{days:g}'),
        ('Answers that were late', str(figures.overdue_ever())),
        ('Deletions done, and searched after', str(figures.erasures())),
        ('Addresses that get no letters any more', str(figures.suppressed())),
        (
            'Rows deleted in 30 days, their time being over',
            str(figures.swept()),
        ),
    ]
