"""A round that is open for wishes, with a timetable that stands, one that can be accepted and one that can be
discarded; a live change that waits for a decision and one that is settled."""

import datetime as dt
from typing import TYPE_CHECKING

from qiao.rooms.meetings.domain.fixing import fix_meeting, forbid_pair
from qiao.rooms.meetings.domain.happening import discard_change, propose_change
from qiao.rooms.meetings.domain.keeping import keep_plan
from qiao.rooms.meetings.domain.party import add_everyone, add_party
from qiao.rooms.meetings.domain.planning import new_timetable
from qiao.rooms.meetings.domain.reading import read_round
from qiao.rooms.meetings.domain.round import create_round, open_round
from qiao.rooms.meetings.domain.slot import lay_out_slots
from qiao.rooms.meetings.domain.table import lay_out_tables
from qiao.rooms.meetings.domain.timetable import accept_timetable
from qiao.rooms.meetings.domain.wish import WishDraft, rank_wishes
from qiao.rooms.meetings.enums import HappeningKind
from qiao.rooms.meetings.models import MeetingRound, Timetable
from qiao.rooms.meetings.planning.plan import make_plan
from qiao.rooms.meetings.planning.reasons import Reasons

if TYPE_CHECKING:
    from tests.support.world import World


def fill(world: "World") -> dict[str, str]:
    owner, exchange = world.users["owner"], world.rows["exchange"]
    found = create_round(exchange, actor=owner, values={"name_zh": "对接会", "name_en": "One to one"})
    slots = lay_out_slots(
        found, actor=owner, on=exchange.starts_on, begins=dt.time(16), ends=dt.time(17), minutes=20
    )
    (table, _second) = lay_out_tables(found, actor=owner, count=2)
    party = add_party(found, world.rows["delegation"], actor=owner)
    add_everyone(found, actor=owner)
    host, *_others = found.parties.exclude(partner=None)
    (wish,) = rank_wishes(party, actor=owner, wishes=[WishDraft(host.pk, ["talent"])])
    other = found.parties.exclude(delegation=None).exclude(pk=party.pk).first()
    fixed = fix_meeting(party, host, actor=owner, slot=slots[0])
    pair = forbid_pair(other, host, actor=owner, reason="They met before.")
    accept_timetable(_solved(found, world), actor=owner)
    open_round(found, actor=owner)
    timetables = [_solved(found, world) for _number in range(2)]
    values = {"kind": HappeningKind.CANCELS, "party": party, "note": "The flight was cancelled."}
    discard_change(propose_change(found, actor=owner, values=values), actor=owner)
    change = propose_change(found, actor=owner, values=values)
    world.rows |= {"meeting_round": found, "meeting_party": party, "timetable": timetables[0]}
    return {
        "rounds/pk": str(found.pk),
        "slots/pk": str(slots[-1].pk),
        "tables/pk": str(table.pk),
        "parties/pk": str(party.pk),
        "wishes/pk": str(wish.pk),
        "fixed/pk": str(fixed.pk),
        "forbidden/pk": str(pair.pk),
        "timetables/pk": str(timetables[0].pk),
        "changes/pk": str(change.pk),
        "comparison/other_pk": str(timetables[1].pk),
    }


def _solved(meeting_round: MeetingRound, world: "World") -> Timetable:
    reading = read_round(meeting_round)
    plan = make_plan(reading.event, time_limit=60)
    draft = new_timetable(meeting_round, world.users["owner"])
    kept = keep_plan(draft.pk, reading, plan, Reasons(plan, seconds=1))
    assert kept is not None
    return kept
