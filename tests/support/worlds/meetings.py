"""A round that is open for wishes, with a timetable that stands, one that can be accepted and one that can be
discarded; a live change that waits for a decision and one that is settled. The first party on either side is
free to be fixed or kept apart."""

import datetime as dt
from typing import TYPE_CHECKING

from qiao.rooms.exchanges.domain.partner import add_partner
from qiao.rooms.exchanges.enums import PartnerRole
from qiao.rooms.meetings.domain.encounter import add_walk_in
from qiao.rooms.meetings.domain.fixing import fix_meeting, forbid_pair
from qiao.rooms.meetings.domain.happening import discard_change, propose_change
from qiao.rooms.meetings.domain.keeping import keep_plan
from qiao.rooms.meetings.domain.note import write_note
from qiao.rooms.meetings.domain.party import add_everyone, add_party
from qiao.rooms.meetings.domain.planning import new_timetable
from qiao.rooms.meetings.domain.reading import read_round
from qiao.rooms.meetings.domain.round import create_round, open_round
from qiao.rooms.meetings.domain.slot import lay_out_slots
from qiao.rooms.meetings.domain.step import add_step
from qiao.rooms.meetings.domain.table import lay_out_tables
from qiao.rooms.meetings.domain.timetable import accept_timetable
from qiao.rooms.meetings.domain.wish import WishDraft, rank_wishes
from qiao.rooms.meetings.enums import HappeningKind
from qiao.rooms.meetings.models import MeetingRound, Timetable
from qiao.rooms.meetings.planning.plan import make_plan
from qiao.rooms.meetings.planning.reasons import Reasons
from tests.support.worlds.exchanges import organisation

if TYPE_CHECKING:
    from tests.support.world import World


def fill(world: "World") -> dict[str, str]:
    owner, exchange = world.users["owner"], world.rows["exchange"]
    found = create_round(exchange, actor=owner, values={"name_zh": "对接会", "name_en": "One to one"})
    slots = lay_out_slots(
        found, actor=owner, on=exchange.starts_on, begins=dt.time(16), ends=dt.time(17), minutes=20
    )
    (table, _second) = lay_out_tables(found, actor=owner, count=2)
    second = add_partner(
        exchange, actor=owner, organisation=organisation("Harbour Robotics"), role=PartnerRole.HOST
    )
    party = add_party(found, world.rows["delegation"], actor=owner)
    add_everyone(found, actor=owner)
    host = found.parties.exclude(partner=None).exclude(partner=second).get()
    last = found.parties.get(partner=second)
    (wish,) = rank_wishes(party, actor=owner, wishes=[WishDraft(host.pk, ["talent"])])
    rank_wishes(host, actor=owner, wishes=[WishDraft(party.pk, ["research"])])
    other = found.parties.exclude(delegation=None).exclude(pk=party.pk).first()
    fixed = fix_meeting(other, last, actor=owner, slot=slots[0])
    pair = forbid_pair(party, last, actor=owner, reason="They met before.")
    accept_timetable(_solved(found, world), actor=owner)
    open_round(found, actor=owner)
    timetables = [_solved(found, world) for _number in range(2)]
    encounter = add_walk_in(other, host, actor=owner, themes=["research"])
    note = write_note(encounter, other, actor=owner, text="They would lend us two test cars.")
    step = add_step(encounter, actor=owner, values={"text": "Send the draft", "owner": host})
    values = {"kind": HappeningKind.CANCELS, "party": party, "note": "The flight was cancelled."}
    discard_change(propose_change(found, actor=owner, values=values), actor=owner)
    change = propose_change(found, actor=owner, values=values)
    world.rows |= {
        "meeting_host": host,
        "meeting_round": found,
        "meeting_party": party,
        "timetable": timetables[0],
    }
    return {
        "rounds/pk": str(found.pk),
        "slots/pk": str(slots[-1].pk),
        "tables/pk": str(table.pk),
        "parties/pk": str(party.pk),
        "wishes/pk": str(wish.pk),
        "fixed/pk": str(fixed.pk),
        "forbidden/pk": str(pair.pk),
        "timetables/pk": str(timetables[0].pk),
        "round_id": str(found.pk),
        "party_id": str(party.pk),
        "encounter_id": str(encounter.pk),
        "step_id": str(step.pk),
        "encounters/pk": str(encounter.pk),
        "notes/pk": str(note.pk),
        "steps/pk": str(step.pk),
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
