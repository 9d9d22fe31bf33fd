"""A workstation from the draft to the accepted place: a host posts it, a career office approves, a student
applies with a letter, two reviewers judge, the host ranks with a tie, two people run the round."""

from typing import Any

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import Page, expect

from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.enums import ApplicationState
from qiao.rooms.applications.models import Application
from qiao.rooms.directory.enums import MembershipRole
from qiao.rooms.directory.models import Membership, Organisation
from qiao.rooms.offers.domain.offer import make_offer
from qiao.rooms.offices.models import HostApproval, PostingApproval
from qiao.rooms.opportunities.models import Opportunity
from tests.journeys.conftest import IS_THOROUGH, Look
from tests.journeys.selecting import judged, matched, placed, ranked, sealed
from tests.journeys.walking import SignIn, Walk, clock
from tests.kit.files.samples import pdf
from tests.rooms.applications.factory import make_application
from tests.rooms.exchanges.conftest import account
from tests.rooms.offers.conftest import soon
from tests.rooms.offices.factory import make_office, make_student
from tests.rooms.opportunities.factory import make_host, make_opportunity
from tests.rooms.profiles.factory import make_education, make_profile

pytestmark = pytest.mark.django_db(transaction=True)
HOSTS, GUESTS = ("hui", "max", "rex"), ("tess", "wen", "rita", "")
TITLES = {"title_zh": "智能网联汽车联合培养博士后", "title_en": "Postdoctoral fellow in connected vehicles"}
TEXTS = {
    "description_zh": "在企业博士后工作站从事环境感知与车路协同研究，由企业与流动站共同指导。",
    "description_en": "Research on perception at the workstation, supervised together with the university.",
    "requirements_zh": "近三年内取得车辆工程、自动化或计算机专业博士学位。",
    "requirements_en": "A doctorate in vehicle engineering or automation from the last three years.",
    "support_zh": "提供住房补贴与科研启动经费。",
    "support_en": "Housing allowance and a start-up grant.",
}
SUPERVISORS = (
    {
        "side": "host",
        "name_zh": "王琳",
        "name_en": "Wang Lin",
        "topic_zh": "环境感知",
        "topic_en": "Perception",
    },
    {
        "side": "partner",
        "name_en": "Ada Byron",
        "topic_zh": "车路协同",
        "topic_en": "Vehicle–road cooperation",
    },
)


@pytest.fixture(
    params=["zh-hans", pytest.param("en", marks=pytest.mark.skipif(not IS_THOROUGH, reason="long"))]
)
def walk(page: Page, sign_in: SignIn, look: Look, request: Any) -> Walk:
    """The host's people in one language, the students' and the office in the other."""
    other = {"zh-hans": "en", "en": "zh-hans"}[request.param]
    return Walk(page, sign_in, look, dict.fromkeys(HOSTS, request.param) | dict.fromkeys(GUESTS, other))


@pytest.fixture
def people(db: None) -> dict[str, User]:
    return {name: account(name) for name in ("hui", "max", "rex", "rita", "tess", "wen", "kai", "lea")}


@pytest.fixture
def host(people: dict[str, User]) -> Organisation:
    made = make_host(people["hui"], name_zh="云帆创新中心", name_en="Yunfan Innovation Centre")
    for name, role in (
        ("max", MembershipRole.OWNER),
        ("rex", MembershipRole.MEMBER),
        ("rita", MembershipRole.MEMBER),
    ):
        Membership.objects.create(organisation=made, user=people[name], role=role)
    return made


@pytest.fixture
def office(people: dict[str, User]) -> Organisation:
    made = make_office(people["tess"], name_zh="哥伦比亚大学", name_en="Columbia University")
    make_student(people["wen"], made, people["tess"])
    make_education(make_profile(people["wen"]))
    return made


def test_from_the_draft_to_the_accepted_place(
    walk: Walk, people: dict[str, User], host: Organisation, office: Organisation
) -> None:
    opportunity = _posted(walk, people["hui"])
    _asked(walk, people["hui"], opportunity, office)
    _approved(walk, people["tess"], office)
    application = _begun(walk, people["wen"], opportunity)
    _vouched(walk)
    _sent(walk, people["wen"], application)
    rivals = [_rival(people["kai"], "Kai Sun", opportunity), _rival(people["lea"], "Lea Li", opportunity)]
    judged(walk, people, application, rivals)
    ranked(walk, people["hui"], application, rivals)
    matching_round = sealed(walk, people, opportunity, rivals)
    matched(walk, people, matching_round)
    placed(walk, people["wen"], matching_round, application)


def test_an_offer_is_accepted_on_a_phone(
    page: Page, sign_in: SignIn, look: Look, people: dict[str, User], host: Organisation
) -> None:
    walk = Walk(page, sign_in, look, {"wen": "zh-hans"})
    hui, opportunity = people["hui"], make_opportunity(host, people["hui"])
    make_profile(people["wen"])
    application = make_application(people["wen"], opportunity.intakes.get(), "ranked")
    terms = {"terms_zh": "月薪两万元，合同期两年。", "terms_en": "Two years, at 20,000 yuan a month."}
    make_offer(application, actor=hui, answer_until=soon(), **terms)
    page.set_viewport_size({"width": 390, "height": 844})
    with walk.as_(people["wen"]):
        walk.open("offers:own")
        walk.follow(str(opportunity.title_zh))
        look(page, "offer")
        walk.confirm(_("Accept the place"))
        walk.told(_("You have accepted this place."))
        walk.open("applications:applications")
        expect(page.get_by_role("cell", name=str(ApplicationState.ACCEPTED.label))).to_be_visible()

    application.refresh_from_db()
    assert (application.state, application.holds_place) == ("accepted", True)
    assert opportunity.intakes.get().places_taken == 1


