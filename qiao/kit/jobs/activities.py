"""How the log of activity speaks about jobs."""

import uuid
from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qiao.kit.activity.record import actions
from qiao.kit.activity.subjects import Titles, subjects
from qiao.kit.jobs.models import DeadLetter, Job, Schedule


def register() -> None:
    actions.register("jobs.job.started", _("started a background job"))
    actions.register("jobs.job.cancellation_requested", _("cancelled a background job"))
    actions.register("jobs.dead_letter.retried", _("had a failed background job tried again"))
    actions.register("jobs.dead_letter.discarded", _("discarded a failed background job"))
    actions.register("jobs.schedule.kept", _("set a schedule"))
    actions.register("jobs.schedule.dropped", _("removed a schedule"))
    subjects.register("jobs.job", _jobs)
    subjects.register("jobs.deadletter", _dead_letters)
    subjects.register("jobs.schedule", _schedules)


def _jobs(ids: Sequence[uuid.UUID]) -> Titles:
    found: Iterable[Job] = Job.objects.filter(pk__in=ids)
    return {job.pk: (str(job), reverse("jobs:job", args=[job.pk])) for job in found}


def _dead_letters(ids: Sequence[uuid.UUID]) -> Titles:
    found = DeadLetter.objects.filter(pk__in=ids).select_related("task__job")
    return {letter.pk: (str(letter), reverse("jobs:dead-letter", args=[letter.pk])) for letter in found}


def _schedules(ids: Sequence[uuid.UUID]) -> Titles:
    return {schedule.pk: (schedule.name, "") for schedule in Schedule.objects.filter(pk__in=ids)}
