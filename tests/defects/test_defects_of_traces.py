"""What we note of our work names nobody.

Records are looked at before the filter of the console, which would take an
address out once more; but for errors of others, whose text we cannot choose.
"""

import logging
from pathlib import Path

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from privacy import tokens
from privacy.models import ClaimedAddress, DataSubjectRequest, Right, State
from tests import make
from tests.defects.doors import way_to
from tests.defects.post import REFUSES_ADA
from tests.defects.whole import tables_with, whole
from tests.privacy.test_worker import run


committed = pytest.mark.django_db(transaction=True)

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
        message = way_to('case', claim.request) + 'message/'
        client.post(message, {'body': ADA['message']})
        b''.join(client.post(way_to('me', claim.request) + 'copy/'))
        work()


# --- (i) A log that keeps the name --------------------------------------------


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
    """(i) psgdpr: the log of erasures lists the names of the erased."""
    use_every_right(client, worker)

    assert DataSubjectRequest.objects.count() == len(Right)
    assert named_in(logged.text) == []


@pytest.mark.django_db
def test_no_step_of_the_audit_and_no_line_of_the_ledger_names_her(
    client, worker, settings
):
    """(i) psgdpr: the proof of an erasure must not undo it."""
    use_every_right(client, worker)

    proof = [t for t in whole() if t.endswith(('event', 'line', 'run'))]
    assert len(proof) >= 4
    for table in proof:
        assert named_in(str(whole()[table])) == []
    ledger = [p.read_text() for p in Path(settings.LEDGER_URL).iterdir()]
    assert ledger
    assert named_in(str(ledger)) == []


ROWS = ('addresses', 'messages', 'corrections', 'erasure_lines')
NO_ROWS = {
    f'{rows}-{what}_FORMS': 0 for rows in ROWS for what in ('TOTAL', 'INITIAL')
}


@pytest.fixture
def desk(client):
    """Call it to post a form of the staff desk."""
    client.force_login(make.colleague(email='team@example.org'))

    def post(name, *args, **form):
        origin = {'origin': 'http://testserver'}
        path = reverse(f'admin:privacy_{name}', args=args)
        return client.post(path, form, headers=origin)

    return post


@pytest.mark.django_db
def test_no_act_on_the_desk_is_logged_with_her_name(desk):
    """(i) psgdpr: what the desk's own log shows to every colleague."""
    enquiry = make.enquiry(**ADA)
    dsr = make.open_case('rectification', details=ADA['message'])
    correction = make.correction(dsr=dsr, old_value=enquiry.name)
    chosen = {'action': 'accept', '_selected_action': correction.pk}

    assert desk('correction_changelist', **chosen).status_code == 302
    answer = {'act': 'answer', 'text': f'Dear {enquiry.name}, it is done.'}
    done = desk('datasubjectrequest_change', dsr.pk, **answer, **NO_ROWS)

    assert done.status_code == 302
    dsr.refresh_from_db()
    assert dsr.state == State.ANSWERED
    assert named_in(str(list(LogEntry.objects.values()))) == []


@pytest.mark.django_db
@pytest.mark.parametrize('make_one', make.EVERY_KIND)
def test_no_label_names_her(make_one):
    """(i) psgdpr: a label is copied into logs, titles and messages."""
    row = make_one()

    texts = {
        value.lower()
        for field in row._meta.concrete_fields
        if isinstance(value := getattr(row, field.name), str)
        and field.name in {'name', 'email', 'message', 'details', 'body'}
        and value
    }
    assert not [text for text in texts if text in str(row).lower()]


# --- (s) Queues and failed jobs that keep addresses ---------------------------


def jobs():
    return ProcrastinateJob.objects.values_list('args', flat=True)


def named_in_the_queue():
    rows = {t: rows for t, rows in whole().items() if 'procrastinate' in t}
    assert len(rows) >= 4
    return named_in(str(rows))


@committed
def test_a_job_is_given_numbers_only(client, work_here):
    """(s) basket: each queued task holds the address it is for."""
    given = []

    def work():
        given.extend(jobs())
        assert named_in_the_queue() == []
        work_here()

    use_every_right(client, work)

    assert len(given) > 20
    assert all(type(v) is int for args in given for v in args.values())


@committed
def test_after_the_erasure_no_table_of_jobs_knows_her(client, work_here):
    """(s) basket: tasks stay in a table, done or not, with their arguments."""
    use_every_right(client, work_here)

    assert named_in_the_queue() == []
    # The requests that a colleague still has to answer know where to.
    assert tables_with(make.ADA) == ['privacy_claimedaddress']


@committed
@pytest.mark.parametrize('attempts', [0, 10], ids=['retried', 'given up'])
def test_a_failed_job_keeps_no_word_of_its_error(
    client, settings, work_here, caplog, lines, attempts
):
    """(s) basket: a failed task is stored with what the mail server said."""
    caplog.set_level(logging.DEBUG, 'procrastinate')
    settings.EMAIL_BACKEND = REFUSES_ADA
    client.post('/contact/', ADA)
    run(f'update procrastinate_jobs set attempts = {attempts}')

    work_here()

    states = ProcrastinateJob.objects.values_list('status', flat=True)
    assert {'todo', 'failed'} & set(states)
    assert named_in_the_queue() == []
    assert 'SMTPRecipientsRefused' in lines.getvalue()
    assert named_in(lines.getvalue()) == []
