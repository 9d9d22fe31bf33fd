"""Paths through the pages, and what they show to whom."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from qiao.rooms.accounts.models import User
from qiao.rooms.applications.domain.letter_link import token_of
from qiao.rooms.applications.entrances import of_opportunity
from qiao.rooms.applications.enums import ApplicationState
from qiao.rooms.applications.models import Application, ApplicationDocument, ReferenceLetter
from qiao.rooms.directory.models import Organisation
from qiao.rooms.opportunities.models import DocumentRequirement, Intake, Opportunity, Stage
from qiao.rooms.privacy.domain.consent import withdraw_consent
from qiao.rooms.profiles.domain.file import add_file
from qiao.rooms.profiles.enums import PaperKind
from tests.rooms.applications.conftest import REFEREE, ask, demand, upload
from tests.rooms.applications.factory import make_application
from tests.rooms.exchanges.conftest import account
from tests.rooms.offices.factory import make_office, make_student, words
from tests.rooms.opportunities.factory import make_opportunity
from tests.support.entering import enter

ROOT = "/en/applications"


def shown(client: Client, page: str, **query: str) -> str:
    response = client.get(page, query)
    assert response.status_code == 200
    return response.content.decode()


def doors(opportunity: Opportunity, reader: object) -> dict[str, bool]:
    """The ways that this room puts on the page of an opportunity; true for the first thing to do."""
    found = of_opportunity(Opportunity.objects.select_related("host").get(pk=opportunity.pk), reader)
    with override("en"):
        return {door.url: door.is_main for door in found}


def test_doors_of_an_opportunity(
    opportunity: Opportunity, intake: Intake, hui: User, wen: User, nan: User
) -> None:
    apply, queue = f"{ROOT}/opportunities/{opportunity.pk}/new/", f"{ROOT}/opportunities/{opportunity.pk}/"

    assert doors(opportunity, hui) == {queue: False}
    assert doors(opportunity, AnonymousUser()) == doors(opportunity, nan) == {apply: True}
    sent = make_application(wen, intake)
    assert doors(opportunity, wen) == {f"{ROOT}/{sent.pk}/": False}
    demand(opportunity, closes_at=sent.created_at)
    assert doors(opportunity, nan) == {}


def test_from_the_opportunity_to_the_sent_application(
    client: Client, opportunity: Opportunity, intake: Intake, wen: User, hui: User
) -> None:
    demand(opportunity, letters_wanted=1)
    DocumentRequirement.objects.filter(opportunity=opportunity).delete()
    requirement = DocumentRequirement.objects.create(opportunity=opportunity, kind="cv")
    enter(client, wen)
    door = f"{ROOT}/opportunities/{opportunity.pk}/new/"
    assert doors(opportunity, wen) == {door: True}
    assert client.post(door, {"intake": "nonsense"}).status_code == 422
    page = client.post(door, {"intake": intake.pk}).headers["Location"]
    wanted = f"{page}documents/new/?for={requirement.pk}"
    assert wanted in shown(client, page)
    assert f'value="{requirement.pk}" selected' in shown(client, wanted)

    assert client.post(f"{page}submission/").status_code == 422
    lying = upload("cv.pdf", b"MZ a program")
    wrong = {"document": requirement.pk, "upload": lying}
    assert client.post(f"{page}documents/new/", wrong).status_code == 422
    assert client.post(f"{page}documents/new/", {"document": requirement.pk}).status_code == 422
    right = {"document": requirement.pk, "upload": upload("cv.pdf")}
    assert client.post(f"{page}documents/new/", right).status_code == 302
    assert client.post(f"{page}letters/new/", REFEREE | {"referee_email": "no"}).status_code == 422
    assert client.post(f"{page}letters/new/", REFEREE).status_code == 302
    assert client.post(f"{page}statement/", {"statement": "Because of the track."}).status_code == 302
    preview = shown(client, f"{page}preview/")
    assert "Because of the track." in preview
    assert "Wen Lin" in preview
    assert client.post(f"{page}submission/").status_code == 302

    assert "1 reference letter" in shown(client, page)
    enter(client, hui)
    assert client.get(page).headers["Location"] == f"{page}selection/"
    read = shown(client, f"{page}selection/")
    assert "Wen Lin" in read
    assert "cv.pdf" in read
    enter(client, wen)
    assert client.post(f"{page}reopening/").status_code == 302
    assert client.post(f"{page}withdrawal/", {"reason": ""}).status_code == 302
    assert "You withdrew this application" in shown(client, f"{ROOT}/")


def test_a_file_of_the_profile_is_chosen(client: Client, draft: Application, wen: User) -> None:
    own = add_file(draft.profile, actor=wen, kind=PaperKind.PLAN, upload=upload("plan.pdf"))
    page = f"{ROOT}/{draft.pk}/documents/new/"

    enter(client, wen).post(page, {"document": "plan", "own_file": own.pk})

    document = ApplicationDocument.objects.get()
    assert document.stored.name == "plan.pdf"
    assert client.post(f"{ROOT}/documents/{document.pk}/removal/").status_code == 302
    assert not ApplicationDocument.objects.exists()


def test_a_referee_hands_in_once(client: Client, draft: Application) -> None:
    letter = ask(draft)
    page = f"{ROOT}/references/{token_of(letter)}/"
    told = shown(client, page)
    assert "Wen Lin" in told
    assert "no-referrer" not in told  # with it browsers call the origin of the form "null", which is refused
    assert client.post(page, {"letter_text": ""}).status_code == 422
    lying = upload("letter.pdf", b"GIF89a no letter")
    assert client.post(page, {"letter_file": lying}).status_code == 422

    done = client.post(page, {"letter_text": "I recommend Wen.", "may_be_reused": "on"})

    assert "The letter is with the application" in shown(client, done.headers["Location"])
    letter.refresh_from_db()
    assert (letter.state, letter.is_confidential, letter.may_be_reused) == ("received", False, True)
    used = client.get(page)
    assert used.status_code == 410
    assert "has been handed in with this link" in used.content.decode()
    assert client.post(page, {"letter_text": "Again."}).status_code == 410
    assert client.get(f"{ROOT}/references/unknown/").status_code == 404


def test_a_referee_declines(client: Client, draft: Application, wen: User) -> None:
    letter = ask(draft)
    page = f"{ROOT}/references/{token_of(letter)}/refusal/"

    done = client.post(page)

    assert "you decline" in shown(client, done.headers["Location"])
    assert client.post(page).status_code == 410
    assert "Declined by the referee" in shown(enter(client, wen), f"{ROOT}/{draft.pk}/")


def test_the_applicant_sees_to_letters(client: Client, draft: Application, wen: User, hui: User) -> None:
    letter = ask(draft)
    enter(client, wen)
    assert client.post(f"{ROOT}/letters/{letter.pk}/reminder/").status_code == 409  # a moment ago
    assert client.post(f"{ROOT}/letters/{letter.pk}/cancellation/").status_code == 302

    used = ask(draft, 2)
    ReferenceLetter.objects.filter(pk=used.pk).update(
        state="received", received_at=used.created_at, text="Good.", may_be_reused=True
    )
    other = make_opportunity(draft.opportunity.host, hui, title_en="Another")
    again = make_application(wen, other.intakes.get(), ApplicationState.DRAFT)
    page = f"{ROOT}/{again.pk}/letters/"
    assert f"{page}{used.pk}/reuse/" in shown(client, f"{page}new/")
    assert client.post(f"{page}{used.pk}/reuse/").status_code == 302
    assert client.post(f"{page}{used.pk}/reuse/").status_code == 404  # it serves already


def test_the_host_selects(client: Client, intake: Intake, wen: User, hui: User) -> None:
    waits = make_application(wen, intake, ApplicationState.SUBMITTED)
    letter = ask(waits)
    page = f"{ROOT}/{waits.pk}/"
    enter(client, hui)
    assert client.post(f"{ROOT}/letters/{letter.pk}/entry/", {"letter_text": ""}).status_code == 422
    assert client.post(f"{ROOT}/letters/{letter.pk}/entry/", {"letter_text": "Good."}).status_code == 302
    Application.objects.update(state="submitted", completed_at=None)
    assert client.post(f"{page}completion/", {"reason": ""}).status_code == 422
    assert client.post(f"{page}completion/", {"reason": "By post."}).status_code == 302
    assert client.post(f"{page}reading/").status_code == 302
    ranked = Stage.objects.create(opportunity=intake.opportunity, number=90, phase="ranked", name_en="Order")
    assert client.post(f"{page}stage/", {"stage": "x"}).status_code == 422
    assert client.post(f"{page}stage/", {"stage": ranked.pk}).status_code == 302
    assert "Order" in shown(client, f"{page}selection/")
    assert client.post(f"{page}closing/", {"closing_reason": "other"}).status_code == 422
    assert client.post(f"{page}closing/", {"closing_reason": "not_selected"}).status_code == 302

    assert "Others were chosen" in shown(enter(client, wen), page)


def test_many_are_closed_from_the_queue(
    client: Client, opportunity: Opportunity, intake: Intake, hui: User, wen: User, lea: User
) -> None:
    first, second = make_application(wen, intake), make_application(lea, intake)
    page = f"{ROOT}/opportunities/{opportunity.pk}/closing/"
    enter(client, hui)
    assert "Nothing chosen" in shown(client, page, chosen="nonsense")
    assert client.post(page, {"closing_reason": "not_selected"}).status_code == 422
    asked = client.get(page, {"chosen": [str(first.pk), str(second.pk)]}).content.decode()
    assert asked.count('name="chosen"') == 2

    closing = {"chosen": [first.pk, second.pk], "closing_reason": "not_selected"}
    assert client.post(page, closing).status_code == 302

    assert set(Application.objects.values_list("state", flat=True)) == {"closed"}


def test_names_are_hidden_until_a_decision(
    client: Client, opportunity: Opportunity, intake: Intake, hui: User, wen: User
) -> None:
    demand(opportunity, is_blind=True)
    application = make_application(wen, intake)
    queue, page = f"{ROOT}/opportunities/{opportunity.pk}/", f"{ROOT}/{application.pk}/selection/"
    enter(client, hui)

    for address in (queue, page):
        read = shown(client, address)
        assert application.mark in read
        assert [word for word in ("Wen Lin", "林文", wen.email) if word in read] == []
    assert str(application.pk) not in shown(client, queue, q="Wen")
    Application.objects.update(state="offered")
    assert "Wen Lin" in shown(client, page)


def test_strangers_find_nothing(
    client: Client, draft: Application, opportunity: Opportunity, lea: User, nan: User
) -> None:
    own = ("", "statement/", "documents/new/", "letters/new/", "preview/", "withdrawal/")
    host = ("selection/", "completion/", "closing/")
    for user in (lea, nan):
        enter(client, user)
        for part in own + host:
            assert client.get(f"{ROOT}/{draft.pk}/{part}").status_code == 404
        for part in ("submission/", "reopening/", "reading/", "stage/"):
            assert client.post(f"{ROOT}/{draft.pk}/{part}").status_code == 404
        assert client.get(f"{ROOT}/opportunities/{opportunity.pk}/").status_code == 404
        assert client.get(f"{ROOT}/opportunities/{opportunity.pk}/closing/").status_code == 404


def test_the_office_sees_states_alone(client: Client, intake: Intake, wen: User, lea: User) -> None:
    ona = account("ona")
    office = make_office(ona)
    make_student(wen, office, ona, student_number="S-17")
    mine = make_application(wen, intake, statement="My secret reasons.")
    make_application(lea, intake)  # not a student of the office
    page = f"{ROOT}/offices/{office.pk}/"

    read = shown(enter(client, ona), page)

    assert "Wen Lin" in read
    assert "S-17" in read
    assert [word for word in ("My secret", "Lea Li", str(mine.pk)) if word in read] == []
    assert client.get(f"{ROOT}/{mine.pk}/").status_code == 404
    exported = b"".join(client.get(page, {"export": "csv"}).streaming_content)  # type: ignore[attr-defined]
    assert b"S-17" in exported
    assert f"{ROOT}/offices/" in shown(client, f"/en/offices/{office.pk}/")
    withdraw_consent(wen, words())
    assert "S-17" not in shown(client, page)
    assert enter(client, lea).get(page).status_code == 404


def more(intake: Intake, count: int, after: int) -> None:
    for number in range(after, after + count):
        make_application(account(f"person{number}"), intake)


@pytest.mark.parametrize("which", ["queue", "own"])
def test_lists_ask_as_much_for_many(
    client: Client,
    host: Organisation,
    opportunity: Opportunity,
    intake: Intake,
    hui: User,
    wen: User,
    which: str,
) -> None:
    page = f"{ROOT}/opportunities/{opportunity.pk}/" if which == "queue" else f"{ROOT}/"
    enter(client, hui if which == "queue" else wen).get(page)
    asked, listed, there = set(), [], 0

    for number in (1, 3, 20):
        if which == "queue":
            more(intake, number - there, there)
        else:
            for _ in range(number - there):
                make_application(wen, make_opportunity(host, hui).intakes.get(), ApplicationState.DRAFT)
        there = number
        with CaptureQueriesContext(connection) as queries:
            read = client.get(page).content
        asked.add(len(queries))
        listed.append(len(re.findall(rb'<tr role="row">', read)) - 1)

    assert listed == [1, 3, 20]
    assert len(asked) == 1


def test_the_queue_is_searched_filtered_and_exported(
    client: Client, opportunity: Opportunity, intake: Intake, hui: User, wen: User, lea: User
) -> None:
    first = make_application(wen, intake)
    make_application(lea, intake, ApplicationState.UNDER_REVIEW)
    page = f"{ROOT}/opportunities/{opportunity.pk}/"
    enter(client, hui)

    assert shown(client, page, q="林文").count("/selection/") == 1
    assert shown(client, page, state="under_review").count("/selection/") == 1
    assert shown(client, page, intake=str(intake.pk)).count("/selection/") == 2
    assert shown(client, page, stage=str(first.stage_id)).count("/selection/") >= 1
    exported = b"".join(client.get(page, {"export": "csv"}).streaming_content).decode()  # type: ignore[attr-defined]
    assert exported.count("\n") == 3
