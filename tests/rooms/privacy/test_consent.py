import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from qiao.kit.classification import DataSubject
from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.models import User
from qiao.rooms.privacy.domain.consent import agreeing, give_consent, has_consent, switches, withdraw_consent
from qiao.rooms.privacy.domain.purpose import Words, create_purpose, publish_text, retire_purpose
from qiao.rooms.privacy.enums import Decision, PurposeKind
from qiao.rooms.privacy.errors import BothLanguagesNeeded, RecipientNeeded, TextOutdated
from qiao.rooms.privacy.models import ConsentEntry, Purpose, PurposeText
from qiao.rooms.privacy.purposes import purposes

pytestmark = pytest.mark.django_db
CODE = "publish-profile"


def text(language: str = "en", code: str = CODE) -> PurposeText:
    purpose = Purpose.objects.get(code=code)
    return purpose.texts.get(language=language, version=purpose.version)


def words(suffix: str = "", **more: str) -> dict[str, Words]:
    return {
        "zh-hans": Words(f"标题{suffix}", "正文", **more),
        "en": Words(f"Title{suffix}", "Body", **more),
    }


def test_nothing_is_switched_on_for_anybody(owner: User) -> None:
    found = switches(owner)

    assert {switch.purpose.code for switch in found} == set(purposes.names())
    assert not any(switch.is_on or switch.is_outdated for switch in found)
    assert has_consent(owner, CODE) is False


def test_registered_purposes_are_written_in_both_languages() -> None:
    assert text("en").title == "Show my profile on public pages"
    assert text("zh-hans").title == "在公开页面展示我的资料"


def test_giving_and_withdrawing_are_rows_with_the_text_that_was_shown(owner: User) -> None:
    give_consent(owner, text("zh-hans"))
    assert has_consent(owner, CODE) is True
    withdraw_consent(owner, text("en"))

    assert has_consent(owner, CODE) is False
    rows = list(
        ConsentEntry.objects.order_by("id").values_list("decision", "text__language", "text__version")
    )
    assert rows == [(Decision.GIVEN, "zh-hans", 1), (Decision.WITHDRAWN, "en", 1)]


def test_consent_is_the_persons_alone(owner: User, stranger: User) -> None:
    give_consent(owner, text())

    assert has_consent(stranger, CODE) is False
    assert has_consent(DataSubject(user_id=owner.pk), CODE) is True
    assert has_consent(DataSubject(), CODE) is False
    assert list(agreeing(User.objects.all(), CODE)) == [owner]


def test_unknown_purpose_is_a_mistake_in_the_program(owner: User) -> None:
    with pytest.raises(LookupError):
        has_consent(owner, "nonsense")


def test_new_words_that_ask_again_end_older_consents(owner: User, operator: User) -> None:
    give_consent(owner, text())
    purpose = Purpose.objects.get(code=CODE)

    publish_text(operator, purpose, words=words("2"), asks_again=False)
    assert has_consent(owner, CODE) is True
    publish_text(operator, purpose, words=words("3"), asks_again=True)

    assert has_consent(owner, CODE) is False
    assert [switch.is_outdated for switch in switches(owner) if switch.purpose == purpose] == [True]


def test_words_that_changed_meanwhile_are_not_agreed_to(owner: User, operator: User) -> None:
    shown = text()
    publish_text(operator, Purpose.objects.get(code=CODE), words=words(), asks_again=False)

    with pytest.raises(TextOutdated):
        give_consent(owner, shown)


def test_outdated_words_can_still_be_withdrawn(owner: User, operator: User) -> None:
    shown = text()
    give_consent(owner, shown)
    publish_text(operator, Purpose.objects.get(code=CODE), words=words(), asks_again=False)

    withdraw_consent(owner, shown)
    assert has_consent(owner, CODE) is False


def test_retired_purpose_holds_for_nobody(owner: User, operator: User) -> None:
    give_consent(owner, text())
    retire_purpose(operator, Purpose.objects.get(code=CODE))

    assert has_consent(owner, CODE) is False
    assert CODE not in [switch.purpose.code for switch in switches(owner)]


def test_giving_to_others_names_the_recipient(operator: User) -> None:
    with pytest.raises(RecipientNeeded):
        create_purpose(operator, code="partner", kind=PurposeKind.PROVIDE, words=words())

    contact = {"recipient": "Example University", "recipient_contact": "privacy@example.edu"}
    purpose = create_purpose(operator, code="partner", kind=PurposeKind.PROVIDE, words=words(**contact))
    assert purpose.is_separate


def test_words_are_needed_in_both_languages(operator: User) -> None:
    with pytest.raises(BothLanguagesNeeded):
        create_purpose(operator, code="half", kind=PurposeKind.GENERAL, words={"en": Words("Title", "Body")})


def test_only_operators_publish(owner: User) -> None:
    with pytest.raises(NotPermitted):
        create_purpose(owner, code="mine", kind=PurposeKind.GENERAL, words=words())


@pytest.mark.parametrize("change", [{"decision": "withdrawn"}, {"channel": "api"}, {"user": "stranger"}])
def test_ledger_refuses_changes(owner: User, stranger: User, change: dict[str, str]) -> None:
    give_consent(owner, text())
    values = {"user": stranger} if "user" in change else change

    with pytest.raises((IntegrityError, DatabaseError), match="append-only"), transaction.atomic():
        ConsentEntry.objects.update(**values)
    assert has_consent(owner, CODE) is True


def test_ledger_lets_the_person_be_taken_out(owner: User) -> None:
    give_consent(owner, text())

    assert ConsentEntry.objects.update(user=None) == 1


def test_page_switches_on_and_off_with_one_click_each(client: Client, owner: User) -> None:
    client.force_login(owner)
    shown = text()

    client.post(reverse("privacy:consent", args=[shown.pk]))
    assert has_consent(owner, CODE) is True
    client.post(reverse("privacy:withdrawal", args=[shown.pk]))
    assert has_consent(owner, CODE) is False
    page = client.get(reverse("privacy:consents")).content.decode()
    assert page.count("Show my profile on public pages") == 2
