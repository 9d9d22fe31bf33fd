"""Pages of the registration: who sees them, what a draft does, two writers, and lists that cost the same."""

import io
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import Delegation, DelegationMember, Exchange
from qiao.rooms.registration.domain.needs import NeedDraft, save_needs
from qiao.rooms.registration.domain.sharing import revoke_totals, share_totals
from qiao.rooms.registration.enums import TotalsKind
from qiao.rooms.registration.listings import RegistrationList, registrations_for
from qiao.rooms.registration.models import (
    Answer,
    FormPage,
    Need,
    Option,
    Question,
    Registration,
    Review,
    Stay,
    TravelLeg,
)
from tests.rooms.registration.conftest import Ask, answer, approve, of
from tests.support.entering import enter

PEOPLE = ["mia", "una", "fay", "hui", "sam", "opal"]


def sees(client: Client, name: str, *args: Any) -> int:
    return client.get(reverse(f"registration:{name}", args=args)).status_code


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("member", {"mia", "una", "fay"}),
        ("member_needs", {"mia", "una"}),
        ("member_nights", {"mia", "una"}),
        ("member_organisers", {"fay"}),
    ],
)
def test_pages_of_a_member_are_open_to(
    client: Client, registration: Registration, name: str, who: set[str], request: pytest.FixtureRequest
) -> None:
    assert registration.member is not None

    found = {
        each
        for each in PEOPLE
        if sees(enter(client, request.getfixturevalue(each)), name, registration.member.pk) == 200
    }

    assert found == who


@pytest.mark.parametrize(
    "name", ["form", "form_settings", "page_new", "registrations", "reviews", "hotels", "hotel_new", "totals"]
)
def test_tools_are_open_to_owners_alone(
    client: Client, exchange: Exchange, name: str, request: pytest.FixtureRequest
) -> None:
    found = {
        each
        for each in [*PEOPLE, "ari"]
        if sees(enter(client, request.getfixturevalue(each)), name, exchange.pk) == 200
    }

    assert found == {"fay", "ari"}


def test_owner_builds_a_form(client: Client, exchange: Exchange, page: FormPage, fay: User) -> None:
    enter(client, fay)
    new = reverse("registration:question_new", args=[page.pk])
    common = {"scope": "person", "required": "never"}

    client.post(new, common | {"label_en": "Topic", "kind": "one"})
    topic = Question.objects.get()
    client.post(reverse("registration:option_new", args=[topic.pk]), {"label_en": "Cars"})
    option = Option.objects.get()
    condition = {"condition": [f"{topic.pk}:{option.pk}"]}
    answer = client.post(new, common | {"label_en": "Which car?", "kind": "line"} | condition)
    follow = Question.objects.get(kind="line")
    client.post(reverse("registration:question_position", args=[follow.pk, "up"]))

    assert answer.status_code == 302
    assert (follow.shown_if, follow.shown_for) == (topic, [str(option.pk)])
    assert list(page.questions.all()) == [topic, follow]


def test_form_says_what_is_wrong_where(client: Client, page: FormPage, fay: User) -> None:
    enter(client, fay)

    answer = client.post(reverse("registration:question_new", args=[page.pk]), {"kind": "line"})

    assert answer.status_code == 422
    assert "scope" in answer.context["form"].errors


def fill(
    client: Client, registration: Registration, page: FormPage, data: dict[str, Any], query: str = ""
) -> Any:
    assert registration.member is not None
    url = reverse("registration:member_answers", args=[registration.member.pk, page.pk])
    shown = client.get(url).context["form"]
    hidden = {"version": shown["version"].value(), "shown": shown["shown"].value()}
    return client.post(url + query, hidden | data)


def test_draft_is_saved_and_leads_to_further_questions(
    client: Client, ask: Ask, page: FormPage, registration: Registration, mia: User
) -> None:
    bus = ask("Bus?", kind="yes_no", required="submission")
    seat = ask("Seat", shown_if=bus, shown_for=["yes"])
    enter(client, mia)

    asked = fill(client, registration, page, {bus.field_name: "yes"}, "?refresh=1")
    nothing = Answer.objects.count()
    saved = fill(client, registration, page, {bus.field_name: "yes"})
    again = client.get(saved.url)

    assert seat.field_name in asked.context["form"].fields
    assert (nothing, Answer.objects.get().value) == (0, True)
    assert (saved.url, seat.field_name in again.context["form"].fields) == (
        *(reverse("registration:member_answers", args=[registration.member_id, page.pk]), True),
    )


