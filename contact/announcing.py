"""Writes to those who asked to hear of new companies and uses, 30 days ahead.

Everybody whose data we hold hears of it anyway, by a letter that cannot be
switched off (privacy/policy/telling.py). This one is for the others: it goes
to who said yes to it, through the gate of every letter to many.
"""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from contact.models import Letter, Purpose
from privacy.models import PolicyVersion
from privacy.policy import versions
from privacy.policy.versions import Version


def write_what_is_new() -> None:
    """One letter for each coming version, when all others were told."""
    for version in versions.announced():
        if version.news and _others_were_told(version):
            _write(version)


def _others_were_told(version: Version) -> bool:
    rows = PolicyVersion.objects.filter(label=version.label)
    return rows.filter(people_told_at__isnull=False).exists()


def _write(version: Version) -> None:
    day = date_format(version.begins, 'j F Y')
    now = timezone.now()
    # Written again by a job that died, it is still one.
    Letter.objects.get_or_create(
        slug=f'new-in-the-policy-of-{version.label}',
        defaults={
            'purpose': Purpose.COMPANIES,
            'subject': f'Our privacy policy changes on {day}',
            'body': _body(version, day),
            'written_at': now,
            'send_at': now,
        },
    )


def _body(version: Version, day: str) -> str:
    names = '\n'.join(f'- {name}' for name in version.news)
    path = reverse('privacy:version', args=[version.label])
    return (
        f'From {day} on our privacy policy names something new:\n\n'
        f'{names}\n\n'
        f'What changes, in a sentence: {version.changes}\n\n'
        'Here is [all of it, and what it was before]'
        f'({settings.SITE_URL}{path}).\n'
    )
