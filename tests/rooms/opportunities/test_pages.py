"""A host's path from the empty form to the closed posting, and what the pages show to whom."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from qiao.kit.ui.doors import Door
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.enums import ExchangeState
from qiao.rooms.exchanges.models import Exchange, Partner
from qiao.rooms.opportunities.domain.opportunity import change_opportunity, close_opportunity
from qiao.rooms.opportunities.doors import opportunity_doors
from qiao.rooms.opportunities.enums import OpportunityKind
from qiao.rooms.opportunities.models import Opportunity
from tests.rooms.opportunities.factory import make_draft, make_opportunity, make_two_supervisors
from tests.support.entering import enter

ROOM = "/en/opportunities"


def test_a_host_posts_a_workstation_with_two_supervisors(
    client: Client, host: Organisation, hana: User
) -> None:
    enter(client, hana)
    assert client.post(f"{ROOM}/new/", {"host": host.pk, "kind": "postdoc"}).status_code == 422
    typed: dict[str, Any] = {"host": host.pk, "kind": "postdoc", "title_zh": "博士后"}
    edit = client.post(f"{ROOM}/new/", typed).headers["Location"]
    made = Opportunity.objects.get()
    assert edit == f"{ROOM}/{made.pk}/edit/"

    refused = client.post(f"{ROOM}/{made.pk}/publication/")
    assert refused.status_code == 422
    assert "term in months" in refused.content.decode()

    sections = f"{ROOM}/{made.pk}/sections"
    texts: dict[str, Any] = {
        "description_zh": "研究。",
        "time_zone": "Asia/Shanghai",
        "reach": "open",
        "filling": "offers",
    }
    texts |= {"title_zh": "博士后", "letters_wanted": 2, "career_stage": "r2", "country": "CN"}
    assert client.post(f"{ROOM}/{made.pk}/texts/", texts | {"country": "XX"}).status_code == 422
    assert client.post(f"{ROOM}/{made.pk}/texts/", texts).status_code == 302
    details = {"months": 24, "mobile": "Host", "mobile_name_en": "Somewhere"}
    assert client.post(f"{ROOM}/{made.pk}/details/", details).status_code == 422
    assert client.post(f"{ROOM}/{made.pk}/details/", details | {"mobile": ""}).status_code == 302
    window = {"opens_at": "2026-01-01T09:00", "closes_at": "2099-01-01T17:00", "places": 2}
    adding = f"{sections}/intakes/new/"
    assert client.post(adding, window | {"closes_at": "2025-01-01T17:00"}).status_code == 422
    assert client.post(adding, window).status_code == 302
    for name, side in (("Wang Lin", "host"), ("Ada Byron", "partner")):
        typed = {"side": side, "name_en": name, "capacity": 2}
        assert client.post(f"{sections}/supervisors/new/", typed).status_code == 302

    page = client.post(f"{ROOM}/{made.pk}/publication/").headers["Location"]
    shown = Client().get(page).content.decode()
    for words in ("Wang Lin", "Ada Byron", "24 months", "Jan. 1, 2099, 17:00", "Asia/Shanghai"):
        assert words in shown
    assert made.intakes.get().closes_at.isoformat() == "2099-01-01T09:00:00+00:00"


@pytest.mark.parametrize("kind", OpportunityKind.values)
def test_every_kind_has_its_pages(kind: str, client: Client, host: Organisation, hana: User) -> None:
    made = make_opportunity(host, hana, kind=kind)
    enter(client, hana)

    for noun in ("", "edit/", "texts/", "details/", "closing/"):
        assert client.get(f"{ROOM}/{made.pk}/{noun}").status_code == 200
    assert client.get(f"/zh-hans/opportunities/{made.pk}/").status_code == 200


NOUNS: dict[str, dict[str, Any]] = {
    "intakes": {"opens_at": "2026-01-01T09:00", "closes_at": "2099-01-01T17:00", "places": 1},
    "stages": {"name_en": "Talk", "phase": "interview"},
    "supervisors": {"side": "host", "name_en": "Ada", "capacity": 1},
    "documents": {"kind": "cv", "is_required": "on"},
    "fields": {"scheme": "isced-f-2013", "code": "0716"},
    "languages": {"language": "zh", "level": "hsk:5"},
    "milestones": {"name_en": "Opening", "month": 0},
}


@pytest.mark.parametrize("noun", NOUNS)
def test_parts_are_added_changed_and_removed(
    noun: str, client: Client, draft: Opportunity, hana: User, sam: User
) -> None:
    adding = f"{ROOM}/{draft.pk}/sections/{noun}/new/"
    assert enter(client, sam).get(adding).status_code == 404
    assert enter(client, hana).get(adding).status_code == 200
    assert client.post(adding, {"name_en": ""}).status_code == 422
    assert client.post(adding, NOUNS[noun]).status_code == 302

    row = getattr(draft, noun).order_by("-id")[0]
    page = f"{ROOM}/sections/{noun}/{row.pk}/"
    assert client.get(page).status_code == 200
    assert client.post(page, NOUNS[noun]).headers["Location"] == f"{ROOM}/{draft.pk}/edit/#{noun}"
    assert client.post(page, {"name_en": ""}).status_code == 422
    assert enter(Client(), sam).post(f"{page}removal/").status_code == 404
    assert client.post(f"{page}removal/").status_code == 302
    assert not getattr(draft, noun).filter(pk=row.pk).exists()


def test_stages_move_and_other_parts_do_not(client: Client, draft: Opportunity, hana: User) -> None:
    first, second = draft.stages.all()[:2]
    enter(client, hana)

    assert client.post(f"{ROOM}/sections/stages/{first.pk}/places/2/").status_code == 302
    assert client.post(f"{ROOM}/sections/documents/{first.pk}/places/2/").status_code == 404
    assert client.get(f"{ROOM}/{draft.pk}/sections/nothing/new/").status_code == 404

    assert list(draft.stages.all()[:2]) == [second, first]


@pytest.mark.parametrize("noun", ["edit", "texts", "details", "closing"])
def test_the_hosts_pages_are_closed_to_others(
    noun: str, client: Client, job: Opportunity, nan: User, sam: User
) -> None:
    address = f"{ROOM}/{job.pk}/{noun}/"

    assert "/account/" in client.get(address).headers["Location"]
    assert enter(client, sam).get(address).status_code == 404
    assert enter(client, nan).get(address).status_code == 404
    for verb in ("publication", "archiving", "copies"):
        assert client.post(f"{ROOM}/{job.pk}/{verb}/").status_code == 404


def test_a_draft_is_seen_by_members_of_the_host(
    client: Client, draft: Opportunity, nan: User, sam: User
) -> None:
    page = f"{ROOM}/{draft.pk}/"

    assert client.get(page).status_code == 404
    assert enter(client, sam).get(page).status_code == 404
    assert enter(client, nan).get(page).status_code == 200


def test_closing_says_why_and_archiving_hides(client: Client, job: Opportunity, hana: User) -> None:
    enter(client, hana)
    assert client.post(f"{ROOM}/{job.pk}/closing/", {"reason": "bored"}).status_code == 422
    typed = {"reason": "filled", "note_en": "We thank everybody."}
    assert client.post(f"{ROOM}/{job.pk}/closing/", typed).status_code == 302
    shown = Client().get(f"{ROOM}/{job.pk}/").content.decode()
    assert "All places are taken" in shown
    assert "We thank everybody." in shown

    assert client.post(f"{ROOM}/{job.pk}/copies/").status_code == 302
    assert client.post(f"{ROOM}/{job.pk}/archiving/").status_code == 302
    assert Client().get(f"{ROOM}/{job.pk}/").status_code == 404
    assert client.get(f"{ROOM}/{job.pk}/edit/").status_code == 404
    assert Opportunity.objects.get(state="draft").title_en == job.title_en


def test_an_operator_closes_what_should_not_be_there(client: Client, job: Opportunity, opal: User) -> None:
    assert enter(client, opal).post(f"{ROOM}/{job.pk}/closing/", {"reason": "other"}).status_code == 302
    assert client.get(f"{ROOM}/{job.pk}/edit/").status_code == 404


def test_deadlines_are_told_by_both_clocks(client: Client, job: Opportunity, sam: User) -> None:
    sam.time_zone = "America/New_York"
    sam.save()

    shown = enter(client, sam).get(f"{ROOM}/{job.pk}/").content.decode()

    assert "America/New_York" in shown
    assert "America/New_York" not in Client().get(f"{ROOM}/{job.pk}/").content.decode()


def test_doors_of_higher_rooms_stand_on_the_page(client: Client, job: Opportunity) -> None:
    name = "opportunities.test"
    opportunity_doors.register(name, lambda _found, _reader: [Door("Apply here", "/apply", "send", 1, True)])
    try:
        shown = client.get(f"{ROOM}/{job.pk}/").content.decode()
    finally:
        del opportunity_doors._entries[name]

    assert 'data-variant="primary" href="/apply"' in shown


def test_an_exchange_leads_to_what_is_offered_at_it(
    client: Client, job: Opportunity, host: Organisation, hana: User, exchange: Exchange
) -> None:
    Exchange.objects.update(state=ExchangeState.PUBLISHED)
    Partner.objects.create(exchange=exchange, organisation=host, role="host", position=9)
    change_opportunity(job, actor=hana, exchange=exchange)
    make_draft(host, hana, exchange=exchange, title_en="Not yet")

    listed = client.get(f"{ROOM}/exchanges/{exchange.pk}/").content.decode()

    assert job.title_en in listed
    assert "Not yet" not in listed
    assert f"{ROOM}/exchanges/{exchange.pk}/" in client.get(f"/en/exchanges/{exchange.pk}/").content.decode()


def test_own_list_shows_what_the_reader_edits(
    client: Client, job: Opportunity, draft: Opportunity, hana: User, nan: User, sam: User
) -> None:
    listed = enter(client, hana).get(f"{ROOM}/own/?q=vehicles").content.decode()
    assert job.title_en in listed
    assert draft.title_en not in listed
    for actor in (nan, sam):
        assert job.title_en not in enter(client, actor).get(f"{ROOM}/own/").content.decode()
        assert client.get(f"{ROOM}/new/").status_code == 404


def test_lists_ask_the_same_for_one_and_for_twenty(client: Client, host: Organisation, hana: User) -> None:
    make_draft(host, hana)
    enter(client, hana).get(f"{ROOM}/own/")
    asked = [counted(client, f"{ROOM}/own/")]
    for _time in range(19):
        make_draft(host, hana)

    assert [*asked, counted(client, f"{ROOM}/own/")] == asked * 2


def test_a_page_asks_the_same_for_few_and_many_parts(client: Client, job: Opportunity, hana: User) -> None:
    page = f"{ROOM}/{job.pk}/"
    make_two_supervisors(job, hana)
    client.get(page)
    asked = [counted(client, page)]
    for _time in range(6):
        make_two_supervisors(job, hana)

    assert [*asked, counted(client, page)] == asked * 2


def counted(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_a_closed_page_keeps_no_open_door(client: Client, job: Opportunity, hana: User, sam: User) -> None:
    close_opportunity(job, actor=hana, reason="no_funding")

    shown: Any = enter(client, sam).get(f"{ROOM}/{job.pk}/")

    assert "The funding is missing" in shown.content.decode()


def test_an_exchange_in_preparation_is_named_to_its_own_people_alone(
    client: Client, job: Opportunity, host: Organisation, hana: User, exchange: Exchange
) -> None:
    Partner.objects.create(exchange=exchange, organisation=host, role="host", position=9)
    change_opportunity(job, actor=hana, exchange=exchange)
    page = f"{ROOM}/{job.pk}/"

    assert exchange.name_en not in client.get(page).content.decode()
    assert client.get(f"{ROOM}/exchanges/{exchange.pk}/").status_code == 404
    assert exchange.name_en in enter(client, hana).get(page).content.decode()


def test_the_home_page_shows_what_is_open(client: Client, job: Opportunity, draft: Opportunity) -> None:
    shown = client.get("/en/").content.decode()

    assert f"{ROOM}/{job.pk}/" in shown
    assert f"{ROOM}/{draft.pk}/" not in shown


HUGE = "9" * 30


@pytest.mark.parametrize(
    ("noun", "values"),
    [
        ("intakes", {"places": HUGE}),
        ("intakes", {"closes_at": "99999-01-01T00:00"}),
        ("intakes", {"closes_at": "0001-01-01T00:00", "opens_at": "0001-01-01T00:00"}),
        ("supervisors", {"capacity": HUGE}),
        ("supervisors", {"name_en": "x" * 201}),
        ("milestones", {"month": HUGE}),
        ("milestones", {"month": "121"}),
        ("stages", {"phase": "unknown"}),
        ("fields", {"code": "0716'); --"}),
        ("languages", {"level": "hsk:12"}),
        ("documents", {"kind": "passport"}),
    ],
)
def test_input_that_cannot_be_is_told_at_the_form(
    noun: str, values: dict[str, Any], client: Client, draft: Opportunity, hana: User
) -> None:
    page = f"{ROOM}/{draft.pk}/sections/{noun}/new/"
    before = getattr(draft, noun).count()

    assert enter(client, hana).post(page, NOUNS[noun] | values).status_code == 422
    assert getattr(draft, noun).count() == before


def test_numbers_that_no_database_holds_are_refused(client: Client, draft: Opportunity, hana: User) -> None:
    stage = draft.stages.all()[0]
    enter(client, hana)

    assert client.post(f"{ROOM}/sections/stages/{stage.pk}/places/{HUGE}/").status_code == 302
    for values in ({"salary_from": HUGE}, {"hours": HUGE}, {"months": HUGE}, {"salary_to": "NaN"}):
        assert client.post(f"{ROOM}/{draft.pk}/details/", values).status_code == 422
    for values in ({"letters_wanted": HUGE}, {"latitude": HUGE}):
        given = {"title_en": "A", "time_zone": "Asia/Shanghai", "reach": "open", "filling": "offers"}
        assert client.post(f"{ROOM}/{draft.pk}/texts/", given | values).status_code == 422