def test_wrong_answer_comes_back_with_a_sentence(
    client: Client, ask: Ask, page: FormPage, registration: Registration, mia: User
) -> None:
    number = ask("Number", kind="number")

    found = fill(enter(client, mia), registration, page, {number.field_name: "many"})

    assert found.status_code == 422
    assert b"Write a number in digits" in found.content


def test_second_writer_sees_the_first_beside_the_own(
    client: Client, ask: Ask, page: FormPage, registration: Registration, mia: User, una: User
) -> None:
    topic = ask("Topic")
    enter(client, mia)
    answer(registration, una, (topic, "Cars"))
    url = reverse("registration:member_answers", args=[registration.member_id, page.pk])
    late = {"version": 0, "shown": topic.pk.hex, topic.field_name: "Law"}

    refused = client.post(url, late)
    form = refused.context["form"]
    client.post(url, late | {"version": form["version"].value()})

    assert (refused.status_code, form.errors[topic.field_name]) == (422, ["Saved meanwhile: Cars"])
    assert Answer.objects.get().value == "Law"


def test_needs_travel_and_nights_are_told(client: Client, registration: Registration, mia: User) -> None:
    enter(client, mia)
    pk = registration.member_id

    needs = {"version": 0, "diet": ["vegan"], "allergy_note": "Kiwi"}
    client.post(reverse("registration:member_needs", args=[pk]), needs)
    leg = {"version": 0, "at": "2099-05-09T14:30", "time_zone": "America/New_York", "transport": "flight"}
    client.post(reverse("registration:member_travel", args=[pk, "arrival"]), leg)
    nights = {"version": 0, "first_night": "2099-05-09", "nights": 2, "room_kind": "twin"}
    client.post(reverse("registration:member_nights", args=[pk]), nights)

    assert set(Need.objects.values_list("kind", "code", "note")) == {
        ("diet", "vegan", ""),
        ("allergy", "other", "Kiwi"),
    }
    assert TravelLeg.objects.get().at.isoformat() == "2099-05-09T18:30:00+00:00"
    assert Stay.objects.get().nights == 2


@pytest.mark.parametrize(
    ("name", "more", "given", "field"),
    [
        ("member_travel", ["arrival"], {"transport": "flight", "number": "CA 1"}, "at"),
        ("member_nights", [], {"room_kind": "single", "note": "Quiet"}, "first_night"),
    ],
)
def test_words_without_a_day_are_not_lost(
    client: Client, registration: Registration, mia: User, name: str, more: Any, given: Any, field: str
) -> None:
    enter(client, mia)
    values = {"version": 0, "time_zone": "Asia/Shanghai", **given}

    answered = client.post(reverse(f"registration:{name}", args=[registration.member_id, *more]), values)

    assert (answered.status_code, list(answered.context["form"].errors)) == (422, [field])


def test_needs_are_hidden_from_who_only_approves(
    client: Client, registration: Registration, mia: User, fay: User, sam: User
) -> None:
    save_needs(registration, actor=mia, needs=[NeedDraft("diet", "halal")], version=0)
    url = reverse("registration:member", args=[registration.member_id])

    seen = {user.email: b"Halal" in enter(client, user).get(url).content for user in (mia, fay, sam)}

    assert list(seen.values()) == [True, True, False]


def test_change_is_decided_on_a_page(
    client: Client, ask: Ask, registration: Registration, una: User, mia: User, fay: User
) -> None:
    topic = ask("Topic", asks_again=True)
    answer(registration, mia, (topic, "Cells"))
    approve(registration.delegation, head=una, owner=fay)
    answer(registration, mia, (topic, "Cars"))
    review = Review.objects.get()
    enter(client, fay)

    page = client.get(reverse("registration:review", args=[review.pk]))
    unsaid = client.post(reverse("registration:review_refusal", args=[review.pk]), {"reason": ""})
    client.post(reverse("registration:review_acceptance", args=[review.pk]))

    assert page.status_code == 200
    assert unsaid.status_code == 422
    assert Answer.objects.get().value == "Cars"


