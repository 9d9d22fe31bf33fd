"""What everybody holds in hand, with the consent of two organisers; and after it a change that waits."""

import datetime as dt

from django.db import transaction

from qiao.rooms.exchanges.domain.decision import consent
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.meetings.domain.happening import propose_change
from qiao.rooms.meetings.domain.timetable import standing_timetable
from qiao.rooms.meetings.enums import HappeningKind
from qiao.rooms.meetings.models import MeetingRound
from qiao.rooms.programme.domain.release import Candidate, propose_release
from qiao.rooms.programme.releases.feasible import digest_of
from qiao.rooms.visits.domain.visit import change_run
from qiao.rooms.visits.models import VisitRun
from qiao.site.demo.accounts import CO_ORGANISER, LEAD, ORGANISERS
from qiao.site.demo.centre import by_domain
from qiao.site.demo.exchange import actor, organiser_of

LATER = dt.timedelta(minutes=10)
SLOTS_MISSED = 2
FLIGHT = "航班晚点。The flight is late."


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
    _put_off_a_visit(exchange)
    for found in exchange.meeting_rounds.all():
        _report_a_late_arrival(found)


def _put_off_a_visit(exchange: Exchange) -> None:
    """One group starts later: its people and the host would get a mail, nobody else."""
    run = VisitRun.objects.filter(visit__exchange=exchange, seats_taken__gt=0).last()
    if run is None:
        return
    times = {"starts_at": run.starts_at + LATER, "ends_at": run.ends_at + LATER}
    change_run(run, actor=actor(LEAD), values=times | {"capacity": run.capacity})


def _report_a_late_arrival(meeting_round: MeetingRound) -> None:
    """Who meets first comes after the first slots: planned with the fewest moves, and not yet confirmed."""
    standing = standing_timetable(meeting_round)
    first = standing and standing.meetings.order_by("slot__starts_at", "pk").first()
    if not first:
        return
    slot = meeting_round.slots.order_by("starts_at")[SLOTS_MISSED]
    said = {"kind": HappeningKind.LATE, "party": first.guest, "slot": slot, "note": FLIGHT}
    propose_change(meeting_round, actor=actor(LEAD), values=said)
