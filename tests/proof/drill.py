"""What the restore drill does in the site: python -m tests.proof.drill steps

In processes of their own, as on a real day: they know no more of each other
than what the database and the shelf keep.
"""

import io
import json
import sys
from datetime import timedelta

import django
from django.test import override_settings


NAMESAKE = 'ada@example.com'


def begin():
    """A new site. Ada and her namesake wrote to it an hour ago."""
    from django.core.management import call_command
    from django.utils import timezone

    from privacy.proof import audit
    from tests import make

    call_command('migrate', verbosity=0)
    hour_ago = timezone.now() - timedelta(hours=1)
    for email in (make.ADA, NAMESAKE):
        make.enquiry(email=email, received_at=hour_ago)
        subscription = make.subscription(email=email, asked_at=hour_ago)
        make.consent(subscription=subscription, at=hour_ago)
    audit.note(audit.Action.CONSULTED, count=2)
    audit.publish()


def agree():
    from privacy.proof import ledger

    ledger.make_familiar()


def erase():
    from privacy.proof import audit, ledger
    from privacy.subjects import erasure
    from tests import make

    ledger.record(ledger.LedgerKind.ERASED, [make.ADA], 'BCDF-GHJK')
    erasure.erase([make.ADA])
    audit.note(audit.Action.ERASED, count=2)
    audit.publish()


def write_again():
    """Ada comes back, and so does somebody else, after the erasure."""
    from tests import make

    make.enquiry(message='I am back.')
    make.enquiry(email=make.STRANGER)


def look():
    """What the world sees of the site, and what the site holds."""
    from privacy.proof import audit, ledger
    from tests import make

    return look_from_outside() | {
        'behind': ledger.is_behind(),
        'audit': audit.verify().is_whole,
        'ada': held(make.ADA),
        'others': [held(NAMESAKE), held(make.STRANGER)],
    }


def look_from_outside():
    from django.test import Client

    browser = Client(SERVER_NAME='localhost')
    page = browser.get('/')
    return {
        'page': page.status_code,
        'retry': page.headers.get('Retry-After'),
        'ready': browser.get('/readyz').content.decode().strip(),
        'mail': letter(),
    }


def letter():
    from contact.models import Enquiry
    from privacy import mail
    from privacy.proof.ledger import LedgerUnavailable

    enquiry = Enquiry.objects.first()
    try:
        mail.send('contact/acknowledge', to=enquiry.email, about=enquiry)
    except LedgerUnavailable:
        return 'refused'
    return 'sent'


def held(email):
    """Every row about an address, with every column of it."""
    from privacy.subjects.search import rows_about

    return [
        f'{model._meta.label} {row}'
        for model, _, rows in rows_about([email])
        for row in rows.order_by('pk').values()
    ]


def replay():
    from django.core.management import call_command

    call_command('replayerasures', stdout=(said := io.StringIO()))
    return said.getvalue()


def look_without_shelf():
    """The sabotage: had nothing been kept outside, this would be all."""
    with override_settings(LEDGER_URL='/nowhere'):
        return [replay(), look()]


PLAIN = {
    'STORAGES': {
        'staticfiles': {
            'BACKEND': 'django.contrib.staticfiles.storage.StaticFilesStorage'
        }
    },
    'EMAIL_BACKEND': 'django.core.mail.backends.locmem.EmailBackend',
}

if __name__ == '__main__':
    django.setup()
    with override_settings(**PLAIN):
        said = [globals()[step]() for step in sys.argv[1:]]
    sys.stdout.write(json.dumps(said))
