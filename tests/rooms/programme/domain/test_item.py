import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from qiao.kit.activity.models import Activity
from qiao.kit.errors import NotPermitted
from qiao.kit.files.documents import prepare_document
from qiao.kit.files.models import StoredFile
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import Delegation, Exchange, Partner
from qiao.rooms.programme.domain.bulk import ItemDraft, add_items
from qiao.rooms.programme.domain.changes import changes_since
from qiao.rooms.programme.domain.item import add_item, change_item, move_item, remove_item
from qiao.rooms.programme.domain.material import add_material
from qiao.rooms.programme.errors import ChangedMeanwhile, OfAnotherExchange, OutsideExchange
from qiao.rooms.programme.models import Material, Place, ProgrammeItem, Speaker
from tests.kit.files.samples import pdf, upload
from tests.rooms.exchanges.conftest import fresh
from tests.rooms.programme.conftest import MakeItem


def values(exchange: Exchange, **changes: Any) -> dict[str, Any]:
    starts_at = exchange.starts_at + dt.timedelta(hours=9)
    times = {"starts_at": starts_at, "ends_at": starts_at + dt.timedelta(hours=1)}
    return {"kind": "welcome", "title_en": "Welcome"} | times | changes


def test_owner_adds_a_session_for_those_who_are_named(
    exchange: Exchange, ari: User, hall: Place, delegation: Delegation
) -> None:
    given = values(exchange, place=hall, audience="chosen", delegations=[delegation])

    item = add_item(exchange, actor=ari, values=given)

    assert list(item.delegations.all()) == [delegation]
    row = Activity.objects.of(item).get()
    assert row.action == "programme.item.added"
    assert row.changes["delegations"] == [[], [str(delegation.pk)]]


@pytest.mark.parametrize(("begins", "ends"), [(-1, 9), (9, 49), (48, 50), (-5, -4)])
def test_session_outside_the_days_is_refused(exchange: Exchange, fay: User, begins: int, ends: int) -> None:
    first = exchange.starts_at
    times = {"starts_at": first + dt.timedelta(hours=begins), "ends_at": first + dt.timedelta(hours=ends)}

    with pytest.raises(OutsideExchange) as refusal:
        add_item(exchange, actor=fay, values=values(exchange, **times))

    assert "May 10, 2099 to May 11, 2099 (Asia/Shanghai)" in str(refusal.value)
    assert not ProgrammeItem.objects.exists()


@pytest.mark.parametrize("minutes", [0, -30])
def test_session_ends_after_it_begins(exchange: Exchange, fay: User, minutes: int) -> None:
    given = values(exchange)
    given["ends_at"] = given["starts_at"] + dt.timedelta(minutes=minutes)

    with pytest.raises(ValidationError, match="ends after it begins"):
        add_item(exchange, actor=fay, values=given)


def test_place_of_another_exchange_is_refused(exchange: Exchange, fay: User, item: ProgrammeItem) -> None:
    other = Exchange.objects.create(name_en="Other", starts_on=exchange.starts_on, ends_on=exchange.ends_on)
    place = Place.objects.create(exchange=other, name_en="Elsewhere")

    with pytest.raises(OfAnotherExchange, match="Elsewhere"):
        change_item(item, actor=fay, values={"place": place}, version=1)


def test_change_counts_the_version_and_says_what(item: ProgrammeItem, fay: User, room: Place) -> None:
    changed = change_item(item, actor=fay, values={"place": room, "title_en": "Opening"}, version=1)

    assert changed.version == 2
    row = Activity.objects.of(item).get(action="programme.item.changed")
    assert row.changes["title_en"] == ["Welcome", "Opening"]
    assert row.changes["version"] == [1, 2]


def test_change_of_nothing_counts_nothing(item: ProgrammeItem, fay: User) -> None:
    assert change_item(item, actor=fay, values={"title_en": "Welcome"}, version=1).version == 1


def test_second_of_two_editors_is_told_of_the_first(
    item: ProgrammeItem, fay: User, ari: User, room: Place
) -> None:
    change_item(item, actor=ari, values={"title_en": "Opening", "place": room}, version=1)
    change_item(item, actor=ari, values={"title_en": "Grand opening"}, version=2)

    with pytest.raises(ChangedMeanwhile):
        change_item(item, actor=fay, values={"title_en": "Hello"}, version=1)

    told = {change.name: (change.was, change.now, change.by) for change in changes_since(fresh(item), 1)}
    assert told == {"title_en": ("Welcome", "Grand opening", ari), "place": ("Hall", "Room 2", ari)}
    assert fresh(item).title_en == "Grand opening"


