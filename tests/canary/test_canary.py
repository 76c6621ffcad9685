"""The copy holds all of a person and nothing of another; erasure likewise."""

import io
import subprocess
import zipfile
from dataclasses import replace

import pytest
from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from ivelum_site.postgres import binaries
from privacy.cases import proving, recipients
from privacy.declaration.personal_data import Blank, Withhold
from privacy.declaration.registry import declarations
from privacy.models import (
    AT_WORK,
    ClaimedAddress,
    DataSubjectRequest,
    Right,
    State,
)
from privacy.subjects import package
from privacy.subjects.search import rows_about
from tests import make
from tests.canary.people import MAKERS, STAFF_MAKERS, person


A, B = 'ada@example.org', 'bob@example.org'
TO_ANSWER = Q(state__in=AT_WORK)
# What stays of a request that was answered, and says nothing about anybody.
STAYS = {
    ('privacy.DataSubjectRequest', 'reference'),
    ('privacy.DataSubjectRequest', 'plan_hash'),
    ('privacy.Correction', 'kind'),
    ('privacy.Correction', 'field'),
}


def copy_of(email):
    content = b''.join(package.stream([email], now=timezone.now()))
    archive = zipfile.ZipFile(io.BytesIO(content))
    return {name: archive.read(name).decode() for name in archive.namelist()}


def test_every_kind_of_data_has_a_maker():
    labels = {model._meta.label for model, _ in declarations()}

    assert labels == set(MAKERS) | set(STAFF_MAKERS)


@pytest.mark.django_db
@pytest.mark.parametrize(
    'makers', [MAKERS, STAFF_MAKERS], ids=['person', 'staff']
)
def test_a_copy_holds_all_of_one_and_nothing_of_another(makers):
    a, b = person(A, makers), person(B, makers)

    files = copy_of(A)

    shown = {w: c for w, c in a.canaries.items() if not is_held_back(*w)}
    for where, canary in shown.items():
        for form in ('index.html', 'data.json'):
            assert canary in files[form], (where, form)
        assert any(canary in t for n, t in files.items() if 'csv' in n), where
    everything = ''.join(files.values())
    held_back = set(a.canaries) - set(shown)
    assert not [w for w in held_back if a.canaries[w] in everything]
    assert not [w for w, canary in b.canaries.items() if canary in everything]
    assert B not in everything


def is_held_back(label, name):
    """Whether a colleague must read it first: it is about others, too."""
    declared = {m._meta.label: d for m, d in declarations()}[label]
    return name in declared.written_by_others


def erase(client, worker, email):
    """As the person does it: the form, the link, the button."""
    client.post('/privacy/request/', {'email': email, 'right': Right.ERASURE})
    claim = ClaimedAddress.objects.get(
        email=email, request__state=State.RECEIVED
    )
    proving.prove(ClaimedAddress.objects.filter(pk=claim.pk))
    worker()
    dsr = DataSubjectRequest.objects.get(pk=claim.request_id)
    excuse_recipients(dsr)
    worker()
    dsr.refresh_from_db()
    assert dsr.state == State.ANSWERED
    assert dsr.unexplained == 0


def excuse_recipients(dsr):
    """Nobody answers for the authority that was given a canary."""
    for notice in dsr.notices.unanswered():
        recipients.excuse(
            dsr.pk,
            notice_pk=notice.pk,
            because='They were told on the telephone.',
            by=make.member(),
        )


def rows_of(email):
    return {
        model._meta.label: list(rows.order_by('pk').values())
        for model, _, rows in rows_about([email])
    }


def is_kept(label):
    """Whether a kind is withheld until its own end."""
    declared = {m._meta.label: d for m, d in declarations()}[label]
    erasure = declared.erasure
    return isinstance(erasure, Withhold) and not erasure.during


@pytest.fixture
def dump():
    """The whole database as pg_dump writes it."""

    def write():
        database = settings.DATABASES['default']
        done = subprocess.run(
            [
                binaries.find() / 'pg_dump',
                *('-h', database['HOST'], '-U', settings.OWNER_LOGIN['USER']),
                *('--column-inserts', '--data-only', database['NAME']),
            ],
            capture_output=True,
            check=True,
        )
        return done.stdout.decode()

    return write


def leftovers(someone, text):
    """Canaries that should be gone, and are in the text."""
    return [
        where
        for where, canary in someone.canaries.items()
        if canary in text and where not in STAYS and not is_kept(where[0])
    ]


def files_of_the_site():
    found = settings.VAR_DIR.rglob('*')
    return '\n'.join(f.read_text('latin-1') for f in found if f.is_file())


@pytest.mark.django_db(transaction=True)
def test_after_an_erasure_no_byte_is_left(client, worker, dump, caplog):
    a, b = person(A), person(B)
    before = rows_of(B)
    assert len(leftovers(a, dump())) >= 10

    erase(client, worker, A)

    left = dump()
    assert leftovers(a, left + files_of_the_site() + caplog.text) == []
    assert A not in files_of_the_site() + caplog.text
    assert rows_of(B) == before
    assert all(canary in left for canary in b.canaries.values())


@pytest.mark.django_db(transaction=True)
def test_a_field_that_erasure_forgets_is_found(
    client, worker, dump, monkeypatch
):
    """The sabotage of the test above."""
    forgetful = Withhold('', TO_ANSWER, Blank(('details', 'outcome')))
    declared = replace(DataSubjectRequest.personal_data, erasure=forgetful)
    monkeypatch.setattr(DataSubjectRequest, 'personal_data', declared)
    a = person(A)

    erase(client, worker, A)

    forgotten = ('privacy.DataSubjectRequest', 'identity_doubt')
    assert forgotten in leftovers(a, dump())


def test_what_is_kept_is_kept_on_a_ground_that_is_named():
    kept = {label for label in MAKERS if is_kept(label)}

    assert kept == {'contact.ConsentEvent', 'privacy.Disclosure'}
