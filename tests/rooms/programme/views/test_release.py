"""The pages of releases: looked at by the owners, sent by them."""

import pytest
from django.test import Client

from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import Delegation, Exchange, Partner
from qiao.rooms.programme.domain.release import Candidate
from qiao.rooms.programme.models import ProgrammeItem, Release
from tests.rooms.programme.conftest import MakeItem
from tests.rooms.programme.releasing import release, seat


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def new(exchange: Exchange) -> str:
    return f"/en/programme/{exchange.pk}/releases/new/"


def test_preview_names_every_recipient_and_why(
    item: ProgrammeItem, delegation: Delegation, exchange: Exchange, fay: User
) -> None:
    for number in range(52):
        seat(delegation, f"P{number:02}")

    first = signed_in(fay).get(new(exchange)).content.decode()
    second = signed_in(fay).get(f"{new(exchange)}?page=2").content.decode()

    assert "56 people get a mail" in first
    assert first.count("@people.example ·") + second.count("@people.example ·") == 52
    assert "New: Welcome, 10 May 09:00–10:00, Hall, Centre." in first


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999", "²", "7"])
def test_preview_beyond_its_pages_is_empty(
    item: ProgrammeItem, exchange: Exchange, fay: User, page: str
) -> None:
    assert signed_in(fay).get(f"{new(exchange)}?page={page}").status_code == 200


def test_release_goes_out_from_its_page(item: ProgrammeItem, exchange: Exchange, fay: User) -> None:
    given = {"shown": Candidate(exchange).digest, "note_en": "Welcome."}

    answer = signed_in(fay).post(new(exchange), given, follow=True)

    assert "The programme has been released." in answer.content.decode()
    assert str(Release.objects.get().note) == "Welcome."


def test_page_that_is_out_of_date_is_shown_anew_and_nothing_is_released(
    item: ProgrammeItem, make_item: MakeItem, exchange: Exchange, fay: User
) -> None:
    given = {"shown": Candidate(exchange).digest}
    make_item("Lunch", at="12:00")

    answer = signed_in(fay).post(new(exchange), given)

    assert answer.status_code == 422
    assert "The working copy has changed" in answer.content.decode()
    assert Candidate(exchange).digest in answer.content.decode()
    assert not Release.objects.exists()


def test_pages_of_releases_are_for_the_owners(
    item: ProgrammeItem, organiser: Partner, exchange: Exchange, fay: User, ari: User, hui: User, sam: User
) -> None:
    release(organiser, fay)
    for path in ("releases/", "releases/1/", "releases/new/"):
        address = f"/en/programme/{exchange.pk}/{path}"
        answers = [signed_in(user).get(address).status_code for user in (fay, ari, hui, sam)]
        assert answers == [200, 200, 404, 404]
        assert Client().get(address).status_code == 302


def test_itineraries_of_an_exchange_lead_each_reader_to_their_own(
    item: ProgrammeItem, delegation: Delegation, organiser: Partner, exchange: Exchange, fay: User, hui: User
) -> None:
    ann = seat(delegation, "Ann")
    release(organiser, fay)
    address = f"/en/programme/{exchange.pk}/itineraries/"

    own = signed_in(ann.user).get(address)  # type: ignore[arg-type]
    everybodys = signed_in(fay).get(address).content.decode()

    assert own["Location"] == f"/en/programme/itineraries/members/{ann.pk}/"
    assert signed_in(hui).get(address).status_code == 302
    assert "Columbia University" in everybodys
    assert "Innovation Centre" in everybodys
