"""What the site refuses stands at its cell; what is there already is found."""

import datetime as dt
from typing import Any

import pytest

from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.name import folded
from qiao.rooms.directory.models import Organisation, OrganisationName
from qiao.rooms.exchanges.domain.delegation import invite_delegation
from qiao.rooms.exchanges.enums import ExchangeState
from qiao.rooms.exchanges.models import Delegation, DelegationMember, Exchange, Partner
from qiao.rooms.meetings.domain.table import set_closures
from qiao.rooms.meetings.domain.wish import WishDraft, rank_wishes
from qiao.rooms.meetings.models import MeetingParty, MeetingRound, MeetingWish, Table
from tests.rooms.exchanges.conftest import organisation as bare
from tests.rooms.meetings.domain.conftest import DAY
from tests.rooms.meetings.intake.conftest import Take
from tests.rooms.meetings.intake.test_take import choices, sheets, slot, wish
from tests.support.meeting_workbook import small, workbook


def organisation(name: str, **values: str) -> Organisation:
    """As the directory knows it: by the rows of its names."""
    made: Organisation = bare(name, **values)
    OrganisationName.objects.create(organisation=made, value=name, folded=folded(name), language="en")
    return made


def told(take: Take, rows: Any, **more: Any) -> dict[str, str]:
    """By cell, in English."""
    return {
        f"{each.sheet}!{each.column}{each.row}": each.sentence or each.values["en"]
        for each in take(workbook(rows), **more).problems
    }


@pytest.mark.parametrize("name", ["hui", "una", "nan", "opal", "sam"])
def test_owners_alone_take_a_workbook_in(
    take: Take,
    hui: User,
    una: User,
    nan: User,
    opal: User,
    sam: User,
    request: pytest.FixtureRequest,
    name: str,
) -> None:
    with pytest.raises(NotPermitted):
        take(workbook(sheets()), actor=request.getfixturevalue(name))
    assert MeetingRound.objects.count() == 0


def test_delegations_need_an_open_exchange(take: Take, exchange: Exchange) -> None:
    Exchange.objects.filter(pk=exchange.pk).update(state=ExchangeState.DRAFT)

    assert set(told(take, sheets())) == {"delegates!A2", "delegates!A4"}


def test_head_alone_changes_the_people(take: Take, exchange: Exchange, una: User) -> None:
    take(workbook(sheets()))
    Delegation.objects.filter(organisation__name_en="Duke University").update(head=una)
    rows = sheets()["delegates"]

    assert choices(take(workbook(sheets())))["delegates"] == ["skip"] * 3
    more = [*rows, {"organisation": "DUKE", "name_en": "Cy", "position_en": None}]
    assert set(told(take, sheets(delegates=more))) == {"delegates!A5"}
    other = [rows[0] | {"position_en": "Dean"}, *rows[1:]]
    assert set(told(take, sheets(delegates=other))) == {"delegates!A2"}


def test_waiting_delegation_is_named(take: Take, organiser: Partner) -> None:
    Delegation.objects.create(
        exchange=organiser.exchange, organisation=organisation("Duke University"), partner=organiser,
        head_email="dan@people.example", state="waiting", seats_asked=1,
        waiting_since=dt.datetime.now(dt.UTC),
    )  # fmt: skip

    problems = told(take, sheets())

    assert set(problems) == {"delegates!A2", "delegates!A4"}  # nobody goes before those who wait
    assert "waiting list" in problems["delegates!A2"]


def test_invitation_that_stands_counts_as_accepted(take: Take, organiser: Partner, fay: User) -> None:
    duke = organisation("Duke University")
    invited = invite_delegation(
        organiser, actor=fay, organisation=duke, head_email="dan@people.example", seats=1
    )

    assert take(workbook(sheets())).problems == []

    invited.refresh_from_db()
    assert (invited.state, invited.seats_held, invited.seats_filled) == ("registering", 2, 1)


def test_organisation_is_known_by_its_code_before_its_name(take: Take) -> None:
    known = organisation("Institute of Mobility, Beijing", kind="research_institute", country="CN")
    Organisation.objects.filter(pk=known.pk).update(ror_id="02pammg90")
    for name in ("Duke University", "Duke University"):
        organisation(name)
    rows = small()["organisations"]
    rows[2] |= {"code": "https://ror.org/02pammg90"}
    parts = {"hosts": [{"organisation": "未来出行研究院"}, {"organisation": "BAT"}],
             "wishes": [wish("ANU", "BAT")]}  # fmt: skip

    problems = told(take, sheets(organisations=rows, **parts))

    assert set(problems) == {"organisations!A2"}
    assert "Several organisations" in problems["organisations!A2"]


