from typing import ClassVar

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qiao.kit.jobs.backport import TaskResultStatus
from qiao.kit.jobs.models import DeadLetter, Job
from qiao.kit.ui.listing import Choice, Column, Listing

STATES = [
    (TaskResultStatus.READY.value, _("queued")),
    (TaskResultStatus.RUNNING.value, _("running")),
    (TaskResultStatus.SUCCESSFUL.value, _("done")),
    (TaskResultStatus.FAILED.value, _("failed or cancelled")),
]


def _job_url(job: Job) -> str:
    return reverse("jobs:job", args=[job.pk])


def _letter_url(letter: DeadLetter) -> str:
    return reverse("jobs:dead-letter", args=[letter.pk])


class JobListing(Listing[Job]):
    columns: ClassVar = (
        Column("title", _("Background job"), str, link=_job_url),
        Column("state", _("State"), lambda job: job.state.label, template="jobs/parts/state.html"),
        Column("progress", _("Progress"), lambda job: job.percent, template="jobs/parts/percent.html"),
        Column("created_at", _("Asked at")),
    )
    filters: ClassVar = (Choice(name="state", label=_("State"), lookup="task__status", choices=STATES),)
    file_name: ClassVar = "jobs"


class DeadLetterListing(Listing[DeadLetter]):
    columns: ClassVar = (
        Column("what", _("Background job"), str, link=_letter_url),
        Column("asked_by", _("Asked by"), lambda letter: letter.asked_by),
        Column("attempt", _("Attempts"), numeric=True),
        Column("error", _("Error")),
        Column("error_code", _("Error code")),
        Column("created_at", _("Failed at")),
    )
    search_label: ClassVar = _("Error code or task")
    file_name: ClassVar = "failed-jobs"

    def search(self, queryset: QuerySet[DeadLetter], text: str) -> QuerySet[DeadLetter]:
        return queryset.filter(Q(error_code__icontains=text) | Q(task__task_path__icontains=text))
