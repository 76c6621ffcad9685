"""Whatever dies, each letter is written, and nobody reads one twice."""

import os
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from asgiref.sync import async_to_sync
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from contact import services
from contact.models import Enquiry
from privacy import mail, tasks
from tests import make
from tests.post_office import PostOffice


ROOT = Path(__file__).resolve().parents[2]
LETTER = {'name': 'Ada', 'email': make.ADA, 'message': 'Build me an engine.'}

committed = pytest.mark.django_db(transaction=True)


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def jobs():
    """What waits or is being done, but for the jobs that the clock makes."""
    return ProcrastinateJob.objects.filter(task_name__startswith='contact.')


def look_for_dead_workers():
    async_to_sync(tasks.retry_stalled.func)(None, 0)


def until(condition):
    for _ in range(200):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError('This did not happen within ten seconds.')


def database_url():
    login = {key: str(value) for key, value in connection.settings_dict.items()}
    user = f'{login["USER"]}:{quote(login["PASSWORD"])}'.removesuffix(':')
    host, name = login['HOST'], login['NAME']
    if host.startswith('/'):
        return f'postgres://{user}@/{host}/{name}'
    return f'postgres://{user}@{host}:{login["PORT"] or 5432}/{name}'


@pytest.fixture
def office():
    with PostOffice() as office:
        yield office


