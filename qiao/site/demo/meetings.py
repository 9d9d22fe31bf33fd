"""One round of talks between forty delegations and thirteen hosts. The engine makes the timetable, here and
now: none is stored with the sample."""

import datetime as dt

from django.db import transaction

from qiao.kit.jobs.worker import run_ready_jobs
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.meetings.domain.availability import set_absences
from qiao.rooms.meetings.domain.party import add_everyone, change_party
from qiao.rooms.meetings.domain.planning import ask_for_plan
from qiao.rooms.meetings.domain.round import close_round, create_round
from qiao.rooms.meetings.domain.slot import lay_out_slots
from qiao.rooms.meetings.domain.table import lay_out_tables
from qiao.rooms.meetings.domain.timetable import accept_timetable
from qiao.rooms.meetings.domain.wish import WishDraft, answer_wish, rank_wishes
from qiao.rooms.meetings.enums import Answer, Side, Theme
from qiao.rooms.meetings.models import MeetingParty, MeetingRound
from qiao.site.demo import lots
from qiao.site.demo.accounts import LEAD
from qiao.site.demo.exchange import actor
from qiao.site.demo.programme import SESSIONS, moment

SECONDS = 120  # at most: it ends as soon as the timetable is proved best
MINUTES, PAUSE = 20, 5
ROUND = {
    "name_zh": "一对一洽谈",
    "name_en": "Talks one to one",
    "floor": 2,
    "max_meetings": 5,
}
MOST_OF_A_HOST = 12
LEAST_WISHES, MOST_WISHES, OF_A_HOST = 4, 6, 3
ANSWERS = (*[Answer.ACCEPT] * 6, *[Answer.WANT] * 3, None, None, Answer.DECLINE)
THEMES = {
    "company": (Theme.TALENT, Theme.CULTIVATION),
    "research_institute": (Theme.RESEARCH, Theme.CULTIVATION),
    "innovation_centre": (Theme.RESEARCH, Theme.TALENT),
}


def hold_meetings(exchange: Exchange) -> None:
    """Safe to repeat: a round that is there is left alone, and so is one that has its timetable."""
    found = exchange.meeting_rounds.first() or _open(exchange)
    if not found.status.has_plan:
        _plan(found)


@transaction.atomic
def _open(exchange: Exchange) -> MeetingRound:
    lead = actor(LEAD)
    due = {
        "wishes_due_at": moment(exchange, -14, "18:00"),
        "answers_due_at": moment(exchange, -7, "18:00"),
    }
    found = create_round(exchange, actor=lead, values=ROUND | due)
    _slots(found, lead)
    add_everyone(found, actor=lead)
    guests, hosts = (
        [each for each in found.parties.named() if each.side == side] for side in (Side.DELEGATION, Side.HOST)
    )
    _seat(found, hosts, lead)
    for guest in guests:
        head = guest.delegation and guest.delegation.head
        _ask(guest, hosts, head or lead, LEAST_WISHES, MOST_WISHES)
    for host in hosts:
        _ask(host, guests, lead, OF_A_HOST, OF_A_HOST)
        _answer(host, lead)
    return close_round(found, actor=lead)


def _slots(found: MeetingRound, lead: User) -> None:
    for each in SESSIONS:
        if each.kind == "meeting_block":
            lay_out_slots(
                found,
                actor=lead,
                on=found.exchange.starts_on + dt.timedelta(days=each.day),
                begins=dt.time.fromisoformat(each.begins),
                ends=dt.time.fromisoformat(each.ends),
                minutes=MINUTES,
                pause=PAUSE,
            )


def _seat(found: MeetingRound, hosts: list[MeetingParty], lead: User) -> None:
    """Every host has a table of its own and one slot for a pause, not all at the same time."""
    hall = found.exchange.places.get(name_en="Meeting hall")
    tables = lay_out_tables(found, actor=lead, count=len(hosts), place=hall)
    slots = list(found.slots.all())
    for place, (host, table) in enumerate(zip(hosts, tables, strict=True)):
        change_party(host, actor=lead, values={"table": table, "max_meetings": MOST_OF_A_HOST})
        set_absences(host, actor=lead, slots=[slots[place % len(slots)]])


def _ask(party: MeetingParty, others: list[MeetingParty], by: User, least: int, most: int) -> None:
    by_name = {str(other.organisation.name_en): other for other in others}
    name = party.organisation.name_en
    count = least + lots.number("how many", name, below=most - least + 1)
    wanted = [by_name[each] for each in lots.order(by_name, "meetings", name)[:count]]
    rank_wishes(party, actor=by, wishes=[WishDraft(each.pk, _themes(party, each)) for each in wanted])


def _themes(party: MeetingParty, other: MeetingParty) -> list[Theme]:
    """What the host does, narrowed to one for every other pair."""
    host = party if party.side == Side.HOST else other
    themes = THEMES[host.organisation.kind]
    count = 1 + lots.number("themes", party.organisation.name_en, other.organisation.name_en, below=2)
    return list(themes[:count])


def _answer(host: MeetingParty, lead: User) -> None:
    for wish in host.wished_by.select_related("asker__delegation__organisation"):
        drawn = lots.number("answer", host.organisation.name_en, wish.asker.organisation.name_en, below=12)
        if answer := ANSWERS[drawn]:
            answer_wish(wish, actor=lead, answer=answer)


def _plan(found: MeetingRound) -> None:
    timetable = ask_for_plan(found, actor=actor(LEAD), seconds=SECONDS)
    run_ready_jobs(["solve"])
    timetable.refresh_from_db()
    accept_timetable(timetable, actor=actor(LEAD))
