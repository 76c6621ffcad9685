"""(c) A copy is for who proved an address just now, and is kept nowhere.

WordPress builds a ZIP with a long name in a folder of the web server, where
whoever has its address may fetch it for three days.
"""

import io
import tempfile
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from privacy import tokens
from privacy.models import ClaimedAddress, DataSubjectRequest
from tests import make
from tests.defects.doors import way_to
from tests.defects.whole import whole


pytestmark = pytest.mark.django_db


def copy_link(**changes):
    return way_to('me', make.dsr(**changes)) + 'copy/'


def test_a_copy_is_not_to_be_had_by_an_address(client):
    link = copy_link()

    assert client.get(link).status_code == 405
    assert client.head(link).status_code == 405
    assert client.post(link).status_code == 200


def grow_old():
    long_ago = timezone.now() - timedelta(days=8)
    ClaimedAddress.objects.update(proven_at=long_ago)


def lose_the_proof():
    ClaimedAddress.objects.update(proven_at=None)


def be_erased():
    DataSubjectRequest.objects.get().forget_person()


@pytest.mark.parametrize('happen', [grow_old, lose_the_proof, be_erased])
def test_a_copy_needs_a_proof_that_is_fresh(client, happen):
    link = copy_link()

    happen()

    assert client.post(link).status_code == 410


@pytest.mark.parametrize('purpose', ['case', 'proof', 'stop', 'subscribe'])
def test_a_copy_needs_a_link_that_was_made_for_it(client, purpose):
    token = tokens.make(purpose, make.dsr().addresses.get().pk)

    assert client.post(f'/privacy/me/{token}/copy/').status_code == 410


@pytest.fixture
def disks(settings, tmp_path, monkeypatch):
    """Every place where a file could be left lying."""
    monkeypatch.setattr(tempfile, 'tempdir', str(tmp_path))
    default_storage.save('canary', io.BytesIO(b'This storage is looked at.'))
    places = [tmp_path, settings.STATIC_ROOT, *settings.STATICFILES_DIRS]

    def files():
        found = {p for place in places for p in place.rglob('*') if p.is_file()}
        return found, default_storage.listdir('')

    yield files
    default_storage.delete('canary')


def test_a_copy_lies_nowhere_while_it_is_read_or_after(client, disks):
    make.enquiry(message='Build me an engine. ' * 200)
    link = copy_link()
    files, rows = disks(), whole(but=['privacy_auditevent'])

    answer = client.post(link)
    stream = iter(answer.streaming_content)
    assert next(stream)
    assert disks() == files
    assert len(b''.join(stream)) > 1_000

    assert disks() == files
    assert whole(but=['privacy_auditevent']) == rows


def test_nobody_on_the_way_keeps_a_copy(client):
    headers = client.post(copy_link()).headers

    assert headers['Cache-Control'] == 'no-store'
    assert headers['Referrer-Policy'] == 'no-referrer'
    assert 'ETag' not in headers
