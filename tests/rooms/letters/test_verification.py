"""Anybody learns whether a letter is valid, and nothing else."""

import pytest
from django.core.cache import cache
from django.test import Client

from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.letters.domain.numbering import grouped
from qiao.rooms.letters.domain.review import revoke_letter
from qiao.rooms.letters.domain.verification import verdict_of
from qiao.rooms.letters.domain.wiping import wipe_letter
from qiao.rooms.letters.enums import Verdict, WipeCause
from qiao.rooms.letters.guesses import MOST_GUESSES
from qiao.rooms.letters.models import Letter

PAGE = "/en/letters/verification/"
UNKNOWN = "ABCDEFGHJKLMNPQRSTUV"


@pytest.fixture(autouse=True)
def fresh_cache(db: None) -> None:
    cache.clear()


def test_a_valid_letter(issued: Letter, fay: User) -> None:
    assert verdict_of(str(issued.code)) == Verdict.VALID
    assert verdict_of(grouped(str(issued.code)).lower(), number=str(issued.number).lower()) == Verdict.VALID
    assert verdict_of(str(issued.code), number="QIAO-2026-9999") == Verdict.UNKNOWN
    assert verdict_of(UNKNOWN) == Verdict.UNKNOWN
    assert verdict_of("") == Verdict.UNKNOWN


def test_a_revoked_letter_is_revoked_for_good(issued: Letter, fay: User) -> None:
    code = str(issued.code)
    revoke_letter(issued, actor=fay, reason="Cancelled.")
    wipe_letter(issued.pk)

    assert verdict_of(code) == Verdict.REVOKED


def test_after_the_visit_it_was_valid(issued: Letter) -> None:
    code = str(issued.code)
    wipe_letter(issued.pk)

    assert verdict_of(code) == Verdict.OVER


def test_a_letter_wiped_early_stays_valid_until_the_visit_is_over(issued: Letter) -> None:
    code = str(issued.code)
    wipe_letter(issued.pk, cause=WipeCause.ASKED)
    assert verdict_of(code) == Verdict.VALID

    Exchange.objects.update(starts_on="2020-05-01", ends_on="2020-05-02")

    assert verdict_of(code) == Verdict.OVER


def test_the_public_page_says_nothing_about_the_person(issued: Letter, client: Client) -> None:
    response = client.get(f"{PAGE}{issued.code}/")

    page = response.content.decode()
    assert response.status_code == 200
    assert "is valid" in page
    told = ("CHEN", "Mia", "Columbia", str(issued.number), "Federation", "Overseas Talent Exchange")
    assert [word for word in told if word in page] == []


def test_every_answer_has_the_same_shape(issued: Letter, client: Client) -> None:
    known = client.get(f"{PAGE}{issued.code}/")
    unknown = client.get(f"{PAGE}{UNKNOWN}/")

    assert known.status_code == unknown.status_code == 200
    assert sorted(known.headers) == sorted(unknown.headers)


def test_number_and_code_are_entered_by_hand(issued: Letter, client: Client) -> None:
    given = {"letter_number": issued.number, "letter_code": grouped(str(issued.code))}

    assert b"is valid" in client.post(PAGE, given).content
    assert b"No letter of invitation" in client.post(PAGE, given | {"letter_code": UNKNOWN}).content
    assert client.post(PAGE, {"letter_code": ""}).status_code == 422


def test_guessing_is_stopped(issued: Letter, client: Client) -> None:
    for _guess in range(MOST_GUESSES):
        assert client.get(f"{PAGE}{UNKNOWN}/").status_code == 200

    assert client.get(f"{PAGE}{UNKNOWN}/").status_code == 429
    assert client.get(f"{PAGE}{issued.code}/").status_code == 429  # nothing is learned any more
