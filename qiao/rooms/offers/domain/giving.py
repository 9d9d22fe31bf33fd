"""Places go to the first of the ranking and the others wait, in one action that is shown beforehand."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.db import transaction

from qiao.kit.access import require
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.enums import ApplicationState
from qiao.rooms.applications.models import Application
from qiao.rooms.offers.domain.making import offer_place, require_free
from qiao.rooms.offers.domain.step import giving_intake, locked_candidate
from qiao.rooms.offers.domain.waiting import append, serve
from qiao.rooms.offers.errors import ListChanged, NobodyToOffer
from qiao.rooms.opportunities.models import Intake
from qiao.rooms.reviews.domain.ranking import ranked


@dataclass(frozen=True, slots=True)
class Giving:
    """Who gets an offer and who waits, in the order of the ranking. `splits_a_tie` where the cut goes through
    a tier whose members the reviewers judged to be equal."""

    offered: list[Application]
    waiting: list[Application]
    splits_a_tie: bool

    @property
    def fingerprint(self) -> str:
        """What the host has seen: the action is taken on that and nothing else."""
        words = [*(str(each.pk) for each in self.offered), "|", *(str(each.pk) for each in self.waiting)]
        return hashlib.sha256(" ".join(words).encode()).hexdigest()


def planned(intake: Intake, count: int) -> Giving:
    """Within a tier, who applied first comes first. Who is not ranked, or
    whose ranking is not confirmed, is left as it is."""
    line: list[Application] = []
    ends = {0}
    for tier in ranked(intake):
        line += [each for each in tier if each.state == ApplicationState.RANKED]
        ends.add(len(line))
    count = min(count, len(line))
    return Giving(line[:count], line[count:], splits_a_tie=count not in ends)


@transaction.atomic
def give_places(
    intake: Intake,
    *,
    actor: User,
    count: int,
    answer_until: dt.datetime,
    seen: str,
    terms_zh: str = "",
    terms_en: str = "",
) -> Giving:
    require(actor, "offers.give_places", intake)
    intake = giving_intake(intake.pk)
    giving = planned(intake, count)
    if giving.fingerprint != seen:
        raise ListChanged
    if not giving.offered and not giving.waiting:
        raise NobodyToOffer
    require_free(intake, len(giving.offered))
    terms = {"terms_zh": terms_zh, "terms_en": terms_en}
    for application in giving.offered:
        offer_place(locked_candidate(application), actor=actor, answer_until=answer_until, **terms)
    for application in giving.waiting:
        append(locked_candidate(application), actor=actor)
    serve(intake)
    return giving
