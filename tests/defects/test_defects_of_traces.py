"""(i) What we note of our work names nobody.

psgdpr keeps the names of those it erased, in the log of erasures. Here each
record is looked at before the console's filter, which would take an address
out once more.
"""

import logging
from pathlib import Path

import pytest
from django.contrib.admin.models import LogEntry

from privacy.models import AuditEvent, DataSubjectRequest, Right, State
from tests import make
from tests.defects.walk import ADA, named_in, use_every_right
from tests.defects.whole import whole
from tests.desk.conftest import page


@pytest.fixture
def logged(caplog, monkeypatch):
    """All that any part of the site says, at the lowest level."""
    quiet = ['procrastinate', 'django', 'django.request', 'django.server']
    for name in [None, *quiet]:
        caplog.set_level(logging.DEBUG, name)
    # The console's filter takes names out of the record itself.
    root = logging.getLogger()
    monkeypatch.setattr(root, 'handlers', [caplog.handler])
    return caplog


@pytest.mark.django_db
def test_no_log_line_names_her(client, worker, logged):
    use_every_right(client, worker)

    assert DataSubjectRequest.objects.count() == len(Right)
    assert named_in(logged.text) == []


@pytest.mark.django_db
def test_no_step_of_the_audit_and_no_line_of_the_ledger_names_her(
    client, worker, settings
):
    use_every_right(client, worker)

    proof = [t for t in whole() if t.endswith(('event', 'line', 'run'))]
    assert len(proof) >= 4
    for table in proof:
        assert named_in(str(whole()[table])) == []
    ledger = [p.read_text() for p in Path(settings.LEDGER_URL).iterdir()]
    assert ledger
    assert named_in(str(ledger)) == []


@pytest.fixture
def desk(client):
    """Call it to do an act on the staff desk, as a colleague does it."""
    client.force_login(make.colleague(email='team@example.org'))
    client.defaults['HTTP_ORIGIN'] = 'http://testserver'

    def act(dsr, code, **typed):
        seen = client.post(page(dsr, code), typed).context['seen']
        sure = {'seen': seen, 'confirm': 'yes'}
        return client.post(page(dsr, code), typed | sure)

    return act


@pytest.mark.django_db
def test_no_act_on_the_desk_is_logged_with_her_name(desk, logged):
    enquiry = make.enquiry(**ADA)
    dsr = make.open_case('rectification', details=ADA['message'])
    correction = make.correction(dsr=dsr, old_value=enquiry.name)
    # At DEBUG Django prints all that a page is made of; the site does not.
    logged.set_level(logging.INFO, 'django.template')

    desk(dsr, 'write', body=f'Dear {enquiry.name}, we look into it.')
    desk(dsr, 'decide', **{f'decision_{correction.pk}': 'accepted'})
    desk(dsr, 'answer', outcome=f'Dear {enquiry.name}, it is done.')

    dsr.refresh_from_db()
    assert dsr.state == State.ANSWERED
    noted = [*LogEntry.objects.values(), *AuditEvent.objects.values()]
    assert named_in(str(noted) + logged.text) == []


@pytest.mark.django_db
@pytest.mark.parametrize('make_one', make.EVERY_KIND)
def test_no_label_names_her(make_one):
    row = make_one()

    texts = {
        value.lower()
        for field in row._meta.concrete_fields
        if isinstance(value := getattr(row, field.name), str)
        and field.name in {'name', 'email', 'message', 'details', 'body'}
        and value
    }
    assert not [text for text in texts if text in str(row).lower()]
