"""(s) No table of jobs knows whom a job is for, done or failed.

basket's queue and its list of failed tasks keep the addresses they were given,
with what the mail server said. These tests commit; a real worker does the jobs.
"""

import logging

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from tests import make
from tests.defects.post import REFUSES_ADA
from tests.defects.walk import ADA, named_in, use_every_right
from tests.defects.whole import tables_with, whole
from tests.privacy.test_worker import run


pytestmark = pytest.mark.django_db(transaction=True)


def jobs():
    return ProcrastinateJob.objects.values_list('args', flat=True)


def named_in_the_queue():
    rows = {t: rows for t, rows in whole().items() if 'procrastinate' in t}
    assert len(rows) >= 4
    return named_in(str(rows))


def test_a_job_is_given_numbers_only(client, work_here):
    given = []

    def work():
        given.extend(jobs())
        assert named_in_the_queue() == []
        work_here()

    use_every_right(client, work)

    assert len(given) > 20
    assert all(type(v) is int for args in given for v in args.values())


def test_after_the_erasure_no_table_of_jobs_knows_her(client, work_here):
    use_every_right(client, work_here)

    assert named_in_the_queue() == []
    # The requests that a colleague still has to answer know where to.
    assert tables_with(make.ADA) == ['privacy_claimedaddress']


@pytest.mark.parametrize('attempts', [0, 10], ids=['retried', 'given up'])
def test_a_failed_job_keeps_no_word_of_its_error(
    client, settings, work_here, caplog, lines, attempts
):
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
