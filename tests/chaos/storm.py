"""One storm: a site with people in it, what is done to it, and the accounts."""

import threading
import time
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import Error, InterfaceError, connection

from contact import tasks as letters
from contact.models import Enquiry, Letter
from ivelum_site import supervise
from ivelum_site.postgres.roles import as_owner
from privacy import tasks as cases
from privacy.models import DataSubjectRequest
from privacy.proof import shelf
from tests import make
from tests.chaos import report
from tests.chaos.accounts import Accounts
from tests.chaos.faults import Faults
from tests.chaos.people import Town
from tests.chaos.readers import Readers
from tests.chaos.rest import come_to_rest
from tests.chaos.stack import Stack


PEOPLE, SUBSCRIBERS, LETTERS = 4, 150, 3


def blow(arguments, office, s3):
    """0 if nothing was lost."""
    make_ready(s3)
    began = time.monotonic()
    with Stack(int(settings.SITE_URL.rpartition(':')[2])) as stack:
        town = Town(settings.SITE_URL)
        readers = Readers(town, office)
        faults = Faults(stack, office, s3, do_again, arguments.seed)
        with living(town, readers):
            rage(faults, arguments)
        calm = come_to_rest(readers)
        readers.ends.set()
        seconds = time.monotonic() - began
        accounts = Accounts(town, office, stack)
        return report.say(accounts, faults, calm, seconds)


def make_ready(s3):
    Path(settings.VAR_DIR).mkdir(mode=0o755, exist_ok=True)
    with as_owner():
        call_command('migrate', verbosity=0)
    supervise.collect_static()
    if s3:
        shelf.outside().client.create_bucket(
            Bucket='ledger',
            CreateBucketConfiguration={'LocationConstraint': shelf.REGION},
        )
    for number in range(SUBSCRIBERS):
        make.subscriber(f'reader{number}@example.org')


@contextmanager
def living(town, readers):
    """People who do things, until the storm is over; then they only read."""
    doing = [threading.Thread(target=town.live) for _ in range(PEOPLE)]
    reading = threading.Thread(target=readers.live, daemon=True)
    for thread in (*doing, reading):
        thread.start()
    try:
        yield
    finally:
        town.ends.set()
        for thread in doing:
            thread.join()


def rage(faults, arguments):
    """A letter to all, and then a part of the faults; and so on."""
    ends = time.monotonic() + arguments.minutes * 60
    for number in range(LETTERS):
        patiently(lambda number=number: write_to_all(number))
        part = (number + 1) * arguments.kills // LETTERS
        part -= number * arguments.kills // LETTERS
        faults.inject(part, arguments.pace, ends)


def write_to_all(number):
    letter = make.letter(subject=f'News {number}', started_at=None)
    letters.carry_on(letter.pk)


def patiently(do):
    for _ in range(60):
        try:
            return do()
        except (Error, InterfaceError):
            connection.close()
            time.sleep(1)
    return do()


def do_again(random):
    """A job that is done, or is being done, is given to both workers."""
    for model, task, name in AGAIN:
        keys = [*model.objects.order_by('-pk').values_list('pk', flat=True)[:9]]
        for key in random.sample(keys, min(2, len(keys))):
            task.defer(**{name: key})
            task.defer(**{name: key})


AGAIN = (
    (Enquiry, letters.acknowledge, 'enquiry_pk'),
    (Enquiry, letters.tell_team, 'enquiry_pk'),
    (Letter, letters.send_letter, 'letter_pk'),
    (DataSubjectRequest, cases.fulfil, 'dsr_pk'),
)
