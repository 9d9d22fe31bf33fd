"""Live changes on the pages: reported, looked at, confirmed or discarded; by a party from its own page."""

from typing import Any

import pytest
import time_machine
from django.db import connection
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from qiao.kit.bilingual.search import index
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.enums import PartnerRole
from qiao.rooms.exchanges.models import Partner
from qiao.rooms.meetings.domain.happening import propose_change, report_change
from qiao.rooms.meetings.domain.timetable import accept_timetable, standing_timetable
from qiao.rooms.meetings.enums import HappeningKind
from qiao.rooms.meetings.listings import ChangeList, changes_of
from qiao.rooms.meetings.models import Happening, MeetingParty, MeetingRound, Timetable
from tests.rooms.meetings.domain.conftest import fresh, partner
from tests.rooms.meetings.views.conftest import At

Parties = dict[str, MeetingParty]


@pytest.fixture
def standing(solved: Timetable, fay: User) -> Timetable:
    return accept_timetable(solved, actor=fay)


@pytest.fixture
def change(standing: Timetable, parties: Parties, fay: User) -> Happening:
    values = {"kind": HappeningKind.CANCELS, "party": parties["Duke"]}
    return propose_change(standing.round, actor=fay, values=values)


def asked(**query: Any) -> HttpRequest:
    return RequestFactory().get("/", query)


def test_cancellation_is_reported_shown_and_confirmed(
    at: At, standing: Timetable, parties: Parties, fay: User
) -> None:
    kinds = at.reads(fay, "change_new", standing.round_id).content.decode()
    assert all(f"?kind={each}" in kinds for each in HappeningKind.values)

    sent = at.sends(fay, "change_new", standing.round_id, kind="cancels", party=parties["Duke"].pk)
    change = Happening.objects.get()
    assert sent["Location"] == reverse("meetings:change", args=[change.pk])
    shown = at.reads(fay, "change", change.pk).content.decode()
    assert "Duke does not come" in shown
    assert "No meeting moves. Fewest moves: proved." in shown
    assert "Who loses a meeting" in shown
    assert "Duke – Lidar" in shown

    at.sends(fay, "change_confirmation", change.pk, shown=change.timetable_id)

    assert fresh(change).state == "confirmed"
    assert standing_timetable(standing.round) == change.timetable
    told = at.reads(fay, "change", change.pk).content.decode()
    assert "The next release carries it to those whose day it changes" in told


@pytest.mark.parametrize("kind", HappeningKind.values)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_kind_has_its_form(
    client: Client, standing: Timetable, fay: User, kind: str, language: str
) -> None:
    client.force_login(fay)
    with override(language):
        address = reverse("meetings:change_new", args=[standing.round_id])

    answer = client.get(address, {"kind": kind})

    assert answer.status_code == 200
    assert f'value="{kind}"' in answer.content.decode()
    assert client.post(address, {"kind": kind}).status_code == 422


def test_each_form_reports_its_kind(
    at: At, standing: Timetable, parties: Parties, organiser: Partner, fay: User
) -> None:
    newcomer = partner(organiser.exchange, "Radar", PartnerRole.HOST)
    slots, table = list(standing.round.slots.all()), standing.round.tables.all()[0]
    one, other = standing.meetings.filter(host=parties["Innovation"])
    anu, lidar = parties["ANU"].pk, parties["Lidar"].pk
    sent: list[dict[str, Any]] = [
        {"kind": "late", "party": lidar, "slot": slots[1].pk},
        {"kind": "leaves", "party": lidar, "slot": slots[2].pk},
        {"kind": "away", "party": lidar, "slot": slots[0].pk},
        {"kind": "swap", "meeting": one.pk, "with_meeting": other.pk},
        {"kind": "new_wish", "party": anu, "other": parties["Battery"].pk, "note": "They met at lunch."},
        {"kind": "drop", "meeting": standing.meetings.get(guest=anu).pk},
        {"kind": "walk_in", "newcomer": newcomer.pk, "other": anu, "wishes": [parties["Duke"].pk]},
        {"kind": "table_lost", "table": table.pk},
    ]
    for each in sent:
        answer = at.sends(fay, "change_new", standing.round_id, **each)
        assert answer.status_code == 302, (each["kind"], answer.content.decode()[-3000:])

    assert [each.kind for each in standing.round.happenings.order_by("id")] == [e["kind"] for e in sent]
    for found in standing.round.happenings.all():
        assert at.reads(fay, "change", found.pk).status_code == 200


def test_no_show_is_reported_of_a_meeting_that_has_begun(at: At, standing: Timetable, fay: User) -> None:
    meeting = standing.meetings.told()[0]
    with time_machine.travel(meeting.slot.starts_at, tick=False):
        at.sends(fay, "change_new", standing.round_id, kind="no_show", absent=f"{meeting.pk}:host")

    assert Happening.objects.get().party == meeting.host


def test_what_cannot_be_is_told_with_what_to_do(
    at: At, standing: Timetable, parties: Parties, fay: User
) -> None:
    answer = at.sends(
        fay, "change_new", standing.round_id, kind="new_wish", party=parties["ANU"].pk,
        other=parties["Lidar"].pk,
    )  # fmt: skip

    assert answer.status_code == 422
    assert "meet already" in answer.content.decode()
    assert not Happening.objects.exists()


