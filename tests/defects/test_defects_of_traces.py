"""What we note of our work names nobody.

These tests look at raw records: before the filter of the console, which would
take an address out once more.
"""

import io
import logging

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import connection, models
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from contact.models import Enquiry
from ivelum_site.logs import WithoutPaths
from privacy import tokens
from privacy.models import ClaimedAddress, DataSubjectRequest, Right, State
from privacy.subjects.scan import scan
from tests import make
from tests.defects.post import REFUSES_ADA
from tests.defects.whole import tables_with, whole
from tests.privacy.test_worker import run, work_here  # noqa: F401 (a fixture)


ADA = {
    'name': 'Zebulon Quartz',
    'email': make.ADA,
    'message': 'The xylophone is secret.',
}
WORDS = ['zebulon', 'quartz', 'xylophone', 'ada@', 'ada%40']


def named_in(text):
    return [word for word in WORDS if word in text.lower()]


def use_every_right(client, work):
    """Ada writes, uses all her rights, and is forgotten in the end."""
    client.post('/contact/', ADA | {'newsletter': 'on'})
    work()
    rights = [right for right in Right if right != Right.ERASURE]
    for right in [*rights, Right.ERASURE]:
        form = {'right': right, 'details': ADA['message']}
        client.post('/privacy/request/', form | {'email': make.ADA})
        work()
        claim = ClaimedAddress.objects.latest('pk')
        token = tokens.make('proof', claim.pk)
        client.get(f'/privacy/request/{token}/')
        client.post(f'/privacy/request/{token}/')
        work()
        case = f'/privacy/case/{tokens.make("case", claim.request_id)}/'
        client.post(case + 'message/', {'body': ADA['message']})
        me = f'/privacy/me/{tokens.make("me", claim.request_id)}/'
        b''.join(client.post(me + 'copy/'))
        work()


# --- (i) A log that keeps the name --------------------------------------------


@pytest.fixture
def logged(caplog):
    """All that any part of the site says, at the lowest level."""
    quiet = ['procrastinate', 'django', 'django.request', 'django.server']
    for name in ['', *quiet]:
        caplog.set_level(logging.DEBUG, name or None)
    return caplog


@pytest.mark.django_db
def test_no_log_line_names_her(client, worker, logged):
    """(i) psgdpr: the log of erasures lists the names of the erased."""
    use_every_right(client, worker)

    assert named_in(logged.text) == []


@pytest.mark.django_db
def test_no_log_line_names_her_when_a_letter_is_refused(
    client, settings, work_here
):
    """(i) psgdpr: an error quotes what it stumbled on."""
    console, settings.EMAIL_BACKEND = io.StringIO(), REFUSES_ADA
