"""What the stories about the copy share: one package, taken apart."""

import csv
import io
import json
from datetime import UTC, datetime
from zipfile import ZipFile

import pytest

from privacy.subjects.package import stream
from tests import make


NOW = datetime(2026, 11, 22, 8, 15, 30, 123456, tzinfo=UTC)


class Package:
    """A downloaded package, unpacked."""

    def __init__(self, *emails, **options):
        options.setdefault('now', NOW)
        self.pieces = [*stream(emails or [make.ADA], **options)]
        self.bytes = b''.join(self.pieces)
        with ZipFile(io.BytesIO(self.bytes)) as opened:
            assert opened.testzip() is None
            self.files = {name: opened.read(name) for name in opened.namelist()}
            self.format = max(i.extract_version for i in opened.infolist())

    def text(self, name):
        return self.files[name].decode()

    def json(self, name):
        return json.loads(self.files[name])

    @property
    def rows(self):
        """Kind -> its rows, as data.json has them."""
        kinds = self.json('data.json')['kinds']
        return {kind['kind']: kind['rows'] for kind in kinds}

    def table(self, kind):
        text = self.files[f'csv/{kind}.csv'].decode('utf-8-sig')
        return [*csv.DictReader(io.StringIO(text, newline=''))]


@pytest.fixture
def package():
    return Package


@pytest.fixture
def everything(db, settings):
    """Ada has something of every kind, and so has a stranger."""
    hasher = 'django.contrib.auth.hashers.MD5PasswordHasher'  # quick
    settings.PASSWORD_HASHERS = [hasher]
    for email, word in (
        (make.ADA, 'adascanary'),
        (make.STRANGER, 'strangerscanary'),
    ):
        member = make.colleague(email=email, name=word)
        make.enquiry(name=word, email=email, message=f'{word} writes')
        subscription = make.subscription(email=email)
        make.consent(subscription=subscription, wording=make.wording(word))
        make.dsr(email=email, details=f'{word} asks')
        member.logentry_set.log_actions(
            member.pk, type(member).objects.filter(pk=member.pk), 2, word
        )
