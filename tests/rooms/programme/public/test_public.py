import datetime as dt
import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from qiao.rooms.accounts.models import User
from qiao.rooms.directory.enums import Visibility
from qiao.rooms.directory.models import Person
from qiao.rooms.exchanges.models import Delegation, DelegationMember, Exchange
from qiao.rooms.programme.models import Material, Place, ProgrammeItem, Release, RenderedCopy, Speaker, Track
from tests.rooms.exchanges.conftest import organisation
from tests.rooms.programme.public.conftest import Released

HOSTILE = "</script><script>alert(1)</script>\"'&<b>"


def address(exchange: Exchange, **query: str) -> str:
    return reverse("programme:public", args=[exchange.pk], query=query)


def page_of(exchange: Exchange, **query: str) -> str:
    return Client().get(address(exchange, **query)).content.decode()


def known(user: User, name: str, visibility: Visibility) -> Person:
    consent = {"consented_at": timezone.now(), "consent_basis": "own"}
    return Person.objects.create(user=user, name_en=name, visibility=visibility, **consent)


def jsonld(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert found is not None
    return dict(json.loads(found[1]))


def test_public_page_shows_what_was_released(
    exchange: Exchange,
    welcome: ProgrammeItem,
    panel: ProgrammeItem,
    internal: ProgrammeItem,
    release: Released,
) -> None:
    release()
    ProgrammeItem.objects.filter(pk=welcome.pk).update(title_en="Renamed since")

    page = page_of(exchange)

    assert f'<a href="{welcome.pk}/">Welcome</a>' in page
    assert "Hall, Centre · Talent · Chinese / English" in page
    assert '<time datetime="2099-05-10T01:00Z">09:00</time>–10:00' in page
    assert "Staff breakfast" not in page
    assert "Renamed since" not in page


def test_public_page_names_organisers_in_order_and_universities(
    exchange: Exchange, delegation: Delegation
) -> None:
    page = page_of(exchange)

    assert page.index("Federation") < page.index("Association") < page.index("Innovation Centre")
    assert '<th scope="row">United States</th>' in page
    assert "Columbia University" in page
    assert "The programme has not been released yet" in page


def test_public_page_names_only_people_who_made_their_page_public(
    exchange: Exchange, delegation: Delegation, una: User, mia: User
) -> None:
    for number, (user, visibility) in enumerate(((una, Visibility.PUBLIC), (mia, Visibility.MEMBERS)), 1):
        known(user, f"Person {number}", visibility)
        DelegationMember.objects.create(
            delegation=delegation, seat=number, name_en=f"Seat {number}", user=user, state="confirmed"
        )

    page = page_of(exchange)

    assert "Person 1" in page
    assert "Person 2" not in page
    assert "Seat" not in page


def test_public_page_forgets_a_person_who_withdraws_at_once(
    exchange: Exchange, delegation: Delegation, una: User
) -> None:
    person = known(una, "Una Example", Visibility.PUBLIC)
    DelegationMember.objects.create(delegation=delegation, seat=1, name_en="Una", user=una, state="confirmed")
    before = page_of(exchange)
    person.visibility = Visibility.PRIVATE
    person.save()

    after = page_of(exchange)

    assert "Una Example" in before
    assert "Una Example" not in after


@pytest.mark.parametrize(
    ("choice", "shown"),
    [
        ("track", {"Welcome"}),
        ("place", {"Panel on joint laboratories"}),
        ("language", {"Panel on joint laboratories", "Welcome"}),
    ],
)
def test_public_page_is_narrowed_by_links(
    exchange: Exchange,
    welcome: ProgrammeItem,
    panel: ProgrammeItem,
    release: Released,
    english: Track,
    room: Place,
    choice: str,
    shown: set[str],
) -> None:
    release()
    value = {"track": str(english.pk), "place": str(room.pk), "language": "en"}[choice]

    page = page_of(exchange, **{choice: value})

    assert f'<a href="?{choice}={value}" aria-current="true">' in page
    assert {
        title for title in ("Welcome", "Panel on joint laboratories") if f'/">{title}</a>' in page
    } == shown


def test_public_page_of_an_unknown_choice_is_not_found(
    client: Client, exchange: Exchange, welcome: ProgrammeItem, release: Released
) -> None:
    release()

    answers = [
        client.get(address(exchange, track=value)).status_code for value in ("nothing", str(welcome.pk))
    ]

    assert answers == [404, 404]
    assert not RenderedCopy.objects.filter(exchange=exchange).exists()


@pytest.mark.parametrize("number", [1, 3, 20, 200])
def test_public_page_takes_two_queries_once_it_is_kept(
    client: Client,
    exchange: Exchange,
    make_item: Any,
    release: Released,
    django_assert_num_queries: Any,
    number: int,
) -> None:
    for each in range(number):
        make_item(f"Session {each}")
    release()
    client.get(address(exchange))

    with django_assert_num_queries(2):
        answer = client.get(address(exchange))

    assert answer.content.decode().count('/">Session ') == number


@pytest.mark.parametrize("number", [1, 20, 200])
def test_public_page_is_rendered_in_a_constant_number_of_queries(
    client: Client,
    exchange: Exchange,
    make_item: Any,
    release: Released,
    django_assert_num_queries: Any,
    number: int,
) -> None:
    for each in range(number):
        make_item(f"Session {each}")
    release()

    with django_assert_num_queries(12):
        client.get(address(exchange))


def test_public_page_of_400_sessions_is_light(
    client: Client, exchange: Exchange, english: Track, hall: Place, release: Released
) -> None:
    ProgrammeItem.objects.bulk_create(
        ProgrammeItem(
            exchange=exchange, kind="panel", title_en=f"Joint cultivation of talent in laboratory {number}",
            starts_at=exchange.starts_at + dt.timedelta(minutes=5 * (number // 10)),
            ends_at=exchange.starts_at + dt.timedelta(minutes=5 * (number // 10) + 20),
            track=english, place=hall, languages=["zh", "en"],
        )
        for number in range(400)
    )  # fmt: skip
    release()

    content = client.get(address(exchange)).content

    assert content.count(b"Joint cultivation") == 400
    assert len(content) < 150_000


def test_public_page_is_answered_304_until_it_changes(
    client: Client, exchange: Exchange, welcome: ProgrammeItem, release: Released
) -> None:
    release()
    etag = client.get(address(exchange))["ETag"]
    again = client.get(address(exchange), headers={"If-None-Match": etag})
    ProgrammeItem.objects.filter(pk=welcome.pk).update(title_en="Grand welcome")
    release()

    after = client.get(address(exchange), headers={"If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")
    assert after.status_code == 200
    assert b"Grand welcome" in after.content


def test_public_page_is_made_anew_when_what_it_shows_changes(exchange: Exchange, centre: Any) -> None:
    pages = [page_of(exchange)]
    Material.objects.create(
        exchange=exchange, kind="link", title_en="Brochure", url="https://a.example/", access="public"
    )
    pages.append(page_of(exchange))
    centre.name_en = "Centre of Innovation"
    centre.save()
    pages.append(page_of(exchange))
    exchange.partners.filter(organisation=centre).delete()
    pages.append(page_of(exchange))

    assert ["Brochure" in page for page in pages] == [False, True, True, True]
    assert ["Centre of Innovation" in page for page in pages] == [False, False, True, False]


def test_public_page_of_somebody_signed_in_is_their_own(
    client: Client, exchange: Exchange, welcome: ProgrammeItem, release: Released, una: User
) -> None:
    release()
    User.objects.filter(pk=una.pk).update(time_zone="America/New_York")
    client.force_login(una)

    answer = client.get(address(exchange))

    assert "ETag" not in answer
    assert answer["Cache-Control"] == "private, no-store"
    assert '<span class="there">05/09/2099 21:00–22:00</span>' in answer.content.decode()
    assert "America/New_York" not in page_of(exchange)


@pytest.mark.parametrize(("role", "status"), [("fay", 200), ("hui", 200), ("sam", 404), ("", 404)])
def test_public_page_of_a_draft_is_for_those_who_prepare_it(
    client: Client, draft: Exchange, host: Any, request: pytest.FixtureRequest, role: str, status: int
) -> None:
    if role:
        client.force_login(request.getfixturevalue(role))

    answer = client.get(address(draft))

    assert answer.status_code == status


def test_public_page_holds_hostile_titles_as_text(
    exchange: Exchange, make_item: Any, release: Released, fay: User
) -> None:
    make_item(HOSTILE)
    Exchange.objects.filter(pk=exchange.pk).update(name_en=HOSTILE)
    release()

    page = page_of(exchange)

    assert "<script>alert" not in page
    assert "<b>" not in page
    assert jsonld(page)["name"] == HOSTILE
    assert jsonld(page)["subEvent"][0]["name"] == HOSTILE


def test_public_page_describes_itself(
    exchange: Exchange, welcome: ProgrammeItem, internal: ProgrammeItem, release: Released
) -> None:
    release()

    page = page_of(exchange)
    told = jsonld(page)

    assert (told["@type"], told["startDate"], told["endDate"]) == ("Event", "2099-05-10", "2099-05-11")
    assert [each["name"] for each in told["organizer"]] == ["Federation", "Association"]
    assert [(each["name"], each["startDate"]) for each in told["subEvent"]] == [
        ("Welcome", "2099-05-10T09:00+08:00")
    ]
    assert '<meta property="og:title" content="Overseas Talent Exchange">' in page


def test_public_page_reads_chinese(exchange: Exchange, welcome: ProgrammeItem, release: Released) -> None:
    release()

    page = Client().get(address(exchange).replace("/en/", "/zh-hans/")).content.decode()

    assert "欢迎仪式</a>" in page
    assert "海外人才交流活动" in page
    assert '<html lang="zh-Hans">' in page


def test_session_page_shows_who_speaks_and_public_materials(
    client: Client, exchange: Exchange, welcome: ProgrammeItem, release: Released, una: User, mia: User
) -> None:
    for number, (user, visibility) in enumerate(((una, Visibility.PUBLIC), (mia, Visibility.PRIVATE)), 1):
        person = known(user, f"Person {number}", visibility)
        Speaker.objects.create(item=welcome, person=person)
    Speaker.objects.create(item=welcome, name_en="Ada Guest", role="moderator")
    for access in ("public", "participants"):
        Material.objects.create(
            exchange=exchange,
            item=welcome,
            kind="link",
            title_en=f"For {access}",
            url="https://a.example/",
            access=access,
        )
    release()

    page = client.get(reverse("programme:public_session", args=[exchange.pk, welcome.pk])).content.decode()

    assert "Person 1" in page
    assert "Person 2" not in page
    assert "Ada Guest (Moderator)" in page
    assert "For public" in page
    assert "For participants" not in page
    assert jsonld(page)["superEvent"]["name"] == "Overseas Talent Exchange"


def test_session_page_forgets_a_speaker_who_withdraws_though_the_working_copy_lost_them(
    client: Client, exchange: Exchange, welcome: ProgrammeItem, release: Released, una: User
) -> None:
    person = known(una, "Una Example", Visibility.PUBLIC)
    speaker = Speaker.objects.create(item=welcome, person=person)
    release()
    path = reverse("programme:public_session", args=[exchange.pk, welcome.pk])
    before = client.get(path).content.decode()
    speaker.delete()
    person.visibility = Visibility.PRIVATE
    person.save()

    assert "Una Example" in before
    assert "Una Example" not in client.get(path).content.decode()


def test_session_page_takes_two_queries_once_it_is_kept(
    client: Client,
    exchange: Exchange,
    welcome: ProgrammeItem,
    release: Released,
    django_assert_num_queries: Any,
) -> None:
    release()
    url = reverse("programme:public_session", args=[exchange.pk, welcome.pk])
    client.get(url)

    with django_assert_num_queries(2):
        client.get(url)


def test_session_page_of_what_is_not_public_is_not_found(
    client: Client, exchange: Exchange, internal: ProgrammeItem, release: Released
) -> None:
    release()

    answer = client.get(reverse("programme:public_session", args=[exchange.pk, internal.pk]))

    assert answer.status_code == 404


def test_copies_are_as_many_as_addresses(
    client: Client, exchange: Exchange, welcome: ProgrammeItem, release: Released
) -> None:
    for _number in range(3):
        release()
        client.get(address(exchange))

    assert Release.objects.filter(exchange=exchange).count() == 3
    assert RenderedCopy.objects.filter(exchange=exchange).count() == 2  # the content, and the whole page


def test_universities_without_seats_are_not_shown(exchange: Exchange, invited: Delegation) -> None:
    organisation("Elsewhere College")

    page = page_of(exchange)

    assert "Columbia" not in page
    assert "Elsewhere College" not in page
