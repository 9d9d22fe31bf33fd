"""What everybody holds in hand, with the consent of two organisers; and after it a change that waits."""

import datetime as dt

from django.db import transaction

from qiao.rooms.exchanges.domain.decision import consent
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.domain.release import Candidate, propose_release
from qiao.rooms.programme.releases.feasible import digest_of
from qiao.rooms.visits.domain.visit import change_run
from qiao.rooms.visits.models import VisitRun
from qiao.site.demo.accounts import CO_ORGANISER, LEAD, ORGANISERS
from qiao.site.demo.centre import by_domain
from qiao.site.demo.exchange import actor, organiser_of

LATER = dt.timedelta(minutes=10)


@transaction.atomic
def release_and_change(exchange: Exchange) -> None:
    _release(exchange)
    _change(exchange)


def _release(exchange: Exchange) -> None:
    """Two of the owners agree to exactly what the first of them looked at."""
    candidate = Candidate(exchange)
    decision = propose_release(
        organiser_of(exchange),
        actor=actor(LEAD),
        shown=candidate.digest,
        known_faults=digest_of(candidate.faults),
        note_zh="首次发布",
        note_en="The first release",
    )
    second = exchange.partners.get(organisation=by_domain(ORGANISERS[1]))
    consent(decision, partner=second, actor=actor(CO_ORGANISER))


def _change(exchange: Exchange) -> None:
    """One group starts later: its people and the host would get a mail, nobody else."""
    run = VisitRun.objects.filter(visit__exchange=exchange, seats_taken__gt=0).last()
    if run is None:
        return
    times = {"starts_at": run.starts_at + LATER, "ends_at": run.ends_at + LATER}
    change_run(run, actor=actor(LEAD), values=times | {"capacity": run.capacity})
