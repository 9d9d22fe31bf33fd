"""What workers do with mail. Thin: the outbox is the truth about each mail."""

import uuid
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qiao.kit.jobs.running import running
from qiao.kit.jobs.task import job_task
from qiao.kit.mail.bounces import collect_bounces
from qiao.kit.mail.models import OutboxMail
from qiao.kit.mail.sending import deliver, recover

SENDING_TAKES = timedelta(minutes=5)
BATCH = 500


@job_task(queue="mail", longest=SENDING_TAKES)
def send_mail(job_id: str, mail_id: str) -> dict[str, str]:
    with running(job_id):
        return {"state": str(deliver(uuid.UUID(mail_id)) or "")}


@job_task(queue="mail", longest=SENDING_TAKES, priority=50)
def send_secret_mail(job_id: str, mail_id: str) -> dict[str, str]:
    """Somebody waits for this code before a screen: it goes before a thousand invitations."""
    with running(job_id):
        return {"state": str(deliver(uuid.UUID(mail_id)) or "")}


@job_task(queue="mail", longest=timedelta(minutes=30))
def send_due_mails(job_id: str) -> dict[str, int]:
    """All that wait, some hundred at a time: after many were written at once."""
    sent = 0
    with running(job_id) as job:
        while due := _due():
            for mail_id in due:
                job.progress(sent, None, _("Sending mail"))
                deliver(mail_id)
                sent += 1
    return {"due": sent}


@job_task(queue="mail", longest=timedelta(minutes=30))
def sweep_mail(job_id: str) -> dict[str, int]:
    """Sends again what is due, takes back what a lost worker held, reads what came back."""
    with running(job_id) as job:
        returned = collect_bounces()
        recovered = recover()
        due = _due()
        for done, mail_id in enumerate(due):
            job.progress(done, len(due), _("Sending mail"))
            deliver(mail_id)
    return {"returned": returned, "recovered": recovered, "due": len(due)}


def _due() -> list[uuid.UUID]:
    waiting = OutboxMail.objects.due(timezone.now()).order_by("next_try_at")
    return list(waiting.values_list("pk", flat=True)[:BATCH])
