"""What machines ask for, and get without a person having to look."""

import io
import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from privacy.declaration import dpv, facts
from privacy.declaration.records import record_of_processing
from privacy.policy import well_known
from privacy.policy.checks import (
    security_txt_is_looked_after,
    versions_are_as_published,
)


pytestmark = pytest.mark.django_db


def test_browsers_that_say_no_are_heard_before_they_say_it(client):
    response = client.get('/.well-known/gpc.json')

    said = response.json()
    assert response.headers['Content-Type'] == 'application/json'
    assert said['gpc'] is True
    assert datetime.fromisoformat(said['lastUpdate'])


@pytest.mark.parametrize('signal', ['1', '0', '1, 1', ''])
def test_the_signal_changes_nothing_because_nothing_is_sold(client, signal):
    plain = client.get('/privacy/')
    asked = client.get('/privacy/', headers={'Sec-GPC': signal})

    assert asked.content == plain.content
    assert 'Sec-GPC' not in asked.headers


def test_who_finds_a_hole_knows_whom_to_tell(client):
    response = client.get('/.well-known/security.txt')

    assert response.headers['Content-Type'] == 'text/plain; charset=utf-8'
    fields = dict(
        re.fullmatch(r'([A-Z][A-Za-z-]+): (\S.*)', line).groups()
        for line in response.content.decode().splitlines()
    )
    assert fields['Contact'] == f'mailto:{facts.MAILBOX.value}'
    assert fields['Canonical'].endswith('/.well-known/security.txt')
    ends = datetime.fromisoformat(fields['Expires'])
    assert ends < datetime.now(UTC) + timedelta(days=366)


def test_a_month_before_its_end_somebody_is_warned(monkeypatch):
    today = timezone.localdate()
    monkeypatch.setattr(well_known, 'EXPIRES', today + timedelta(days=31))
    assert not security_txt_is_looked_after(None)

    monkeypatch.setattr(well_known, 'EXPIRES', today + timedelta(days=30))

    assert [w.id for w in security_txt_is_looked_after(None)] == [
        'privacy.W003'
    ]


SIGNED = """-----BEGIN PGP SIGNED MESSAGE-----
Hash: SHA512

{}
-----BEGIN PGP SIGNATURE-----

iQEzBAEBCgAdFiEE
-----END PGP SIGNATURE-----
"""


@pytest.fixture
def sign(monkeypatch, tmp_path):
    """As a signer would: dashes at the start of a line are escaped."""
    file = tmp_path / 'security.txt'
    monkeypatch.setattr(well_known, 'SIGNED', file)

    def write(text):
        escaped = re.sub('^-', '- -', text.rstrip('\n'), flags=re.MULTILINE)
        file.write_text(SIGNED.format(escaped))
        return file.read_bytes()

    return write


def test_a_signed_file_is_served_as_it_was_signed(client, sign):
    there_to_sign = io.StringIO()
    call_command('securitytxt', stdout=there_to_sign)
    assert there_to_sign.getvalue().encode() == at(client).content

    signed = sign(there_to_sign.getvalue())

    assert at(client).content == signed
    assert well_known.signed() == well_known.unsigned()
    assert not security_txt_is_looked_after(None)


def test_an_old_signature_is_warned_of(sign):
    expires = well_known.EXPIRES.isoformat()
    soon = timezone.localdate() + timedelta(days=9)

    sign(well_known.unsigned().replace(expires, soon.isoformat()))

    assert well_known.ends_on() == soon
    assert [w.id for w in security_txt_is_looked_after(None)] == [
        *('privacy.W003', 'privacy.W004')
    ]


@pytest.mark.parametrize('text', ['', '- no fields at all -'])
def test_a_signed_file_without_an_end_has_run_out(sign, text):
    sign(text)

    assert 'privacy.W003' in [w.id for w in security_txt_is_looked_after(None)]


def at(client):
    return client.get('/.well-known/security.txt')


def test_an_edited_version_stops_a_deployment(publish, policies):
    version = publish()
    assert not versions_are_as_published(None)

    (policies / version.file).write_bytes(b'Something else.')

    assert [e.id for e in versions_are_as_published(None)] == ['privacy.E007']


def test_machines_read_the_same_policy(client):
    response = client.get('/privacy/policy.jsonld')

    said = response.json()
    assert response.headers['Content-Type'].startswith('application/ld+json')
    processes = {one['dct:title']: one for one in said['dpv:hasProcess']}
    record = record_of_processing()
    assert set(processes) == {one.activity.name for one in record}
    for one in record:
        process = processes[one.activity.name]
        basis = dpv.legal_basis(one.activity)
        assert process['dpv:hasLegalBasis'] == {'@id': basis}
        assert [d['dct:title'] for d in process['dpv:hasPersonalData']] == [
            kind.name for kind in one.kinds
        ]


def test_every_prefix_in_it_is_explained(client):
    text = client.get('/privacy/policy.jsonld').content.decode()

    used = set(re.findall(r'"([a-z-]+):[A-Za-z]+"', text))
    assert used <= set(json.loads(text)['@context'])
    assert 'dpv' in used