def test_change_that_was_taken_back_is_none(item: ProgrammeItem, fay: User) -> None:
    change_item(item, actor=fay, values={"title_en": "Opening"}, version=1)
    change_item(item, actor=fay, values={"title_en": "Welcome"}, version=2)

    assert changes_since(fresh(item), 1) == []


def test_times_are_told_by_the_clock_there(item: ProgrammeItem, fay: User) -> None:
    move_item(item, actor=fay, starts_at=item.starts_at + dt.timedelta(hours=1), version=1)

    told = {change.name: (change.was, change.now) for change in changes_since(fresh(item), 1)}
    assert told["starts_at"] == ("May 10, 2099, 09:00", "May 10, 2099, 10:00")


def test_host_says_what_its_session_is_about_and_no_more(
    make_item: MakeItem, hui: User, host: Partner, room: Place
) -> None:
    item = make_item(host=host)

    changed = change_item(
        item, actor=hui, values={"title_en": "Our laboratories", "place": room, "capacity": 5}, version=1
    )

    assert (changed.title_en, changed.place, changed.capacity) == ("Our laboratories", None, None)


@pytest.mark.parametrize("who", ["nan", "hui", "sam", "una"])
def test_others_change_nothing(
    item: ProgrammeItem, exchange: Exchange, who: str, request: pytest.FixtureRequest
) -> None:
    actor = request.getfixturevalue(who)

    for call in (
        lambda: change_item(item, actor=actor, values={"title_en": "Mine"}, version=1),
        lambda: move_item(item, actor=actor, starts_at=item.starts_at, version=1),
        lambda: add_item(exchange, actor=actor, values=values(exchange)),
        lambda: add_items(exchange, actor=actor, drafts=[ItemDraft(values(exchange))]),
        lambda: remove_item(item, actor=actor),
    ):
        with pytest.raises(NotPermitted):
            call()
    assert fresh(item).title_en == "Welcome"


def test_removal_leaves_its_title_in_the_log(item: ProgrammeItem, fay: User) -> None:
    remove_item(item, actor=fay)

    row = Activity.objects.of(item.exchange).get(action="programme.item.removed")
    assert row.changes["title_en"] == ["Welcome", ""]


def test_hundreds_are_stored_in_few_queries(
    exchange: Exchange,
    fay: User,
    hall: Place,
    delegation: Delegation,
    host: Partner,
    django_assert_max_num_queries: Any,
) -> None:
    drafts = [
        ItemDraft(
            values(exchange, title_en=f"Session {number}", place=hall),
            delegations=[delegation],
            partners=[host],
            speakers=[{"name_en": "Ada"}, {"name_en": "Ida", "role": "interpreter"}],
        )
        for number in range(600)
    ]

    with django_assert_max_num_queries(80):
        add_items(exchange, actor=fay, drafts=drafts)

    assert ProgrammeItem.objects.count() == 600
    assert Speaker.objects.filter(position=1, role="interpreter").count() == 600
    assert delegation.items.count() == host.attended_items.count() == 600


@pytest.mark.parametrize(
    "changes", [{"title_en": ""}, {"kind": "nonsense"}, {"ends_at": dt.datetime(2099, 5, 10, tzinfo=dt.UTC)}]
)
def test_one_that_cannot_be_stored_stops_all(exchange: Exchange, fay: User, changes: dict[str, Any]) -> None:
    good, bad = values(exchange), values(exchange, **changes)

    with pytest.raises(ValidationError):
        add_items(exchange, actor=fay, drafts=[ItemDraft(good), ItemDraft(bad)])

    assert not ProgrammeItem.objects.exists()


def test_removal_takes_the_files_of_its_materials_along(item: ProgrammeItem, fay: User) -> None:
    material = Material(exchange=item.exchange, item=item, kind="handout", title_en="Handout")
    add_material(material, actor=fay, files={"file": prepare_document(upload(pdf(), "handout.pdf"))})
    assert StoredFile.objects.exists()

    remove_item(item, actor=fay)

    assert not StoredFile.objects.exists()
