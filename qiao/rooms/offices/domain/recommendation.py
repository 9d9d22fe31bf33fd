"""Putting a posting before one's students. The mails are written by a job: there may be many students."""

from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.kit.jobs.running import running
from qiao.kit.jobs.start import start_job
from qiao.kit.jobs.task import job_task
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply
from qiao.rooms.directory.models import Organisation
from qiao.rooms.offices.domain import mails
from qiao.rooms.offices.errors import NotApprovedYet, NotPublished
from qiao.rooms.offices.gate import approving
from qiao.rooms.offices.models import Recommendation, StudentRegistration
from qiao.rooms.offices.models.student import RegistrationQuerySet
from qiao.rooms.opportunities.enums import OpportunityState, Reach
from qiao.rooms.opportunities.models import Opportunity

MAIL_TITLE = _("Tell students of a recommended posting")
AT_ONCE = 50


@transaction.atomic
def recommend_posting(
    university: Organisation, opportunity: Opportunity, *, actor: User, note_zh: str = "", note_en: str = ""
) -> Recommendation:
    """Said once to each student who wants mails; a changed note and a second recommendation mail nobody."""
    require(actor, "offices.recommend_posting", university)
    _require_open(university, opportunity)
    Organisation.objects.select_for_update().get(pk=university.pk)
    row, _is_new = Recommendation.objects.get_or_create(
        university=university, opportunity=opportunity, defaults={"recommended_by": actor}
    )
    values = {"note_zh": note_zh, "note_en": note_en, "recommended_by": actor, "withdrawn_at": None}
    changes = apply(row, values)
    if _is_new or changes:
        record(actor, "offices.recommendation.made", row, changes={"university": [None, str(university.pk)]})
    start_job(
        actor,
        write_recommendation_mails,
        title=MAIL_TITLE,
        args={"recommendation_id": row.pk},
        subject=row,
        effect_key=f"offices.recommended:{row.pk}",
    )
    return row


@transaction.atomic
def withdraw_recommendation(recommendation: Recommendation, *, actor: User) -> Recommendation:
    require(actor, "offices.recommend_posting", recommendation.university)
    row = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    if apply(row, {"withdrawn_at": row.withdrawn_at or timezone.now()}):
        record(actor, "offices.recommendation.withdrawn", row)
    return row


@job_task(queue="default", longest=timedelta(minutes=30), transient=(IntegrityError,))
def write_recommendation_mails(job_id: str, recommendation_id: str) -> dict[str, int]:
    """May run twice: a mail that is there already is left alone."""
    written = 0
    with running(job_id) as job:
        row = Recommendation.objects.select_related("university", "opportunity__host").get(
            pk=recommendation_id
        )
        readers = list(readers_of(row).values_list("pk", flat=True))
        for start in range(0, len(readers), AT_ONCE):
            job.progress(start, len(readers))
            written += _write_some(row, readers[start : start + AT_ONCE])
    return {"mails": written}


def readers_of(recommendation: Recommendation) -> RegistrationQuerySet:
    """Confirmed students who want such mails, as it is now."""
    found = StudentRegistration.objects.confirmed().filter(university=recommendation.university_id)
    return found.filter(wants_mails=True).order_by("pk")


@transaction.atomic
def _write_some(row: Recommendation, ids: list[Any]) -> int:
    readers = readers_of(row).filter(pk__in=ids).select_related("profile__user")
    if row.withdrawn_at is not None:
        return 0
    return sum(mails.tell_of_recommendation(row, registration) for registration in readers)


def _require_open(university: Organisation, opportunity: Opportunity) -> None:
    if opportunity.state != OpportunityState.PUBLISHED:
        raise NotPublished
    is_gated = opportunity.reach == Reach.UNIVERSITIES
    if is_gated and not approving(opportunity).filter(pk=university.pk).exists():
        raise NotApprovedYet