def test_link_shows_numbers_to_anybody_until_taken_back(
    client: Client, exchange: Exchange, registration: Registration, fay: User
) -> None:
    shared = share_totals(exchange, actor=fay, kind=TotalsKind.BEDS, recipient="Hotel")
    url = reverse("registration:shared_totals", args=[shared.token])

    open_page = client.get(url)
    revoke_totals(shared, actor=fay)

    assert (open_page.status_code, open_page["X-Robots-Tag"]) == (200, "noindex, nofollow")
    assert client.get(url).status_code == 404
    assert sees(client, "shared_totals", "x" * 43) == 404


def test_totals_are_a_table_too(
    client: Client, exchange: Exchange, registration: Registration, mia: User, fay: User
) -> None:
    enter(client, mia)
    nights = {"version": 0, "first_night": "2099-05-09", "nights": 1, "room_kind": "single"}
    client.post(reverse("registration:member_nights", args=[registration.member_id]), nights)

    url = reverse("registration:totals", args=[exchange.pk])
    found = enter(client, fay).get(f"{url}?kind=beds&export=xlsx")
    rows = list(openpyxl.load_workbook(io.BytesIO(found.getvalue())).active.values)

    assert rows[1][0] == "No hotel assigned yet"
    assert [row[5] for row in rows[1:]] == [1, 1]


def many(delegation: Delegation, number: int, start: int = 0) -> None:
    members = [
        DelegationMember(delegation=delegation, seat=100 + each, name_en=f"P {each}")
        for each in range(start, number)
    ]
    DelegationMember.objects.bulk_create(members)
    rows = [Registration(delegation=delegation, member=member) for member in members]
    Registration.objects.bulk_create(rows)
    Need.objects.bulk_create([Need(registration=row, kind="diet", code="vegan") for row in rows])


@pytest.mark.parametrize("query", ["", "?export=csv"])
def test_list_takes_the_same_queries_at_any_length(
    client: Client, ask: Ask, exchange: Exchange, delegation: Delegation, fay: User, query: str
) -> None:
    """The frame of the page asks for the doors of every room: how many there are is not judged here."""
    ask("Topic")
    enter(client, fay)
    url = reverse("registration:registrations", args=[exchange.pk]) + query
    client.get(url)
    counts, start = [], 0

    for number in (1, 3, 20, 200):
        many(delegation, number, start)
        start = number
        with CaptureQueriesContext(connection) as queries:
            b"".join(client.get(url))
        counts.append(len(queries))

    assert counts == [counts[0]] * 4


def test_rows_of_a_list_take_five_queries(
    exchange: Exchange, delegation: Delegation, rf: Any, django_assert_num_queries: Any
) -> None:
    many(delegation, 200)
    listing = RegistrationList(rf.get("/"), registrations_for(exchange), exchange)

    with django_assert_num_queries(5):  # how many, the members, their needs, legs and answers
        assert (listing.count, len([cell for row in listing.rows for cell in row])) == (200, 50 * 7)


def test_list_is_searched_filtered_and_exported_with_questions(
    client: Client, ask: Ask, exchange: Exchange, registration: Registration, mia: User, fay: User
) -> None:
    topic = ask("Topic", required="submission")
    many(of(registration.delegation).delegation, 2)
    answer(registration, mia, (topic, "Cells"))
    url = reverse("registration:registrations", args=[exchange.pk])
    enter(client, fay)

    def names(query: str) -> list[str]:
        return sorted(str(row) for row in client.get(url + query).context["listing"].items)

    file = client.get(f"{url}?export=csv").getvalue().decode("utf-8-sig")

    assert names("?q=mia") == ["Mia Lin"]
    assert names("?need=diet") == ["P 0", "P 1"]
    assert names("?stage=missing") == ["P 0", "P 1"]
    assert names("?stage=complete&state=registering") == ["Mia Lin"]
    assert '"Topic"' in file.splitlines()[0]
    assert '"Cells"' in file
