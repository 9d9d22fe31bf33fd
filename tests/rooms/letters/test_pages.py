"""A path through the pages, and what they show to whom."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from qiao.kit.activity.models import Activity
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import DelegationMember, Exchange, Partner
from qiao.rooms.letters.domain.paper import store_paper
from qiao.rooms.letters.domain.step import rows
from qiao.rooms.letters.models import Letter, LetterSettings
from qiao.rooms.privacy.domain.consent import withdraw_consent
from tests.rooms.letters.conftest import NUMBER, PASSPORT, SETTINGS, STAY, words
from tests.support.entering import enter

LETTERS = "/en/letters"
TYPED = {name: str(value) for name, value in (PASSPORT | STAY).items()}


def test_settings_are_filled_in_by_an_owner(
    client: Client, exchange: Exchange, organiser: Partner, fay: User, mia: User
) -> None:
    page = f"{LETTERS}/exchanges/{exchange.pk}/settings/"
    given = SETTINGS | {"inviter": organiser.pk, "margin_days": 7, "kept_days": 30}

    assert enter(client, mia).get(page).status_code == 404
    assert enter(client, fay).post(page, given | {"code": "q"}).status_code == 422
    assert client.post(page, given).status_code == 302
    assert LetterSettings.objects.get().code == "QIAO"


def test_from_the_form_to_the_document(
    client: Client, member: DelegationMember, mia: User, fay: User
) -> None:
    enter(client, mia)
    listed = client.get(f"{LETTERS}/exchanges/{member.delegation.exchange_id}/")
    assert f"{LETTERS}/members/{member.pk}/new/" in listed.content.decode()
    typed = TYPED | {"number": "e1234 5678"}
    assert (
        client.post(f"{LETTERS}/members/{member.pk}/new/", typed | {"stay_to": "2099-09-09"}).status_code
        == 422
    )
    page = client.post(f"{LETTERS}/members/{member.pk}/new/", typed).headers["Location"]
    assert NUMBER in client.get(page).content.decode()

    assert client.post(f"{page}submission/", {"agrees": ""}).status_code == 422
    assert client.post(f"{page}submission/", {"agrees": "on"}).status_code == 302
    enter(client, fay)
    assert NUMBER not in client.get(f"{page}review/").content.decode()
    assert client.post(f"{page}claim/").status_code == 302
    assert NUMBER in client.get(f"{page}review/").content.decode()
    assert client.post(f"{page}issuing/").status_code == 302
    assert NUMBER not in client.get(f"{page}review/").content.decode()

    store_paper(rows().get(), b"%PDF-1.7")
    enter(client, mia)
    assert f"{page}paper/" in client.get(page).content.decode()
    fetched = client.get(f"{page}paper/")
    assert fetched.content == b"%PDF-1.7"
    assert fetched.headers["Content-Disposition"].endswith('-0001.pdf"')
    assert "no-store" in fetched.headers["Cache-Control"]


def test_a_short_passport_is_warned_of(client: Client, drafted: Letter, mia: User) -> None:
    assert b"less than six months" not in enter(client, mia).get(f"{LETTERS}/{drafted.pk}/").content
    drafted.passport.expires_on = "2099-06-01"
    drafted.passport.save()

    assert b"less than six months" in client.get(f"{LETTERS}/{drafted.pk}/").content


@pytest.mark.parametrize("verb", ["return", "refusal", "revocation"])
def test_decisions_need_a_reason(
    request: pytest.FixtureRequest, client: Client, fay: User, verb: str
) -> None:
    letter = request.getfixturevalue("issued" if verb == "revocation" else "claimed")
    page = f"{LETTERS}/{letter.pk}/{verb}/"

    assert enter(client, fay).post(page, {"reason": ""}).status_code == 422
    assert client.post(page, {"reason": "Not possible."}).status_code == 302
    assert b"Not possible." in client.get(f"{LETTERS}/{letter.pk}/review/").content


def test_the_reviewer_is_told_of_a_withdrawn_consent(
    client: Client, claimed: Letter, fay: User, mia: User
) -> None:
    withdraw_consent(mia, words())

    shown = enter(client, fay).get(f"{LETTERS}/{claimed.pk}/review/").content.decode()

    assert "no longer agrees" in shown
    assert NUMBER not in shown


def test_the_person_wipes_and_sees_that_it_is_done(client: Client, papered: Letter, mia: User) -> None:
    page = f"{LETTERS}/{papered.pk}/"

    assert enter(client, mia).post(f"{page}wiping/").status_code == 302

    shown = client.get(page).content.decode()
    assert NUMBER not in shown
    assert "have been wiped" in shown
    assert str(papered.digest) in shown
    assert client.get(f"{page}paper/").status_code == 410


def test_the_head_sees_the_state_but_not_the_passport(client: Client, drafted: Letter, una: User) -> None:
    shown = enter(client, una).get(f"{LETTERS}/{drafted.pk}/").content.decode()

    assert NUMBER not in shown
    assert not Activity.objects.filter(action="letters.letter.looked_at").exists()
    assert client.get(f"{LETTERS}/{drafted.pk}/application/").status_code == 404


def test_strangers_find_nothing(client: Client, submitted: Letter, leo: User, sam: User) -> None:
    for user in (leo, sam):
        enter(client, user)
        for part in ("", "application/", "review/", "paper/", "preview/"):
            assert client.get(f"{LETTERS}/{submitted.pk}/{part}").status_code == 404
        assert client.post(f"{LETTERS}/{submitted.pk}/claim/").status_code == 404


def more(member: DelegationMember, count: int, *, after: int = 0) -> None:
    for number in range(after, after + count):
        seat = DelegationMember.objects.create(
            delegation=member.delegation, seat=50 + number, name_en=f"Number {number}"
        )
        Letter.objects.create(
            exchange=member.delegation.exchange, delegation=member.delegation, member=seat,
            state="submitted", submitted_at=timezone.now(), **STAY,
        )  # fmt: skip


def test_the_queue_asks_as_much_for_many(client: Client, member: DelegationMember, fay: User) -> None:
    page = f"{LETTERS}/exchanges/{member.delegation.exchange_id}/queue/"
    enter(client, fay).get(page)
    asked, shown, there = set(), [], 0

    for number in (1, 3, 20, 200):
        more(member, number - there, after=there)
        there = number
        with CaptureQueriesContext(connection) as queries:
            response = client.get(page)
        asked.add(len(queries))
        shown.append(len(re.findall(rb"/review/", response.content)))

    assert shown == [1, 3, 20, 50]
    assert len(asked) == 1


def test_the_queue_is_searched_filtered_and_exported(
    client: Client, claimed: Letter, member: DelegationMember, fay: User
) -> None:
    more(member, 3)
    page = f"{LETTERS}/exchanges/{claimed.exchange_id}/queue/"
    enter(client, fay)

    assert client.get(page, {"q": "Mia"}).content.count(b"/review/") == 1
    assert client.get(page, {"state": "submitted"}).content.count(b"/review/") == 3
    exported = b"".join(client.get(page, {"export": "csv"}).streaming_content).decode()  # type: ignore[attr-defined]
    assert exported.count("\n") >= 5
    assert NUMBER not in exported
    assert "CHEN" not in exported
