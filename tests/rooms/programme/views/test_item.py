"""Pages of sessions, places and speakers, and two people who edit one session."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import Delegation, Exchange, Partner
from qiao.rooms.programme.domain.item import change_item
from qiao.rooms.programme.models import Place, ProgrammeItem, Speaker, Track, TransferTime
from tests.rooms.exchanges.conftest import fresh
from tests.rooms.programme.conftest import MakeItem, browser_of, post


def given(item: ProgrammeItem, **changes: Any) -> dict[str, Any]:
    """What the browser sends of an untouched form, with changes."""
    return {
        "version": str(item.version),
        "kind": item.kind,
        "title_zh": item.title_zh,
        "title_en": item.title_en,
        "starts_at": "2099-05-10T09:00",
        "ends_at": "2099-05-10T10:00",
        "place": str(item.place_id or ""),
        "audience": item.audience,
        "is_public": "on",
        "state": item.state,
        "languages": ["zh"],
    } | changes


def read(user: User, name: str, *args: Any) -> Any:
    return browser_of(user).get(reverse(f"programme:{name}", args=args))


def test_session_is_added_by_the_clock_there(
    fay: User, exchange: Exchange, hall: Place, delegation: Delegation
) -> None:
    sent = {
        "kind": "film",
        "title_zh": "宣传片",
        "starts_at": "2099-05-11T14:00",
        "ends_at": "2099-05-11T14:20",
        "place": str(hall.pk),
        "audience": "chosen",
        "delegations": [str(delegation.pk)],
        "languages": ["zh", "en"],
        "state": "planned",
    }

    answer = post(browser_of(fay), "item_new", exchange.pk, **sent)

    item = ProgrammeItem.objects.get()
    assert answer.status_code == 302
    assert item.starts_at == dt.datetime(2099, 5, 11, 6, tzinfo=dt.UTC)
    assert item.languages == ["zh", "en"]
    assert list(item.delegations.all()) == [delegation]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"starts_at": "2099-05-09T09:00"}, "The exchange is from May 10, 2099 to May 11, 2099"),
        ({"ends_at": "2099-05-10T08:00"}, "A session ends after it begins."),
        ({"place": "00000000-0000-0000-0000-000000000000"}, "Select a valid choice"),
        ({"title_en": ""}, "Write this in at least one language."),
        ({"capacity": "0"}, "greater than or equal to 1"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(
    fay: User, item: ProgrammeItem, changes: dict[str, str], sentence: str
) -> None:
    answer = post(browser_of(fay), "item", item.pk, **given(item, **changes))

    assert answer.status_code == 422
    assert sentence in answer.text
    assert fresh(item).version == 1


def test_saving_names_the_conflicts(fay: User, item: ProgrammeItem, make_item: MakeItem, hall: Place) -> None:
    make_item("Film", at="9:30", place=hall)

    saved = post(browser_of(fay), "item", item.pk, **given(item, title_en="Opening"))
    page = read(fay, "item", item.pk)

    assert saved.status_code == 302
    assert "“Film” begins in Hall while “Opening” is still there." in page.text


def test_second_editor_sees_the_change_and_loses_nothing(
    fay: User, ari: User, item: ProgrammeItem, room: Place
) -> None:
    sent = given(item, title_en="Hello everybody")
    change_item(item, actor=ari, values={"title_en": "Opening", "place": room}, version=1)

    answer = post(browser_of(fay), "item", item.pk, **sent)

    assert answer.status_code == 422
    assert fresh(item).title_en == "Opening"
    changes = {change.name: (change.now, untouched) for change, untouched in answer.context["changes"]}
    assert changes == {"title_en": ("Opening", False), "place": ("Room 2", True)}
    assert 'value="Hello everybody"' in answer.text
    assert '<input type="hidden" name="version" value="2"' in answer.text


def test_second_editor_takes_one_field_and_overwrites_the_other(
    fay: User, ari: User, item: ProgrammeItem, room: Place
) -> None:
    sent = given(item, title_en="Hello everybody")
    change_item(item, actor=ari, values={"title_en": "Opening", "place": room}, version=1)

    post(browser_of(fay), "item", item.pk, **sent | {"version": "2", "take": ["place"]})

    item = fresh(item)
    assert (item.title_en, item.place, item.version) == ("Hello everybody", room, 3)


@pytest.mark.parametrize("name", ["starts_at", "languages", "is_public", "delegations", "audience", "track"])
def test_every_kind_of_field_can_be_taken(
    fay: User, ari: User, item: ProgrammeItem, delegation: Delegation, name: str
) -> None:
    track = Track.objects.create(exchange=item.exchange, name_en="Policy")
    wanted: dict[str, Any] = {
        "starts_at": item.starts_at + dt.timedelta(minutes=25),
        "languages": ["en", "fr"],
        "is_public": False,
        "delegations": [delegation],
        "audience": "chosen",
        "track": track,
    }
    sent = given(item)
    change_item(item, actor=ari, values={name: wanted[name]}, version=1)

    answer = post(browser_of(fay), "item", item.pk, **sent | {"version": "2", "take": [name]})

    now = fresh(item)
    value = list(now.delegations.all()) if name == "delegations" else getattr(now, name)
    assert answer.status_code == 302
    assert value == wanted[name]


@pytest.mark.parametrize("version", ["", "0", "7", "nonsense"])
def test_version_that_nobody_has_seen_changes_nothing(fay: User, item: ProgrammeItem, version: str) -> None:
    answer = post(browser_of(fay), "item", item.pk, **given(item, title_en="Mine", version=version))

    assert answer.status_code == 422
    assert fresh(item).title_en == "Welcome"


def test_host_is_offered_what_it_may_write(hui: User, host: Partner, make_item: MakeItem) -> None:
    item = make_item(host=host)

    form = read(hui, "item", item.pk).context["form"]
    saved = post(browser_of(hui), "item", item.pk, version="1", title_en="Our laboratories")

    assert set(form.fields) == {
        *("version", "title_zh", "title_en", "summary_zh", "summary_en", "languages", "interpretation")
    }
    assert saved.status_code == 302
    assert fresh(item).title_en == "Our laboratories"


def test_partners_read_and_strangers_find_nothing(nan: User, sam: User, item: ProgrammeItem) -> None:
    assert read(nan, "item", item.pk).context["form"] is None
    assert post(browser_of(nan), "item", item.pk, **given(item)).status_code == 404
    assert read(sam, "item", item.pk).status_code == 404
    assert read(sam, "items", item.exchange_id).status_code == 404
    assert read(sam, "places", item.exchange_id).status_code == 404


def test_speaker_is_named_changed_and_taken_out(fay: User, item: ProgrammeItem) -> None:
    client = browser_of(fay)

    nobody = post(client, "speaker_new", item.pk, role="speaker", position="0")
    made = post(client, "speaker_new", item.pk, role="interpreter", name_zh="林文", position="0")
    speaker = Speaker.objects.get()
    post(client, "speaker_edit", speaker.pk, role="speaker", name_zh="林文", name_en="Lin Wen", position="0")

    assert (nobody.status_code, made.status_code) == (422, 302)
    assert (fresh(speaker).name_en, fresh(speaker).role) == ("Lin Wen", "speaker")
    post(client, "speaker_removal", speaker.pk)
    assert not Speaker.objects.exists()


def test_places_ways_and_tracks_are_written(fay: User, exchange: Exchange) -> None:
    client = browser_of(fay)
    post(client, "place_new", exchange.pk, kind="venue", name_en="Centre", position="0")
    post(client, "place_new", exchange.pk, kind="stop", name_en="Station", position="1")
    one, other = Place.objects.all()

    refused = post(client, "place_edit", one.pk, kind="venue", name_en="Centre", position="0", capacity="0")
    post(client, "transfers", exchange.pk, one=str(one.pk), other=str(other.pk), minutes="25")
    post(client, "tracks", exchange.pk, name_en="Policy", position="0")

    assert refused.status_code == 422
    assert TransferTime.objects.get().minutes == 25
    assert Track.objects.get().name_en == "Policy"
    post(client, "transfer_removal", TransferTime.objects.get().pk)
    post(client, "track_removal", Track.objects.get().pk)
    post(client, "place_removal", other.pk)
    assert list(Place.objects.all()) == [one]


@pytest.mark.parametrize("number", [1, 3, 20, 200])
def test_lists_take_the_same_queries(
    fay: User, exchange: Exchange, venue: Place, number: int, django_assert_max_num_queries: Any
) -> None:
    start = exchange.starts_at
    ProgrammeItem.objects.bulk_create(
        ProgrammeItem(
            exchange=exchange,
            kind="panel",
            title_en=f"Session {each}",
            starts_at=start + dt.timedelta(minutes=each),
            ends_at=start + dt.timedelta(minutes=each + 30),
            place=venue,
        )
        for each in range(number)
    )
    client, url = browser_of(fay), reverse("programme:items", args=[exchange.pk]) + "?q=session&kind=panel"
    client.get(url)  # a first request of the day writes when its sender was last seen

    with django_assert_max_num_queries(18):
        answer = client.get(url)

    assert len(answer.context["listing"].items) == min(number, 50)


def test_places_lead_to_their_form_for_those_alone_who_may_change_them(
    fay: User, hui: User, exchange: Exchange, hall: Place
) -> None:
    address = reverse("programme:place_edit", args=[hall.pk])

    pages = [read(user, "places", exchange.pk) for user in (fay, hui)]

    assert [page.status_code for page in pages] == [200, 200]
    assert [str(hall.name) in page.text for page in pages] == [True, True]
    assert [address in page.text for page in pages] == [True, False]
