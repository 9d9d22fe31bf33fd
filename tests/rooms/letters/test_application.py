import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from qiao.kit.activity.models import Activity
from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.delegation import withdraw_delegation
from qiao.rooms.exchanges.domain.member import name_member
from qiao.rooms.exchanges.models import Delegation, DelegationMember
from qiao.rooms.letters.domain.application import ask_letter, change_letter, submit_letter
from qiao.rooms.letters.errors import (
    AlreadyAsked,
    ConsentMissing,
    LettersClosed,
    NotTakingPart,
    StayOutside,
    WrongLetterState,
)
from qiao.rooms.letters.models import Letter, LetterSettings, Passport
from qiao.rooms.privacy.domain.consent import has_consent
from tests.rooms.letters.conftest import PASSPORT, STAY, consenting, words


def test_a_member_asks_for_a_letter(drafted: Letter, mia: User) -> None:
    passport = Passport.objects.get()

    assert (drafted.state, drafted.user, drafted.asked_by) == ("draft", mia, mia)
    assert (passport.name_latin, passport.birthday) == ("CHEN MIA", dt.date(1990, 2, 3))
    assert [step.to_state for step in drafted.steps.all()] == ["draft"]


def test_the_head_asks_for_a_member(member: DelegationMember, una: User, mia: User) -> None:
    letter = ask_letter(member, actor=una, passport=PASSPORT, **STAY)

    assert (letter.user, letter.asked_by) == (mia, una)


def test_only_the_member_itself_agrees(member: DelegationMember, una: User, mia: User) -> None:
    letter = ask_letter(member, actor=una, passport=PASSPORT, **STAY)

    with pytest.raises(ConsentMissing):
        submit_letter(letter, actor=una, agreed=words())
    consenting(mia)

    assert submit_letter(letter, actor=una).state == "submitted"


def test_without_an_account_nobody_agrees(
    delegation: Delegation, una: User, settings_of_letters: LetterSettings
) -> None:
    named = name_member(delegation, actor=una, name_en="No Account")
    letter = ask_letter(named, actor=una, passport=PASSPORT, **STAY)

    with pytest.raises(ConsentMissing):
        submit_letter(letter, actor=una, agreed=words())


def test_agreeing_goes_into_the_ledger(submitted: Letter, mia: User) -> None:
    assert submitted.state == "submitted"
    assert submitted.submitted_at is not None
    assert has_consent(mia, "passport")


def test_a_second_letter_is_refused(drafted: Letter, member: DelegationMember, una: User) -> None:
    with pytest.raises(AlreadyAsked):
        ask_letter(member, actor=una, passport=PASSPORT, **STAY)
    twin = Letter(exchange=drafted.exchange, delegation=drafted.delegation, member=member)
    with pytest.raises(IntegrityError), transaction.atomic():  # the database as well
        twin.save()


def test_letters_are_closed_without_settings(delegation: Delegation, una: User) -> None:
    named = name_member(delegation, actor=una, name_en="Early")

    with pytest.raises(LettersClosed):
        ask_letter(named, actor=una, passport=PASSPORT, **STAY)


def test_who_withdrew_gets_no_letter(drafted: Letter, delegation: Delegation, una: User, mia: User) -> None:
    withdraw_delegation(delegation, actor=una, reason="No time.")

    with pytest.raises(NotTakingPart):
        submit_letter(drafted, actor=mia, agreed=words())


def test_the_stay_lies_around_the_exchange(member: DelegationMember, mia: User) -> None:
    stays = [("05-02", "05-12"), ("05-09", "05-19"), ("05-12", "05-09"), ("04-01", "04-02")]

    for first, last in stays:
        stay = {
            "stay_from": dt.date.fromisoformat(f"2099-{first}"),
            "stay_to": dt.date.fromisoformat(f"2099-{last}"),
        }
        with pytest.raises(StayOutside):
            ask_letter(member, actor=mia, passport=PASSPORT, **stay)


WRONG = [
    ("name_latin", "陈米娅"),
    ("name_latin", "CHEN\u202eMIA"),
    ("name_native", "x" * 51),
    ("nationality", "XX"),
    ("number", "E 12345"),
    ("number", "e12345678"),
    ("number", ""),
    ("born_on", "yesterday"),
    ("born_on", "2999-01-01"),
    ("sex", "Q"),
    ("expires_on", "1066-01-01"),
]


def test_passport_data_are_judged(member: DelegationMember, mia: User) -> None:
    for name, value in WRONG:
        with pytest.raises(ValidationError) as refusal:
            ask_letter(member, actor=mia, passport=PASSPORT | {name: value}, **STAY)
        assert list(refusal.value.message_dict) == [name]

    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    ("expires", "is_enough"), [("2099-11-12", True), ("2099-11-11", False), ("2101-01-01", True)]
)
def test_a_passport_that_expires_soon_is_only_warned_of(expires: str, is_enough: bool) -> None:
    assert Passport(expires_on=expires).outlasts(dt.date(2099, 5, 12)) is is_enough


def test_half_a_year_after_the_end_of_a_month_is_the_end_of_a_month() -> None:
    assert Passport(expires_on="2100-02-28").outlasts(dt.date(2099, 8, 31))
    assert not Passport(expires_on="2100-02-27").outlasts(dt.date(2099, 8, 31))


def test_a_change_says_what_but_not_from_what(drafted: Letter, mia: User) -> None:
    change_letter(drafted, actor=mia, passport=PASSPORT | {"number": "X7654321"}, **STAY)

    row = Activity.objects.get(action="letters.letter.changed")
    assert row.changes == {"number": None}
    assert Passport.objects.get().number == "X7654321"


def test_what_is_submitted_is_not_changed(submitted: Letter, mia: User) -> None:
    with pytest.raises(WrongLetterState):
        change_letter(submitted, actor=mia, passport=PASSPORT, **STAY)


def test_strangers_and_other_heads_cannot_ask(member: DelegationMember, sam: User, leo: User) -> None:
    for actor in (sam, leo):
        with pytest.raises(NotPermitted):
            ask_letter(member, actor=actor, passport=PASSPORT, **STAY)
