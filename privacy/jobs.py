"""How a job comes to wait, and how it is tried again."""

from __future__ import annotations

from typing import Any

from procrastinate import App, PsycopgConnector
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager


class Jobs(JobManager):
    def batch_defer_jobs(self, jobs: list[Job], connection: Any = None) -> Any:
        """In the transaction of whoever asks, in a worker as well.

        A worker asks for its own jobs by connections of its own. By these, a
        job would run before the rows that it is about are committed, find
        nothing, and be done.
        """
        if isinstance(self.connector, PsycopgConnector):
            return JobManager(DjangoConnector()).batch_defer_jobs(jobs)
        return super().batch_defer_jobs(jobs, connection)

    async def retry_job(self, job: Job, *args: Any, **kwargs: Any) -> None:
        """Of some kinds one job waits at a time (`queueing_lock`).

        While one is being done, the next may begin to wait. If the first one
        fails then, there is no place for it, and it would count as being done
        for ever.
        """
        try:
            await super().retry_job(job, *args, **kwargs)
        except UniqueViolation:
            # The one that waits does the same.
            await self.finish_job(job, Status.ABORTED, delete_job=True)


def use_ours(app: App) -> None:
    app.job_manager = Jobs(app.connector)
