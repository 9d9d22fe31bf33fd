"""The job that a release starts: it writes the mails."""

from datetime import timedelta

from django.db import IntegrityError

from qiao.kit.jobs.running import running
from qiao.kit.jobs.task import job_task
from qiao.rooms.programme.domain.release_letters import readers_of, tell_of_release
from qiao.rooms.programme.models import Release

AT_ONCE = 50


@job_task(queue="default", longest=timedelta(minutes=30), transient=(IntegrityError,))
def write_release_mails(job_id: str, release_id: str) -> dict[str, int]:
    """May run twice: a mail that is there already is left alone."""
    written = 0
    with running(job_id) as job:
        release = Release.objects.select_related("exchange", "released_by").get(pk=release_id)
        readers = readers_of(release)
        for start in range(0, len(readers), AT_ONCE):
            job.progress(start, len(readers))
            written += tell_of_release(release, readers[start : start + AT_ONCE])
    return {"mails": written}
