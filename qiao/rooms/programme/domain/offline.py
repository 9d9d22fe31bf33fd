"""The offline copy of an exchange's public pages: asked for by its owners, made by a job, one at a time."""

import tempfile
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.kit.jobs.models import Job
from qiao.kit.jobs.running import RunningJob, running
from qiao.kit.jobs.start import start_job
from qiao.kit.jobs.task import job_task
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.models import OfflineCopy, Release
from qiao.rooms.programme.public.offline import write_archive
from qiao.rooms.programme.public.page import Programme
from qiao.rooms.programme.public.stamp import offline_stamp
from qiao.rooms.programme.question_errors import NotReleased


@transaction.atomic
def ask_offline_copy(exchange: Exchange, *, actor: Any) -> Job:
    """Of the present state; asked again for the same state it is the same job."""
    require(actor, "programme.make_offline_copy", exchange)
    if not Release.objects.filter(exchange=exchange).exists():
        raise NotReleased
    stamp = offline_stamp(exchange)
    job = start_job(
        actor,
        make_offline_copy,
        title=_("Offline copy of the public pages"),
        args={"exchange_id": exchange.pk},
        subject=exchange,
        effect_key=f"programme.offline:{exchange.pk}:{stamp}",
    )
    copy, _made = OfflineCopy.objects.get_or_create(exchange=exchange)
    if copy.job_id != job.pk:
        OfflineCopy.objects.filter(pk=copy.pk).update(job_id=job.pk)
        record(actor, "programme.offline_copy.asked", exchange)
    return job


@job_task(queue="export")
def make_offline_copy(job_id: str, exchange_id: str) -> dict[str, int]:
    with running(job_id) as job:
        exchange = Exchange.objects.get(pk=exchange_id)
        with tempfile.TemporaryFile("w+b") as target:
            stamp = offline_stamp(exchange)
            write_archive(Programme(exchange), target, lambda done, total: _say(job, done, total))
            size = target.tell()
            target.seek(0)
            _keep(exchange, File(target), size, stamp)
    return {"size": size}


def _say(job: RunningJob, done: int, total: int) -> None:
    if done % 20 == 0:
        job.progress(done, total, _("Page %(page)s of %(pages)s"), page=done, pages=total)


def _keep(exchange: Exchange, archive: File[bytes], size: int, stamp: str) -> None:
    copy = OfflineCopy.objects.get(exchange=exchange)
    old, copy.size, copy.stamp, copy.made_at = copy.file.name, size, stamp, timezone.now()
    copy.file.save("copy.zip", archive, save=False)
    try:
        copy.save(update_fields=["file", "size", "stamp", "made_at", "updated_at"])
    except Exception:
        copy.file.delete(save=False)
        raise
    if old:
        copy.file.storage.delete(old)
