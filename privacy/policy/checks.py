"""`manage.py check --deploy` warns of what is about to run out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core import checks
from django.core.checks import CheckMessage, Tags, register
from django.utils import timezone

from privacy.policy import versions, well_known


A_MONTH = timedelta(days=30)


@register(Tags.security, deploy=True)
def security_txt_is_looked_after(
    app_configs: Any, **kwargs: Any
) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    if well_known.ends_on() - timezone.localdate() <= A_MONTH:
        found.append(
            checks.Warning(
                f'security.txt ends on {well_known.ends_on()}.',
                hint='Look at it and at gpc.json, then set LOOKED_AT in '
                'privacy/policy/well_known.py, and sign it again.',
                id='privacy.W003',
            )
        )
    if well_known.signed() not in {'', well_known.unsigned()}:
        found.append(
            checks.Warning(
                'The signed privacy/security.txt says something else than '
                'the site would.',
                hint='Sign what `manage.py securitytxt` prints.',
                id='privacy.W004',
            )
        )
    return found


@register(Tags.security, deploy=True)
def versions_are_as_published(
    app_configs: Any, **kwargs: Any
) -> list[CheckMessage]:
    return [
        checks.Error(
            f'privacy/policies/{name} is not as it was published.',
            hint='Take it from the history of the repository.',
            id='privacy.E007',
        )
        for name in versions.damaged()
    ]