def test_entry_that_the_organiser_may_not_see_is_not_shown(take: Take) -> None:
    hidden = organisation("Hengyuan Power Batteries", kind="company", country="CN")
    Organisation.objects.filter(pk=hidden.pk).update(publication="draft", ror_id="02pammg90")

    assert take(workbook(sheets())).problems == []
    assert Organisation.objects.filter(name_en="Hengyuan Power Batteries").count() == 2

    rows = small()["organisations"]
    rows[3] |= {"code": "02pammg90"}
    hosts = [{"organisation": "LAB"}, {"organisation": "Hengyuan Power Batteries"}]
    coded = sheets(organisations=rows, hosts=hosts, wishes=[wish("DUKE", "LAB")])
    assert set(told(take, coded)) == {"organisations!A5"}


def test_country_is_needed_for_a_new_organisation(take: Take) -> None:
    rows = [
        row | {"country": code}
        for row, code in zip(small()["organisations"], ("美国", "AU", None, "China"), strict=True)
    ]

    assert set(told(take, sheets(organisations=rows), country="")) == {"organisations!D4"}


def test_slots_lie_within_the_exchange_and_do_not_overlap(take: Take) -> None:
    take(workbook(sheets()))
    late = slot(9) | {"date": "2099-08-01"}
    across = {"date": DAY, "start": dt.time(9, 10), "end": dt.time(9, 30)}

    problems = told(
        take,
        sheets(slots=[late, across, *map(slot, (10, 11))], availability=[], wishes=[wish("DUKE", "LAB")]),
    )

    assert set(problems) == {"slots!B2", "slots!B3"}


def test_full_place_is_named(take: Take) -> None:
    """Two hosts sit at two tables; the workbook knows of one of them only."""
    both = [{"organisation": each, "place": "Hall 1"} for each in ("LAB", "BAT")]
    take(workbook(sheets(hosts=both)))
    third = {"code": "NEW", "name_en": "Lidar", "name_zh": None}
    rows = [*small()["organisations"][:3], third]
    hosts = [{"organisation": "LAB", "place": "Hall 1"}, {"organisation": "NEW", "place": "Hall 1"}]

    problems = told(take, sheets(organisations=rows, hosts=hosts, wishes=[wish("DUKE", "LAB")]))

    assert problems == {"hosts!B3": "No table is free at “%(value)s”: other hosts sit there."}


def test_fixed_meetings_that_clash_are_told_at_the_slot(take: Take) -> None:
    pins = [wish("DUKE", "LAB", pin="1"), wish("DUKE", "BAT", pin="1")]

    problems = told(take, sheets(wishes=pins, availability=[]))

    assert set(problems) == {"wishes!E3"}


def test_row_with_a_slot_alone_fixes_without_a_wish(take: Take) -> None:
    assert take(workbook(sheets(wishes=[wish("DUKE", "LAB", pin="1")], availability=[]))).problems == []

    assert (MeetingRound.objects.get().fixed_meetings.count(), MeetingWish.objects.count()) == (1, 0)


def test_what_the_workbook_does_not_name_stays(take: Take, fay: User) -> None:
    take(workbook(sheets()))
    party = {str(each): each for each in MeetingParty.objects.named().select_related("round__exchange")}
    anu, lab = party["Australian National University"], party["Institute of Future Mobility"]
    battery = party["Hengyuan Power Batteries"]
    rank_wishes(
        anu,
        actor=fay,
        wishes=[WishDraft(lab.pk, ["talent"], "Please.", 1), WishDraft(battery.pk, ["research"], "", 2)],
    )
    table, _second = Table.objects.all()
    first, _second_slot, last = MeetingRound.objects.get().slots.all()
    set_closures(table, actor=fay, slots=[first, last])

    again = take(workbook(sheets()))

    assert {choice for each in choices(again).values() for choice in each} == {"skip"}
    assert (anu.wishes.count(), anu.wishes.get(wanted=lab).note, table.closures.count()) == (2, "Please.", 2)


def test_changed_cells_update(take: Take) -> None:
    take(workbook(sheets()))
    rows = sheets()
    rows["organisations"][0] |= {"max_meetings": 2}
    rows["delegates"][0] |= {"name_zh": "李安"}
    rows["wishes"][0] |= {"rank": 5}
    rows["availability"][0] |= {"free": "yes"}
    rows["exchange"][0] |= {"floor": 0}

    changed = choices(take(workbook(rows)))

    assert changed == {
        "exchange": ["update"],
        "organisations": ["update", "skip", "skip", "skip"],
        "delegates": ["update", "skip", "skip"],
        "hosts": ["skip", "skip"],
        "places": ["skip"],
        "slots": ["skip"] * 3,
        "availability": ["update", "skip"],
        "wishes": ["update", "skip", "skip", "skip"],
    }
    assert DelegationMember.objects.get(name_en="Ann Lee").name_zh == "李安"
    assert MeetingParty.objects.get(max_meetings=2).wishes.get(rank=5).themes == ["talent", "research"]
