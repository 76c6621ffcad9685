"""`manage.py check --deploy`: the settings of the post fit each other."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Tags, register


@register(Tags.security, deploy=True)
def the_team_reads_another_mailbox(
    app_configs: Any, **kwargs: Any
) -> list[CheckMessage]:
    ours = {settings.DEFAULT_FROM_EMAIL.lower(), settings.TEAM_EMAIL.lower()}
    if not settings.INBOUND_URL or len(ours) == 2:
        return []
    return [
        checks.Warning(
            'What tells the team of new messages arrives where the site '
            'reads, so nobody sees it.',
            hint='Give TEAM_EMAIL a mailbox that people read.',
            id='contact.W001',
        )
    ]


@register(Tags.security, deploy=True)
def bounces_are_read(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    by_ses = settings.EMAIL_BACKEND.startswith('anymail.')
    tells = by_ses and settings.ANYMAIL.get('AMAZON_SES_CONFIGURATION_SET_NAME')
    if not by_ses or (tells and settings.BOUNCES_URL):
        return []
    return [
        checks.Warning(
            'Nobody hears of letters that came back or were called spam.',
            hint='Name a configuration set in EMAIL_URL, as in '
            'ses://eu-north-1/site, and its queue in BOUNCES_URL.',
            id='contact.W002',
        )
    ]
