"""`manage.py check --deploy`: is this environment one to run the site in?

Settings are judged at once. With `--database default` it looks further: at
the rights of our login, the ledger, the backups, and the words that colleagues
gave for promises.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Tags, register
from django.db import connection
from django.utils import timezone

from ivelum_site.backups import BackupError, keys, manifest
from ivelum_site.backups.places import place_at
from privacy import aws
from privacy.models import Attestation
from privacy.proof import ledger


HERE = Path(__file__).parent
RIGHTS = (HERE / 'postgres/excess_rights.sql').read_text()
LIMITS = (HERE / 'postgres/limits.sql').read_text()

# Where Amazon's servers stand in the European Union, which is narrower than
# its `eu-`: London and Zurich are none of it.
IN_THE_EU = {
    *('eu-north-1', 'eu-west-1', 'eu-west-3', 'eu-central-1'),
    *('eu-south-1', 'eu-south-2', 'eusc-de-east-1'),
}
OLDEST_BACKUP = timedelta(hours=26)
Findings = Iterator[tuple[str, str]]


def deploy_check(
    number: int, *tags: str
) -> Callable[[Callable[[], Findings]], Callable[..., list[CheckMessage]]]:
    """Each finding is what is wrong, and what to do about it."""

    def make(find: Callable[[], Findings]) -> Callable[..., list[CheckMessage]]:
        @register(Tags.security, *tags, deploy=True)
        def check(
            app_configs: Any, databases: Any = None, **kwargs: Any
        ) -> list[CheckMessage]:
            if Tags.database in tags and not databases:
                return []
            return [
                checks.Warning(what, hint=hint, id=f'ivelum_site.W{number:03}')
                for what, hint in find()
            ]

        return check

    return make


# --- The settings ------------------------------------------------------------


@deploy_check(1)
def data_stays_in_the_eu() -> Findings:
    mail = getattr(settings, 'ANYMAIL', {})
    mail = mail.get('AMAZON_SES_CLIENT_PARAMS', {}).get('region_name')
    used = {'files': aws.REGION, 'mail': mail or aws.REGION}
    for what, region in used.items():
        if region not in IN_THE_EU:
            yield (
                f'The region for {what}, {region}, is outside the EU.',
                'Use eu-north-1, as the policy says.',
            )


@deploy_check(2)
def letters_leave_the_machine() -> Findings:
    kept = ('ivelum_site.', 'django.core.mail.backends.')
    smtp = 'django.core.mail.backends.smtp.EmailBackend'
    backend = settings.EMAIL_BACKEND
    if backend.startswith(kept) and backend != smtp:
        yield (
            'Letters stay on this machine: nobody gets any.',
            'Set EMAIL_URL to ses://eu-north-1, and DEBUG and TESTING to off.',
        )


@deploy_check(3)
def the_ledger_is_on_other_storage() -> Findings:
    if not settings.LEDGER_URL.startswith('s3://'):
        yield (
            'The ledger of erasures is in a folder, and goes with its disk.',
            'Set LEDGER_URL to s3://bucket/folder.',
        )


@deploy_check(4)
def visitors_are_told_apart() -> Findings:
    if settings.SECURE_SSL_REDIRECT and not settings.PROXIES:
        yield (
            'TLS ends at a proxy, but PROXIES says that there is none: all '
            'visitors share one limit, and every page redirects to itself.',
            'Say in PROXIES how many proxies of yours stand before the site.',
        )


@deploy_check(5)
def backups_can_be_made() -> Findings:
    try:
        place_at(settings.BACKUP_URL)
        keys.keys()
    except BackupError as fault:
        yield f'No backup can be made: {fault}', 'See .env.example.'


# --- What is outside ---------------------------------------------------------


@deploy_check(6, Tags.database)
def our_login_may_do_no_more_than_it_needs() -> Findings:
    with connection.cursor() as cursor:
        cursor.execute(RIGHTS)
        for (what,) in cursor.fetchall():
            yield (
                f'The login {settings.RUNTIME_ROLE} {what}.',
                'Give the site the login that deploy/roles.sql makes, in '
                'DATABASE_URL; the owner belongs in MIGRATION_DATABASE_URL.',
            )


@deploy_check(7, Tags.database)
def nobody_waits_for_ever() -> Findings:
    with connection.cursor() as cursor:
        cursor.execute(LIMITS)
        for (name,) in cursor.fetchall():
            yield (
                f'{name} is not limited on our connections.',
                'A pooler may drop what we ask for: let it pass `options` on, '
                f'or: alter role {settings.RUNTIME_ROLE} set {name} = ...',
            )


@deploy_check(8, Tags.database)
def the_ledger_answers() -> Findings:
    if trouble := ledger.look():
        yield (
            f'{trouble[0].upper()}{trouble[1:]}.',
            'Of an older database: manage.py replayerasures. Otherwise see '
            'that LEDGER_URL is right and that our role may read it.',
        )


@deploy_check(9, Tags.database)
def the_newest_backup_is_of_today() -> Findings:
    try:
        newest = manifest.newest_at(place_at(settings.BACKUP_URL))
    except BackupError as fault:
        yield f'The backups cannot be seen: {fault}', 'Mend BACKUP_URL.'
        return
    if newest is None or timezone.now() - newest > OLDEST_BACKUP:
        when = f'of {newest:%d %B %Y, %H:%M} UTC' if newest else 'not there'
        yield (
            f'The newest backup is {when}.',
            'manage.py backup --check, each night; see what stopped it.',
        )


@deploy_check(10, Tags.database)
def words_still_count() -> Findings:
    today = timezone.localdate()
    given = Attestation.objects.order_by('promise', 'valid_until')
    latest = dict(given.values_list('promise', 'valid_until'))
    for promise, until in latest.items():
        if until < today:
            yield (
                f'The word that was given for {promise} ended on {until}.',
                'Ask whoever knows; what is true is said anew at the desk.',
            )
