"""`manage.py check --deploy` warns of a mail server that is nobody's."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Tags, register

from ivelum_site.egress import Wall, sends_by_smtp
from privacy.declaration import parties


@register(Tags.security, deploy=True)
def mail_goes_by_a_company_of_the_register(
    app_configs: Any, **kwargs: Any
) -> list[CheckMessage]:
    wall = Wall(parties.reached(), own_machine=True)
    if not sends_by_smtp() or wall.is_open(settings.EMAIL_HOST):
        return []
    return [
        checks.Warning(
            f'{settings.EMAIL_HOST} delivers our mail and is in no register.',
            hint='Name the company and its host in '
            'privacy/declaration/parties.py, and publish the policy.',
            id='ivelum_site.W011',
        )
    ]