def _posted(walk: Walk, hui: User) -> Opportunity:
    with walk.as_(hui) as page:
        walk.open("opportunities:own")
        walk.follow(_("Post an opportunity"))
        page.locator("input[name=kind][value=postdoc]").check()
        walk.fill(**TITLES)
        walk.press(_("Begin the draft"))
        page.wait_for_url("**/edit/")
        opportunity = Opportunity.objects.get()
        _texts(walk, opportunity)
        walk.open("opportunities:detail", opportunity.pk)
        walk.fill(months="24")
        walk.save()
        page.wait_for_url("**/edit/")
        _parts(walk, opportunity)
        walk.open("opportunities:edit", opportunity.pk)
        walk.look(page, "opportunity-edit")
        walk.press(_("Publish"))
        walk.told(_("The opportunity is published."))
        walk.look(page, "opportunity")
    opportunity.refresh_from_db()
    assert (opportunity.state, opportunity.supervisors.count()) == ("published", 2)
    return opportunity


def _texts(walk: Walk, opportunity: Opportunity) -> None:
    walk.open("opportunities:base", opportunity.pk)
    walk.fill(**TEXTS, letters_wanted="1")
    for name, value in (("reach", "universities"), ("filling", "matching"), ("career_stage", "r2")):
        walk.page.locator(f"#id_{name}").select_option(value)
    walk.save()
    walk.page.wait_for_url("**/edit/")


def _parts(walk: Walk, opportunity: Opportunity) -> None:
    _part(walk, opportunity, "intakes", opens_at=clock(-1), closes_at=clock(30), places="2")
    for supervisor in SUPERVISORS:
        _part(walk, opportunity, "supervisors", capacity="1", **supervisor)
    _part(walk, opportunity, "documents", kind="plan", note_zh="不超过五页", note_en="At most five pages")


def _part(walk: Walk, opportunity: Opportunity, noun: str, **values: str) -> None:
    walk.open("opportunities:part_new", opportunity.pk, noun)
    for choice in ("side", "kind"):
        if choice in values:
            walk.page.locator(f"#id_{choice}").select_option(values.pop(choice))
    walk.fill(**values)
    walk.save()
    walk.page.wait_for_url("**/edit/**")


def _asked(walk: Walk, hui: User, opportunity: Opportunity, office: Organisation) -> None:
    with walk.as_(hui) as page:
        walk.open("offices:approvals", opportunity.pk)
        page.locator(f"input[name=rows][value='{office.pk}']").check()
        walk.fill(message="We look for two fellows.")
        walk.press(_("Ask the chosen universities"))
        expect(page.locator(f"input[name=rows][value='{office.pk}']")).to_be_visible()


def _approved(walk: Walk, tess: User, office: Organisation) -> None:
    with walk.as_(tess) as page:
        for queue in ("hosts", "postings"):
            walk.open(f"offices:{queue}", office.pk)
            if queue == "postings":
                walk.look(page, "office-postings")
            page.locator("input[name=rows]").check()
            page.locator("input[name=decision][value=approved]").check()
            walk.press(_("Decide on the chosen rows"))
            expect(page.locator(".badge[data-tone=good]")).to_be_visible()
    assert HostApproval.objects.get().state == PostingApproval.objects.get().state == "approved"


def _begun(walk: Walk, wen: User, opportunity: Opportunity) -> Application:
    with walk.as_(wen) as page:
        walk.open("finding:opportunities")
        walk.look(page, "search")
        walk.follow(str(opportunity.title))
        walk.follow(_("Apply"))
        walk.press(_("Begin the application"))
        walk.follow(_("Write the statement"))
        walk.fill(statement="My doctorate was about perception in rain.\n\nI would like to see it on a road.")
        walk.save()
        walk.follow(str(opportunity.documents.get().get_kind_display()))
        page.locator("#id_upload").set_input_files(
            {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": pdf()}
        )
        walk.press(_("Add"))
        walk.follow(_("Ask a referee"))
        walk.fill(referee_name="Chen Yu", referee_email="chen@referee.example")
        walk.press(_("Ask for the letter"))
        walk.look(page, "application")
    return Application.objects.get()


def _vouched(walk: Walk) -> None:
    """The referee has no account; the link of the mail takes one letter."""
    mail = OutboxMail.objects.get(recipient="chen@referee.example")
    link = next(word for word in mail.text.split() if "/references/" in word)
    with walk.as_(None) as page:
        page.goto("/" + link.split("/", 3)[3])
        walk.look(page, "reference")
        walk.fill(letter_text="Wen Lin is the best doctoral student of the last ten years.")
        walk.press(_("Hand in the letter"))
        walk.told(_("The letter is with the application. Nothing more is to be done."))
        assert page.request.get("/" + link.split("/", 3)[3]).status in (404, 409, 410)


def _sent(walk: Walk, wen: User, application: Application) -> None:
    with walk.as_(wen) as page:
        walk.open("applications:application", application.pk)
        expect(page.get_by_text("Chen Yu")).to_be_visible()
        walk.press(_("Send the application"))
        expect(page.get_by_role("button", name=_("Send the application"))).to_have_count(0)
    application.refresh_from_db()
    assert application.state == "complete"


def _rival(user: User, name: str, opportunity: Opportunity) -> Application:
    make_profile(user, name_zh="", name_en=name)
    return make_application(user, opportunity.intakes.get())
