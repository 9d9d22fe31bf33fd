"""What happens in finding by itself. Thin: the domain knows the rules."""

from qiao.kit.jobs.running import running
from qiao.kit.jobs.task import job_task
from qiao.rooms.finding.domain.bookmark import due_bookmarks, remind_of
from qiao.rooms.finding.domain.digest import due_owners, send_digest


@job_task(queue="default")
def tell_news(job_id: str) -> dict[str, int]:
    """Each person and each bookmark by itself: killed half-way, the next run goes on."""
    with running(job_id) as job:
        mails = reminders = 0
        for owner_id in due_owners():
            job.check()
            mails += send_digest(owner_id)
        for bookmark_id in due_bookmarks():
            job.check()
            reminders += remind_of(bookmark_id)
        return {"mails": mails, "reminders": reminders}
