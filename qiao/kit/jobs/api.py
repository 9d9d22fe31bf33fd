"""Your background work, for programs. The site says who is let in, for tokens belong to a room."""

import datetime as dt
import uuid
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema

from qiao.kit.api.paging import Page, PageQuery, page_of
from qiao.kit.jobs.cancel import cancel_job
from qiao.kit.jobs.enums import JobState
from qiao.kit.jobs.models import Job


class JobOut(Schema):
    id: uuid.UUID
    title: str
    state: JobState
    created_at: dt.datetime
    progress_done: int
    progress_total: int | None
    percent: int | None
    note: str
    result: dict[str, Any]
    error: str
    error_code: str

    @staticmethod
    def resolve_title(job: Job) -> str:
        return str(job)


def jobs_router(read: Any, write: Any) -> Router:
    router = Router(tags=["jobs"])

    @router.get("", response=Page[JobOut], auth=read, summary=gettext_noop("List your jobs"))
    def list_jobs(request: HttpRequest, query: Query[PageQuery]) -> dict[str, Any]:
        """Newest first."""
        return page_of(_own(request), ["-id"], query)

    @router.get("/{job_id}", response=JobOut, auth=read, summary=gettext_noop("Read one of your jobs"))
    def read_job(request: HttpRequest, job_id: uuid.UUID) -> Job:
        job: Job = get_object_or_404(_own(request), pk=job_id)
        return job

    @router.post(
        "/{job_id}/cancellation", response=JobOut, auth=write, summary=gettext_noop("Cancel one of your jobs")
    )
    def cancel(request: HttpRequest, job_id: uuid.UUID) -> Job:
        job = get_object_or_404(_own(request), pk=job_id)
        cancel_job(job, actor=request.user)
        cancelled: Job = get_object_or_404(_own(request), pk=job_id)
        return cancelled

    return router


def _own(request: HttpRequest) -> Any:
    return Job.objects.asked_by(request.user).select_related("task")
