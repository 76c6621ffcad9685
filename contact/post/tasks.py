"""When the worker empties the inbox and the queue; neither without a setting.

Beside `contact.tasks`, because what these call defers jobs of those.
"""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from procrastinate.contrib.django import app

from contact.post import feedback, taking
from contact.tasks import RETRY, RETRY_SOON


@app.periodic(cron='* * * * *')
@app.task(retry=RETRY_SOON, queueing_lock='inbox', lock='inbox')
def take_mail(timestamp: int) -> None:
    if settings.INBOUND_URL:
        taking.take_all()


@app.periodic(cron='* * * * *')
@app.task(retry=RETRY_SOON, queueing_lock='feedback', lock='feedback')
def take_feedback(timestamp: int) -> None:
    if settings.BOUNCES_URL:
        feedback.take_all()


@app.periodic(cron='27 3 * * *')
@app.task(retry=RETRY, queueing_lock='clear_inbox')
def clear_inbox(timestamp: int) -> None:
    now = datetime.fromtimestamp(timestamp, UTC)
    if settings.INBOUND_URL:
        taking.clear_away(now)
    taking.forget(now)
