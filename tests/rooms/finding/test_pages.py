"""The pages, and the API beside them."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Organisation
from qiao.rooms.finding.domain.bookmark import set_bookmark
from qiao.rooms.finding.domain.saved_search import save_search
from qiao.rooms.finding.models import Bookmark, SavedSearch
from qiao.rooms.opportunities.models import Opportunity
from tests.rooms.offices.factory import approve, make_office, make_student
from tests.rooms.opportunities.factory import make_draft, make_opportunity
from tests.rooms.profiles.factory import make_education, make_profile

LIST = "/en/opportunities/"
API = "/api/v1/finding"


@pytest.fixture
def posted(host: Organisation, hana: User) -> Opportunity:
    return make_opportunity(host, hana, time_zone="Asia/Shanghai")


def entered(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def test_everybody_finds_what_is_published(client: Client, posted: Opportunity, hana: User) -> None:
    make_draft(posted.host, hana)

    page = client.get(LIST, {"q": "汽车"}).content.decode()

    assert f"{LIST}{posted.pk}/" in page
    assert "A draft" not in page
    assert "Asia/Shanghai" in page
    assert "No opportunity with a deadline" in client.get(LIST, {"q": "考古"}).content.decode()
    assert client.get(LIST, {"cursor": "forged"}).status_code == 400
    assert client.get(LIST, {"kind": "nonsense"}).status_code == 200
    assert posted.title_zh in client.get("/zh-hans/opportunities/").content.decode()


def test_the_readers_own_clock_is_shown_where_it_differs(
    client: Client, posted: Opportunity, sam: User
) -> None:
    User.objects.filter(pk=sam.pk).update(time_zone="America/New_York")

    assert "America/New_York" in entered(client, User.objects.get(pk=sam.pk)).get(LIST).content.decode()


def test_one_and_twenty_rows_take_the_same_queries(
    client: Client, posted: Opportunity, hana: User, sam: User
) -> None:
    make_education(make_profile(sam))
    entered(client, sam)
    client.get(LIST)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(LIST)
        return len(found)

    few = queries()
    for _number in range(19):
        make_opportunity(posted.host, hana)

    assert queries() == few


def test_best_fit_first_and_why(client: Client, posted: Opportunity, hana: User, sam: User) -> None:
    make_education(make_profile(sam, country="CN", city_en="Beijing"))
    entered(client, sam)
    make_opportunity(posted.host, hana, country="SG", title_en="Far away", city_zh="", city_en="Singapore")

    page = client.get(LIST, {"sort": "fit"}).content.decode()
    why = client.get(f"{LIST}{posted.pk}/fit/").content.decode()

    assert page.index("Engineer for connected") < page.index("Far away")
    assert "Fit " in page
    assert "in the city where you live" in why
    client.post(f"{LIST}fit-choice/", {"shows_fit": "0"})
    assert "Fit " not in client.get(LIST).content.decode()
    assert "switched this off" in client.get(f"{LIST}{posted.pk}/fit/").content.decode()


def test_the_order_that_holds_is_the_one_that_is_shown(client: Client, posted: Opportunity) -> None:
    for query, first, other in (("", "deadline", "relevance"), ("?q=vehicles", "relevance", "deadline")):
        listing = client.get(f"/en/opportunities/{query}").context["listing"]
        offered = [name for name, _label in listing.form.fields["sort"].choices]

        assert offered[0] == listing.sort == first
        assert not [name for name in offered if name.startswith("-")]
        assert f"sort={other}" in listing.url(sort=other)

    chosen = client.get("/en/opportunities/?q=vehicles&sort=deadline").context["listing"]
    assert chosen.sort == "deadline"
    assert "sort=deadline" in chosen.url(cursor="x")


def test_fit_without_a_profile_says_what_to_do(client: Client, posted: Opportunity, tim: User) -> None:
    assert b"Fill in your profile" in entered(client, tim).get(f"{LIST}{posted.pk}/fit/").content


def test_the_map_says_in_a_table_what_it_draws(client: Client, posted: Opportunity, hana: User) -> None:
    make_opportunity(posted.host, hana, latitude="39.9", longitude="116.4", city_zh="", city_en="Beijing")
    make_opportunity(posted.host, hana, country="SG", city_zh="新加坡", city_en="Singapore")

    page = client.get(f"{LIST}map/").content.decode()
    narrowed = client.get(f"{LIST}map/", {"country": "SG"}).content.decode()

    assert page.count("</title></circle>") == 1
    assert "1 opportunity has no coordinates" in page
    assert "Beijing (2)" in page
    assert "Singapore" in narrowed
    assert "Beijing (2)" not in narrowed
    assert b"Nothing found" in client.get(f"{LIST}map/", {"country": "FR"}).content


def test_a_search_is_saved_changed_opened_and_removed(client: Client, sam: User, tim: User) -> None:
    assert client.get(f"{LIST}saved-searches/").status_code == 302
    entered(client, sam)
    form = {"search_name": "Vehicles", "frequency": "weekly", "query": "q=汽车"}
    assert client.post(f"{LIST}saved-searches/new/", form | {"frequency": "x"}).status_code == 422
    assert client.post(f"{LIST}saved-searches/new/", form).status_code == 302
    assert client.post(f"{LIST}saved-searches/new/", form).status_code == 422
    page = f"{LIST}saved-searches/{SavedSearch.objects.get().pk}/"
    assert b"Vehicles" in client.get(f"{LIST}saved-searches/").content

    changed = {"search_name": "Cars", "frequency": "off", "language": "en"}
    assert client.get(page).status_code == 200
    assert client.post(page, changed | {"search_name": ""}).status_code == 422
    assert client.post(page, changed).status_code == 302
    assert client.post(f"{page}opening/").headers["Location"] == f"{LIST}?q=%E6%B1%BD%E8%BD%A6"

    entered(client, tim)
    assert client.get(page).status_code == 404
    assert client.post(f"{page}removal/").status_code == 404
    entered(client, sam)
    assert client.post(f"{page}removal/").status_code == 302
    assert not SavedSearch.objects.exists()


def test_a_bookmark_is_set_listed_and_removed(
    client: Client, posted: Opportunity, sam: User, tim: User
) -> None:
    page = f"{LIST}{posted.pk}/bookmark/"
    assert client.post(page).status_code == 302
    entered(client, sam)
    assert page in client.get(f"{LIST}{posted.pk}/").content.decode()
    assert client.get(page).status_code == 200
    assert client.post(page).headers["Location"] == f"{LIST}{posted.pk}/"
    assert posted.title_en in client.get(f"{LIST}bookmarks/").content.decode()
    assert b"Bookmarked" in client.get(LIST).content

    removal = f"{LIST}bookmarks/{Bookmark.objects.get().pk}/removal/"
    assert entered(client, tim).post(removal).status_code == 404
    assert entered(client, sam).post(removal).status_code == 302
    assert not Bookmark.objects.exists()


def test_a_draft_cannot_be_bookmarked_or_compared(
    client: Client, host: Organisation, hana: User, sam: User
) -> None:
    draft = make_draft(host, hana)
    entered(client, sam)

    assert client.post(f"{LIST}{draft.pk}/bookmark/").status_code == 404
    assert client.get(f"{LIST}{draft.pk}/fit/").status_code == 404


def test_students_find_what_their_university_approved(
    client: Client, posted: Opportunity, hana: User, sam: User, tim: User
) -> None:
    university = make_office(tim)
    make_opportunity(posted.host, hana, title_en="Not approved")
    approve(university, posted, tim)
    entered(client, sam)
    assert "Not approved" in client.get(LIST, {"approved": "1"}).content.decode()
    make_profile(sam)
    make_student(sam, university, tim)

    page = client.get(LIST, {"approved": "1"}).content.decode()

    assert posted.title_en in page
    assert "Not approved" not in page


def test_the_api_searches_and_keeps(client: Client, posted: Opportunity, sam: User, tim: User) -> None:
    assert client.get(f"{API}/opportunities").status_code == 401
    entered(client, sam)

    found = client.get(f"{API}/opportunities", {"query": "q=汽车&kind=job"}).json()
    assert [row["id"] for row in found["items"]] == [str(posted.pk)]
    assert found["count"] == 1
    assert {"kind": {"job": 1}}["kind"] == next(c for c in found["counts"] if c["name"] == "kind")["numbers"]

    body = {"name": "Vehicles", "query": "q=汽车"}
    made = sent(client, "post", "/saved-searches", body)
    assert made.status_code == 201
    one = f"/saved-searches/{made.json()['id']}"
    assert sent(client, "patch", one, {"frequency": "off"}).json()["frequency"] == "off"
    assert sent(client, "patch", one, {"frequency": "x"}).status_code == 422
    assert client.get(f"{API}{one}").json()["name"] == "Vehicles"
    assert len(client.get(f"{API}/saved-searches").json()["items"]) == 1
    assert entered(client, tim).get(f"{API}{one}").status_code == 404
    entered(client, sam)
    assert client.delete(f"{API}{one}").status_code == 204

    mark = sent(client, "post", "/bookmarks", {"opportunity_id": str(posted.pk)})
    assert mark.status_code == 201
    assert len(client.get(f"{API}/bookmarks").json()["items"]) == 1
    assert client.delete(f"{API}/bookmarks/{mark.json()['id']}").status_code == 204


def sent(client: Client, method: str, path: str, body: dict[str, Any]) -> Any:
    return getattr(client, method)(f"{API}{path}", json.dumps(body), content_type="application/json")


def test_what_one_keeps_goes_with_the_account(posted: Opportunity, sam: User) -> None:
    save_search(sam, name="All", query="")
    set_bookmark(posted, actor=sam)

    sam.delete()

    assert not SavedSearch.objects.exists()
    assert not Bookmark.objects.exists()


def test_the_page_of_a_host_leads_to_what_it_offers_now(
    client: Client, posted: Opportunity, host: Organisation, hana: User
) -> None:
    page = f"/en/directory/organisations/{host.pk}/"
    make_draft(host, hana)

    with CaptureQueriesContext(connection) as few:
        one = client.get(page).content.decode()
    found = client.get(LIST, {"host": str(host.pk), "when": "open"}).content.decode()
    make_opportunity(host, hana)
    with CaptureQueriesContext(connection) as many:
        two = client.get(page).content.decode()
    Opportunity.objects.update(closes_at=posted.opens_at)

    assert f"{LIST}?host={host.pk}&amp;when=open" in one
    assert "1 open opportunity" in one
    assert f"{LIST}{posted.pk}/" in found
    assert "2 open opportunities" in two
    assert len(few) == len(many)
    assert "open opportunit" not in client.get(page).content.decode()