@pytest.fixture
def start_worker(settings, office, tmp_path):
    """Call it to start a worker as a server does, in a process of its own."""
    environment = {
        'PATH': os.environ['PATH'],
        'VAR_DIR': str(tmp_path),
        'SECRET_KEY': settings.SECRET_KEY,
        'PSEUDONYM_KEY': settings.SECRET_KEY,
        'SITE_URL': settings.SITE_URL,
        'DATABASE_URL': database_url(),
        'EMAIL_URL': office.url,
    }
    started = []

    def start(*options):
        program = [sys.executable, 'manage.py', 'procrastinate', 'worker']
        process = subprocess.Popen(
            [*program, '--concurrency', '1', *options],
            cwd=ROOT,
            env=environment,
            stderr=subprocess.DEVNULL,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


@pytest.fixture
def work_here(monkeypatch):
    """Call it to run a real worker in this process, until nothing is due."""

    # A job runs in a thread of its own, and must not keep its connection.
    monkeypatch.setitem(connection.settings_dict, 'CONN_MAX_AGE', 0)

    async def work():
        async with app.open_async():
            await app.run_worker_async(
                wait=False, listen_notify=False, install_signal_handlers=False
            )

    def run_here():
        with app.replace_connector(app.connector.get_worker_connector()):
            async_to_sync(work)()

    return run_here


# --- A job and its row are one ----------------------------------------------


@committed
def test_a_job_vanishes_with_its_row():
    with transaction.atomic():
        services.receive_enquiry(**LETTER, newsletter=False)
        assert jobs().count() == 2
        transaction.set_rollback(True)

    assert not Enquiry.objects.exists()
    assert not jobs().exists()


@committed
def test_a_job_is_committed_with_its_row():
    services.receive_enquiry(**LETTER, newsletter=False)

    connection.close()

    enquiry = Enquiry.objects.get()
    assert {str(job.args) for job in jobs()} == {
        str({'enquiry_pk': enquiry.pk})
    }


# --- A worker is killed -----------------------------------------------------


@committed
def test_a_killed_worker_loses_nothing_and_repeats_nothing(
    office, start_worker
):
    services.receive_enquiry(**LETTER, newsletter=False)
    office.open.clear()
    first = start_worker()
    until(lambda: office.letters)
    first.kill()
    first.wait()
    office.open.set()
    assert not Enquiry.objects.exclude(acknowledged_at=None).exists()

    run(
        'update procrastinate_workers set last_heartbeat = now() - '
        "'1m'::interval"
    )
    look_for_dead_workers()
    assert start_worker('--one-shot').wait(20) == 0

    # It arrived twice, but a mail program shows one letter for one id.
    to_ada = [letter for letter in office.letters if letter['To'] == make.ADA]
    enquiry = Enquiry.objects.get()
    assert len(to_ada) == 2
    assert {letter['Message-ID'] for letter in to_ada} == {
        mail.message_id('contact/acknowledge', enquiry)
    }
    assert len(office.letters) == 3
    assert enquiry.acknowledged_at
    assert enquiry.team_told_at
    assert not jobs().exists()


@committed
def test_a_worker_that_is_told_to_stop_finishes_its_letter(
    office, start_worker
):
    services.receive_enquiry(**LETTER, newsletter=False)
    office.open.clear()
    worker = start_worker()
    until(lambda: office.letters)

    worker.terminate()
    office.open.set()

    assert worker.wait(20) == 0
    assert Enquiry.objects.get().acknowledged_at
    assert not jobs().filter(status='doing').exists()


@committed
def test_what_a_dead_worker_left_is_taken_up_by_the_clock():
    make_job_of(worker_id='null')

    look_for_dead_workers()

    assert jobs().get().status == 'todo'


@committed
def test_what_a_living_worker_does_is_left_to_it():
    make_job_of(worker_id=a_worker())

    look_for_dead_workers()

    assert jobs().get().status == 'doing'


def test_the_clock_looks_for_dead_workers_every_minute():
    crons = {
        task.task.name: task.cron
        for task in app.periodic_registry.periodic_tasks.values()
    }

    assert crons['privacy.tasks.retry_stalled'] == '* * * * *'


# --- Mail is down -----------------------------------------------------------


@pytest.fixture
def no_mail_server(settings):
    with PostOffice() as closed:
        settings.EMAIL_PORT = closed.server_address[1]
    settings.EMAIL_HOST = '127.0.0.1'
    settings.EMAIL_BACKEND = 'django.core.mail.backends.smtp.EmailBackend'


@committed
def test_without_mail_the_page_works_and_the_letters_wait(
    client, no_mail_server, work_here
):
    response = client.post('/contact/', LETTER)
    work_here()

    assert response.url == '/contact/thanks/'
    assert Enquiry.objects.get().acknowledged_at is None
    for job in jobs():
        assert job.status == 'todo'
        assert job.attempts == 1
        assert job.scheduled_at > timezone.now()


@committed
def test_a_letter_waits_longer_every_time(client, no_mail_server, work_here):
    client.post('/contact/', LETTER)
    waits = []
    for _ in range(4):
        work_here()
        waits.append(max(j.scheduled_at for j in jobs()) - timezone.now())
        run('update procrastinate_jobs set scheduled_at = null')

    assert waits == sorted(waits)
    assert waits[-1] > timedelta(minutes=1)


@committed
def test_when_mail_is_back_the_letters_go_out_once(
    client, no_mail_server, office, settings, work_here
):
    client.post('/contact/', LETTER)
    work_here()

    settings.EMAIL_PORT = office.server_address[1]
    run('update procrastinate_jobs set scheduled_at = now()')
    work_here()

    assert len(office.letters) == 2
    assert not jobs().filter(status='todo').exists()


# --- How is the worker? -----------------------------------------------------


def a_worker():
    return app.job_manager.connector.execute_query_one(
        'insert into procrastinate_workers default values returning id'
    )['id']


def make_job_of(worker_id):
    tasks_of_contact().defer(enquiry_pk=1)
    run(
        "update procrastinate_jobs set status = 'doing',"
        f' worker_id = {worker_id}'
    )


def tasks_of_contact():
    return app.tasks['contact.tasks.acknowledge']


@pytest.mark.django_db
def test_without_a_worker_somebody_is_told():
    assert tasks.worker_state(timezone.now()) == 'no worker is alive'


@pytest.mark.django_db
def test_a_worker_that_fell_silent_is_none():
    a_worker()

    later = timezone.now() + timedelta(minutes=2)
    assert tasks.worker_state(later) == 'no worker is alive'


@pytest.mark.django_db
def test_a_living_worker_is_fine():
    a_worker()
    tasks_of_contact().defer(enquiry_pk=1)

    assert tasks.worker_state(timezone.now()) == ''


@pytest.mark.django_db
def test_a_queue_that_stands_still_is_not_fine():
    a_worker()
    tasks_of_contact().defer(enquiry_pk=1)
    run("update procrastinate_events set at = at - '6m'::interval")

    assert tasks.worker_state(timezone.now()) == 'the queue is stale'


@committed
def test_a_dead_job_whose_like_waits_already_holds_up_no_other():
    """Of some jobs, such as a letter, one is to wait at a time."""
    letter = tasks_of_contact().configure(queueing_lock='letter 1')
    letter.defer(enquiry_pk=1)
    make_job_of('null')
    letter.defer(enquiry_pk=1)

    look_for_dead_workers()

    assert {job.status for job in jobs()} == {'todo'}
    assert jobs().count() == 2


def test_each_job_is_tried_again():
    """Even those of the clock: one that was given up calls for a colleague."""
    ours = [
        task
        for name, task in app.tasks.items()
        if name.startswith(('contact.', 'privacy.'))
    ]

    assert not [task.name for task in ours if task.retry_strategy is None]
