"""How a job is tried again, if one of its kind waits already."""

from __future__ import annotations

from typing import Any

from procrastinate import App
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager


class Jobs(JobManager):
    """Of some kinds one job waits at a time (`queueing_lock`).

    While one is being done, the next may begin to wait. If the first one fails
    then, there is no place for it, and it would count as being done for ever.
    """

    async def retry_job(self, job: Job, *args: Any, **kwargs: Any) -> None:
        try:
            await super().retry_job(job, *args, **kwargs)
        except UniqueViolation:
            # The one that waits does the same.
            await self.finish_job(job, Status.ABORTED, delete_job=True)


def use_ours(app: App) -> None:
    app.job_manager = Jobs(app.connector)