def test_overtaken_change_offers_to_plan_again(
    at: At, change: Happening, parties: Parties, fay: User
) -> None:
    values = {"kind": HappeningKind.CANCELS, "party": parties["ANU"]}
    other = propose_change(change.round, actor=fay, values=values)
    at.sends(fay, "change_confirmation", other.pk, shown=other.timetable_id)

    refused = at.sends(fay, "change_confirmation", change.pk, shown=change.timetable_id)

    assert refused.status_code == 422
    assert "have it planned again" in refused.content.decode()
    at.sends(fay, "change_planning", change.pk)
    again = fresh(change)
    assert again.timetable_id != change.timetable_id
    at.sends(fay, "change_confirmation", change.pk, shown=again.timetable_id)
    assert fresh(change).state == "confirmed"


def test_plan_that_was_not_looked_at_is_not_confirmed(at: At, change: Happening, fay: User) -> None:
    at.sends(fay, "change_planning", change.pk, most_moved="3")

    answer = at.sends(fay, "change_confirmation", change.pk, shown=change.timetable_id)

    assert answer.status_code == 422
    assert "planned again meanwhile" in answer.content.decode()
    assert fresh(change).is_open


def test_discarded_change_leaves_everything(at: At, change: Happening, fay: User) -> None:
    answer = at.sends(fay, "change_discarding", change.pk)

    assert answer.status_code == 302
    assert fresh(change).state == "discarded"
    assert at.reads(fay, "change", change.pk).status_code == 200
    assert change.round.timetables.count() == 1


def test_party_reports_from_its_page_and_the_organiser_plans(
    at: At, standing: Timetable, parties: Parties, fay: User, una: User, sam: User
) -> None:
    mine = parties["Columbia"]
    assert reverse("meetings:report", args=[mine.pk]) in at.reads(una, "party", mine.pk).content.decode()

    sent = at.sends(una, "report", mine.pk, kind="late", slot=standing.round.slots.all()[1].pk)

    change = Happening.objects.get()
    assert sent.status_code == 302
    assert change.timetable is None
    assert "comes late" in at.reads(una, "party", mine.pk).content.decode()
    assert "1 live change waits" in at.reads(fay, "round", standing.round_id).content.decode()
    assert "No plan yet" in at.reads(fay, "change", change.pk).content.decode()
    at.sends(fay, "change_planning", change.pk)
    assert fresh(change).timetable is not None
    assert at.reads(una, "change", change.pk).status_code == 404
    assert at.reads(sam, "report", mine.pk).status_code == 404


def test_party_is_told_what_its_report_lacks(
    at: At, standing: Timetable, parties: Parties, una: User
) -> None:
    answer = at.sends(una, "report", parties["Columbia"].pk, kind="late")

    assert answer.status_code == 422
    assert "Say this too" in answer.content.decode()


@pytest.mark.parametrize("name", ["changes", "change_new"])
def test_pages_of_changes_are_for_the_organisers(
    at: At, standing: Timetable, fay: User, una: User, hui: User, nan: User, sam: User, name: str
) -> None:
    seen = [at.reads(each, name, standing.round_id).status_code for each in (fay, una, hui, nan, sam)]

    assert seen == [200, 404, 404, 404, 404]


def test_change_is_for_the_organisers(
    at: At, change: Happening, fay: User, una: User, sam: User, opal: User
) -> None:
    read = [at.reads(each, "change", change.pk).status_code for each in (fay, opal, una, sam)]
    verbs = ("change_planning", "change_confirmation", "change_discarding")
    sent = [at.sends(each, verb, change.pk).status_code for verb in verbs for each in (opal, una, sam)]

    assert read == [200, 200, 404, 404]
    assert set(sent) == {404}
    assert fresh(change).is_open


def test_timetable_of_a_change_leads_to_it(at: At, change: Happening, fay: User) -> None:
    shown = at.reads(fay, "timetable", change.timetable_id).content.decode()

    assert reverse("meetings:change", args=[change.pk]) in shown
    assert reverse("meetings:timetable_acceptance", args=[change.timetable_id]) not in shown


def told(meeting_round: MeetingRound, **query: Any) -> list[str]:
    listing = ChangeList(asked(**query), changes_of(meeting_round))
    return [row.kind for row in listing.items]


def test_changes_are_found_filtered_and_sorted(change: Happening, parties: Parties, una: User) -> None:
    report_change(parties["Columbia"], actor=una, kind=HappeningKind.CANCELS)
    for each in parties.values():
        index(each.organisation, [str(each)])

    assert len(told(change.round, state="proposed")) == 2
    assert told(change.round, state="discarded") == []
    assert told(change.round, kind="late") == []
    assert told(change.round, q="Duke") == ["cancels"]


@pytest.mark.parametrize("more", [1, 4])
def test_list_asks_as_often_for_many_rows(change: Happening, parties: Parties, fay: User, more: int) -> None:
    before = queries(change.round)
    for name in ("ANU", "Columbia", "Lidar", "Battery")[:more]:
        report_change(parties[name], actor=fay, kind=HappeningKind.CANCELS)

    assert queries(change.round) == before


def queries(meeting_round: MeetingRound) -> int:
    with CaptureQueriesContext(connection) as seen:
        list(ChangeList(asked(), changes_of(meeting_round)).rows)
    return len(seen)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_list_is_exported(at: At, change: Happening, fay: User, kind: str) -> None:
    answer = at.reads(fay, "changes", change.round_id, export=kind)

    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
