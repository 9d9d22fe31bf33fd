import json
from xml.etree import ElementTree as Xml

import pytest
from django.test import Client

from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Organisation
from qiao.rooms.opportunities import feeds
from qiao.rooms.opportunities.domain.opportunity import close_opportunity
from qiao.rooms.opportunities.models import Opportunity
from tests.rooms.opportunities.factory import make_opportunity

FEEDS = ["/en/opportunities/feed.json", "/zh-hans/opportunities/feed.atom"]
ATOM = "{http://www.w3.org/2005/Atom}"


def test_json_feed_holds_published_ones_alone(
    client: Client, job: Opportunity, draft: Opportunity, host: Organisation, hana: User
) -> None:
    close_opportunity(make_opportunity(host, hana), actor=hana, reason="filled")

    found = client.get(FEEDS[0]).json()

    assert [item["id"] for item in found["items"]] == [job.pk.urn]
    item = found["items"][0]
    assert (item["title"], item["authors"], item["tags"]) == (
        *("Engineer for connected vehicles", [{"name": "Innovation Centre"}], ["Job"]),
    )
    assert item["_qiao"]["places"] == 2
    assert found["version"] == "https://jsonfeed.org/version/1.1"


def test_atom_feed_is_in_the_language_of_its_address(client: Client, job: Opportunity) -> None:
    root = Xml.fromstring(client.get(FEEDS[1]).content)

    entry = root.find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}title") == job.title_zh
    assert entry.findtext(f"{ATOM}id") == job.pk.urn


@pytest.mark.parametrize("address", FEEDS)
def test_feed_is_not_sent_twice(address: str, client: Client, job: Opportunity) -> None:
    first = client.get(address)

    by_tag = client.get(address, headers={"if-none-match": first["ETag"]})
    by_time = client.get(address, headers={"if-modified-since": first["Last-Modified"]})

    assert (first.status_code, by_tag.status_code, by_time.status_code) == (200, 304, 304)


def test_feed_goes_on_page_by_page(
    client: Client, host: Organisation, hana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "SIZE", 2)
    made = [make_opportunity(host, hana) for _time in range(3)]

    first = client.get(FEEDS[0]).json()
    second = client.get(first["next_url"].removeprefix("http://testserver")).json()

    assert [item["id"] for item in first["items"]] == [row.pk.urn for row in (made[2], made[1])]
    assert [item["id"] for item in second["items"]] == [made[0].pk.urn]
    assert "next_url" not in second
    root = Xml.fromstring(client.get(FEEDS[1]).content)
    assert [link.get("rel") for link in root.findall(f"{ATOM}link")].count("next") == 1


def test_feed_without_entries_is_a_feed(client: Client, db: None) -> None:
    assert json.loads(client.get(FEEDS[0]).content)["items"] == []
    assert client.get(FEEDS[1]).status_code == 200
    assert client.get(f"{FEEDS[0]}?cursor=nonsense").status_code == 400


def test_calendar_holds_the_deadlines_to_come(client: Client, job: Opportunity) -> None:
    response = client.get(f"/en/opportunities/{job.pk}/deadlines.ics")

    text = response.content.decode()
    assert response.headers["Content-Type"].startswith("text/calendar")
    assert text.count("BEGIN:VEVENT") == 1
    assert f"intake-{job.intakes.get().pk}@" in text.replace("\r\n ", "")
