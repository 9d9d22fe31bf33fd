"""What happens with rounds by the clock. Thin: the domain knows the rules."""

import datetime as dt
from uuid import UUID

from django.utils import timezone

from qiao.kit.jobs.running import running
from qiao.kit.jobs.task import job_task
from qiao.rooms.placement.domain import mails
from qiao.rooms.placement.domain.answer import lapse_placement
from qiao.rooms.placement.domain.publication import start_publication
from qiao.rooms.placement.domain.resealing import reseal_some
from qiao.rooms.placement.domain.round import seal_lists
from qiao.rooms.placement.enums import AnswerState, ListState, MatchingRoundState
from qiao.rooms.placement.models import MatchingRound, Placement, RankOrderList

REMINDED_BEFORE = dt.timedelta(hours=48)


@job_task(queue="default")
def keep_time(job_id: str) -> dict[str, int]:
    """Each step is one transaction of its own: killed half-way, the next run goes on."""
    with running(job_id) as job:
        sealed = sum(map(seal_lists, _due("lists_due_at", MatchingRoundState.OPEN)))
        job.check()
        for matching_round in MatchingRound.objects.filter(pk__in=_due("publish_at", MatchingRoundState.RUN)):
            start_publication(matching_round)
        reminded = _remind()
        lapsed = 0
        for placement_id in _unanswered():
            job.check()
            lapsed += lapse_placement(placement_id)
        return {"sealed": sealed, "reminded": reminded, "lapsed": lapsed, "resealed": reseal_some(job.check)}


def _due(moment: str, state: MatchingRoundState) -> list[UUID]:
    rows = MatchingRound.objects.filter(**{f"{moment}__lte": timezone.now()}, state=state)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _remind() -> int:
    """Once for each deadline: people whose list is not certified, and hosts."""
    now = timezone.now()
    rows = MatchingRound.objects.filter(
        state=MatchingRoundState.OPEN, lists_due_at__gt=now, lists_due_at__lte=now + REMINDED_BEFORE
    )
    for matching_round in rows.select_related("organisation", "exchange"):
        occasion = f":{matching_round.lists_due_at:%Y%m%d%H%M}"
        entries = RankOrderList.objects.filter(round=matching_round, state=ListState.DRAFT)
        entries = entries.exclude(profile__user=None).select_related("profile__user")
        mails.tell(matching_round, entries, "reminder", occasion=occasion)
        mails.tell_hosts(matching_round, "reminder", occasion=occasion)
    return len(rows)


def _unanswered() -> list[UUID]:
    rows = Placement.objects.filter(
        state=AnswerState.WAITING,
        run__round__state=MatchingRoundState.PUBLISHED,
        run__round__answers_due_at__lte=timezone.now(),
    )
    return list(rows.order_by("pk").values_list("pk", flat=True))
