"""What the worker does for this app. Arguments are row numbers only."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import Count, Min, Q
from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import (
    ProcrastinateJob,
    ProcrastinateWorker,
)

from privacy import alarms, clock, passwords, visits
from privacy.cases import (
    asking,
    disclosing,
    erasing,
    fulfilment,
    notices,
    reminders,
    resuming,
)
from privacy.policy import following, record, telling
from privacy.proof import audit, ledger
from privacy.subjects import retention


RETRY = RetryStrategy(max_attempts=10, exponential_wait=3)
# For what comes each minute: while one waits, no other is made.
RETRY_SOON = RetryStrategy(max_attempts=10, wait=6)


@app.task(retry=RETRY)
def ask_for_proof(claim_pk: int) -> None:
    if until := asking.ask_for_proof(claim_pk):
        later = ask_for_proof.configure(schedule_at=until)
        later.defer(claim_pk=claim_pk)


@app.task(retry=RETRY)
def fulfil(dsr_pk: int) -> None:
    fulfilment.fulfil(dsr_pk)
    for notice_pk in notices.numbers_due(timezone.now(), dsr=dsr_pk):
        tell_recipient.defer(notice_pk=notice_pk)


@app.task(retry=RETRY)
def tell_recipient(notice_pk: int) -> None:
    notices.tell(notice_pk, timezone.now())


@app.task(retry=RETRY)
def send_message(message_pk: int) -> None:
    fulfilment.send_message(message_pk)


@app.task(retry=RETRY)
def tell_team_of_message(message_pk: int) -> None:
    fulfilment.tell_team_of_message(message_pk)


@app.task(retry=RETRY)
def renew_link(claim_pk: int) -> None:
    with transaction.atomic():
        if fulfilment.renew_link(claim_pk):
            ask_for_proof.defer(claim_pk=claim_pk)


@app.task(retry=RETRY)
def note_withdrawal(claim_pk: int) -> None:
    fulfilment.note_withdrawal(claim_pk)


@app.task(retry=RETRY)
def lift(restriction_pk: int) -> None:
    fulfilment.lift(restriction_pk)


@app.task(retry=RETRY)
def resume(deferred_pk: int) -> None:
    resuming.resume(deferred_pk)


@app.task(retry=RETRY)
def tell_of_disclosure(disclosure_pk: int) -> None:
    disclosing.tell(disclosure_pk)


@app.task(retry=RETRY)
def send_one_time_password(member_pk: int) -> None:
    passwords.send(member_pk)


@app.task(retry=RETRY)
def tell_leads_of_account(event_pk: int) -> None:
    passwords.tell_leads(event_pk)


@app.task(retry=RETRY)
def tell_of_guessing(member_pk: int) -> None:
    alarms.tell_of_guessing(member_pk)


@app.task(retry=RETRY)
def tell_of_device(device_pk: int) -> None:
    alarms.tell_of_device(device_pk)


def resume_what_is_free() -> None:
    """When a hold ends, and each night: a job for all that it kept back."""
    for deferred_pk in resuming.due():
        resume.defer(deferred_pk=deferred_pk)
    for dsr_pk in resuming.unblocked():
        fulfil.defer(dsr_pk=dsr_pk)


@app.periodic(cron='17 3 * * *')
@app.task(retry=RETRY, queueing_lock='sweep')
def sweep(timestamp: int) -> None:
    now = datetime.fromtimestamp(timestamp, UTC)
    retention.sweep(now)
    erasing.forget_the_rest(now)
    visits.close_days(clock.date_of_duty(now))
    resume_what_is_free()
    ledger.keep_in_step(now)
    audit.publish()


@app.periodic(cron='* * * * *')
@app.task(retry=RETRY_SOON, queueing_lock='make_familiar')
def make_familiar(timestamp: int) -> None:
    """While the ledger can be read, so that it may be away afterwards."""
    ledger.make_familiar()


@app.periodic(cron='23 7 * * *')
@app.task(retry=RETRY, queueing_lock='tell_everybody')
def tell_everybody(timestamp: int) -> None:
    """Of a new use, a new company, a new owner; before it happens."""
    telling.tell_everybody()


@app.periodic(cron='11 * * * *')
@app.task(retry=RETRY, queueing_lock='enter_versions')
def enter_versions(timestamp: int) -> None:
    """What came with new code is entered in the registers."""
    record.enter_versions()
    record.enter_cookies()
    following.follow_the_code()


@app.periodic(cron='37 6 * * *')
@app.task(retry=RETRY, queueing_lock='tell_recipients')
def tell_recipients(timestamp: int) -> None:
    """Those who are silent, and those whose letter got lost with a worker."""
    for notice_pk in notices.numbers_due(
        datetime.fromtimestamp(timestamp, UTC)
    ):
        tell_recipient.defer(notice_pk=notice_pk)


@app.periodic(cron='7 * * * *')
@app.task(retry=RETRY, queueing_lock='remind')
def remind(timestamp: int) -> None:
    reminders.remind(datetime.fromtimestamp(timestamp, UTC))


@app.periodic(cron='* * * * *')
@app.task(retry=RETRY_SOON, queueing_lock='retry_stalled', pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """Take up again what a killed worker left in the middle."""
    jobs = app.job_manager
    for job in await jobs.get_stalled_jobs():
        await jobs.retry_job(job)


def worker_state(now: datetime) -> str:
    """What is wrong with the background work; empty when nothing is."""
    alive = ProcrastinateWorker.objects.filter(
        last_heartbeat__gt=now - timedelta(minutes=1)
    )
    a_while_ago = now - timedelta(minutes=5)
    waiting = ProcrastinateJob.objects.filter(
        Q(scheduled_at=None, procrastinateevent__at__lt=a_while_ago)
        | Q(scheduled_at__lt=a_while_ago),
        status='todo',
    )
    given_up = ProcrastinateJob.objects.filter(status='failed')
    if not alive.exists():
        return 'no worker is alive'
    if waiting.exists():
        return 'the queue is stale'
    return 'a job was given up' if given_up.exists() else ''


def jobs_by_state() -> dict[str, int]:
    """How many wait, are done or were given up; what succeeded is gone."""
    states = dict.fromkeys(('todo', 'doing', 'failed'), 0)
    rows = ProcrastinateJob.objects.order_by().values_list('status')
    return states | dict(rows.annotate(Count('pk')))


def longest_wait(now: datetime) -> timedelta:
    """For how long the job that is most overdue could have begun."""
    todo = ProcrastinateJob.objects.filter(status='todo')
    moments = todo.aggregate(
        due=Min('scheduled_at'),
        made=Min(
            'procrastinateevent__at',
            filter=Q(scheduled_at=None, procrastinateevent__type='deferred'),
        ),
    )
    known = [moment for moment in moments.values() if moment]
    return max([timedelta(), *(now - moment for moment in known)])
