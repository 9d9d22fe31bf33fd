"""The directory in a browser: look for an organisation, edit its profile in both languages, see the map."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from qiao.kit.files.images import prepare_image
from qiao.rooms.accounts.domain.account import create_account
from qiao.rooms.accounts.domain.operatorship import appoint
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.claim import claim_affiliation
from qiao.rooms.directory.domain.drafts import NameDraft, PersonNameDraft
from qiao.rooms.directory.domain.name import add_name
from qiao.rooms.directory.domain.organisation import change_organisation, create_organisation
from qiao.rooms.directory.domain.part import add_part, set_logo
from qiao.rooms.directory.domain.person import change_person, create_person, set_visibility
from qiao.rooms.directory.domain.publication import set_publication
from qiao.rooms.directory.enums import Publication, Visibility
from qiao.rooms.directory.models import (
    Contact,
    Equipment,
    Fact,
    GalleryImage,
    Membership,
    Organisation,
    OrganisationDomain,
    OrganisationField,
    Unit,
    UnitField,
)

LANGUAGES = ("zh-hans", "en")
PLACES = [
    ("Columbia University", "哥伦比亚大学", "US", "New York", "纽约", 40.8075, -73.9626, "00hj8s172"),
    ("University of Chicago", "芝加哥大学", "US", "Chicago", "芝加哥", 41.7886, -87.5987, "024mw5h28"),
    ("Duke University", "杜克大学", "US", "Durham", "达勒姆", 36.0014, -78.9382, "00py81415"),
    ("Durham University", "杜伦大学", "GB", "Durham", "杜伦", 54.7650, -1.5782, "01v29qb04"),
    ("King's College London", "伦敦国王学院", "GB", "London", "伦敦", 51.5115, -0.1160, "0220mzb33"),
    (
        "National University of Singapore",
        "新加坡国立大学",
        "SG",
        "Singapore",
        "新加坡",
        1.2966,
        103.7764,
        "01tgyzw49",
    ),
    (
        "Australian National University",
        "澳大利亚国立大学",
        "AU",
        "Canberra",
        "堪培拉",
        -35.2777,
        149.1185,
        "019wvm592",
    ),
    ("The University of Tokyo", "东京大学", "JP", "Tokyo", "东京", 35.7126, 139.7620, "057zh3y96"),
    (
        "Technical University of Munich",
        "慕尼黑工业大学",
        "DE",
        "Munich",
        "慕尼黑",
        48.1497,
        11.5679,
        "02kkvpp62",
    ),
]


@pytest.fixture
def operator(db: None) -> User:
    user = create_account("opal@server.example", None, "en")
    appoint(user, None)
    return user


@pytest.fixture
def universities(operator: User) -> list[Organisation]:
    return [_university(operator, row) for row in PLACES]


@pytest.fixture
def centre(operator: User) -> Organisation:
    """A fictitious innovation centre that says everything an entry can say."""
    names = [
        NameDraft(value="北青智能网联汽车创新中心", language="zh"),
        NameDraft(value="Beiqing Innovation Centre for Intelligent Connected Vehicles", language="en"),
    ]
    values = {
        "kind": "innovation_centre",
        "country": "CN",
        "city_zh": "北京",
        "city_en": "Beijing",
        "latitude": Decimal("39.79500"),
        "longitude": Decimal("116.50600"),
        "time_zone": "Asia/Shanghai",
        "website": "https://centre.example/",
        "positioning_zh": "面向智能网联汽车的开放研发与测试平台，服务人才引进、联合培养和科研合作。",
        "positioning_en": "An open platform for research and testing of intelligent connected vehicles.",
        "core_business_zh": "道路测试与示范。\n\n车路云一体化技术研发。",
        "provenance": "fictitious",
    }
    made = create_organisation(actor=operator, names=names, values=values)
    add_name(
        made, actor=operator, draft=NameDraft(value="BICV", language="en", kind="acronym", is_preferred=False)
    )
    set_logo(made, actor=operator, prepared=picture((360, 360), "steelblue"))
    _show(made, operator)
    return set_publication(made, actor=operator, state=Publication.PUBLISHED)


@pytest.fixture
def owner(centre: Organisation) -> User:
    user = create_account("owner@centre.example", None, "zh-hans")
    Membership.objects.create(organisation=centre, user=user, role="owner")
    return user


@pytest.mark.parametrize("language", LANGUAGES)
def test_public_pages_look_right(
    page: Page, look: Any, universities: list[Organisation], centre: Organisation, language: str
) -> None:
    for name, path in {
        "overview": "",
        "organisations": "organisations/",
        "organisation": f"organisations/{centre.pk}/",
        "university": f"organisations/{universities[0].pk}/",
        "people": "people/",
    }.items():
        page.goto(f"/{language}/directory/{path}")
        look(page, f"directory-{name}-{language}")
    page.goto(f"/{language}/")
    look(page, f"directory-home-{language}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_an_owner_look_right(
    page: Page, look: Any, sign_in: Any, centre: Organisation, owner: User, operator: User, language: str
) -> None:
    asker = create_account("wei@centre.example", None, "en")
    claim = claim_affiliation(centre, actor=asker, claimed_name="魏明", note="In the test team since May.")
    lin = _person(centre, operator)
    unit = centre.units.first()
    assert unit is not None
    sign_in(page, owner)
    for name, path in {
        "edit": f"organisations/{centre.pk}/profile/",
        "members": f"organisations/{centre.pk}/members/",
        "refusal": f"claims/{claim.pk}/refusal/",
        "unit": f"parts/units/{unit.pk}/",
        "film": f"parts/films/of/{centre.pk}/new/",
        "contact": f"parts/contacts/of/{centre.pk}/new/",
        "mine": "mine/",
        "person": f"people/{lin.pk}/",
        "person-edit": f"people/{lin.pk}/profile/",
        "people-of-members": "people/",
        "own-person": "people/me/",
        "new": "organisations/new/",
    }.items():
        page.goto(f"/{language}/directory/{path}")
        look(page, f"directory-{name}-{language}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_an_operator_look_right(
    page: Page, look: Any, sign_in: Any, universities: list[Organisation], operator: User, language: str
) -> None:
    twin = _university(
        operator, ("Columbia University", "哥大", "US", "New York City", "纽约", 40.8, -73.9, None)
    )
    sign_in(page, operator)
    for name, path in {
        "duplicates": "duplicates/",
        "merge": f"organisations/{universities[0].pk}/merge/{twin.pk}/",
        "partners": f"organisations/{universities[0].pk}/duplicates/",
        "organisation-of-operator": f"organisations/{universities[0].pk}/",
    }.items():
        page.goto(f"/{language}/directory/{path}")
        look(page, f"directory-{name}-{language}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_empty_pages_say_what_to_do(page: Page, look: Any, db: None, language: str) -> None:
    for name, path in {"overview": "", "organisations": "organisations/", "people": "people/"}.items():
        page.goto(f"/{language}/directory/{path}")
        expect(page.locator(".empty a.button").first).to_be_visible()
        look(page, f"directory-empty-{name}-{language}")


def test_a_search_in_either_language_finds_the_same(
    page: Page, universities: list[Organisation], centre: Organisation
) -> None:
    for language in LANGUAGES:
        for text in ("汽车", "qiche", "Vehicles", "ＢＩＣＶ"):
            page.goto(f"/{language}/directory/organisations/")
            page.get_by_role("searchbox").first.fill(text)
            page.get_by_role("searchbox").first.press("Enter")

            rows = page.locator("#listing-rows tbody tr")
            expect(rows).to_have_count(1)
            expect(rows).to_contain_text("Beiqing" if language == "en" else "北青")


def test_the_home_page_suggests_while_one_types(
    page: Page, look_here: Any, universities: list[Organisation], centre: Organisation
) -> None:
    page.goto("/zh-hans/")
    page.get_by_role("searchbox").press_sequentially("gelunbiya", delay=20)
    expect(page.locator(".suggestions a")).to_have_count(1)
    look_here(page, "directory-suggestions")

    page.locator(".suggestions a").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("哥伦比亚大学")


def test_an_owner_edits_the_profile_in_both_languages(
    page: Page, sign_in: Any, centre: Organisation, owner: User
) -> None:
    sign_in(page, owner)
    page.goto(f"/zh-hans/directory/organisations/{centre.pk}/")
    expect(page.get_by_text("车路云一体化技术研发。", exact=True)).to_be_visible()

    page.goto(f"/en/directory/organisations/{centre.pk}/")
    expect(page.locator("abbr.fallback").first).to_be_visible()
    page.get_by_role("link", name="Edit", exact=True).first.click()
    expect(page.get_by_text("English missing")).to_have_count(1)
    page.locator("#id_core_business_en").fill("Road tests and demonstrations.")
    page.locator("#id_ror_id").fill("00hj8s173")
    page.locator("#profile").get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("check digits")
    page.locator("#id_ror_id").fill("")
    page.locator("#profile").get_by_role("button", name="Save").click()

    expect(page.get_by_text("Road tests and demonstrations.", exact=True)).to_be_visible()
    expect(page.locator("abbr.fallback")).to_have_count(0)
    centre.refresh_from_db()
    assert centre.core_business_zh.startswith("道路测试与示范。")
    assert centre.core_business_en == "Road tests and demonstrations."


def test_a_wrong_logo_is_refused_with_a_sentence(
    page: Page, sign_in: Any, centre: Organisation, owner: User
) -> None:
    sign_in(page, owner)
    page.goto(f"/en/directory/organisations/{centre.pk}/profile/")
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>window.qiao_xss=1</script></svg>'
    page.locator("#id_logo").set_input_files({"name": "logo.svg", "mimeType": "image/svg+xml", "buffer": svg})

    page.get_by_role("button", name="Save the logo").click()

    expect(page.get_by_role("alert")).to_contain_text("SVG")
    assert page.evaluate("window.qiao_xss") is None


def picture(size: tuple[int, int], colour: str) -> Any:
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).ellipse(
        [size[0] // 6, size[1] // 6, size[0] * 5 // 6, size[1] * 5 // 6], fill=colour
    )
    content = BytesIO()
    image.save(content, "PNG")
    return prepare_image(SimpleUploadedFile("picture.png", content.getvalue()))


def _university(operator: User, row: tuple[Any, ...]) -> Organisation:
    name_en, name_zh, country, city_en, city_zh, latitude, longitude, ror = row
    made = create_organisation(
        actor=operator,
        names=[NameDraft(value=name_zh, language="zh"), NameDraft(value=name_en, language="en")],
        values={
            "kind": "university",
            "country": country,
            "city_zh": city_zh,
            "city_en": city_en,
            "latitude": Decimal(str(latitude)),
            "longitude": Decimal(str(longitude)),
            "ror_id": ror,
            "provenance": "sample",
        },
    )
    return set_publication(made, actor=operator, state=Publication.PUBLISHED)


def _show(made: Organisation, operator: User) -> None:
    lab = Unit(
        organisation=made,
        kind="laboratory",
        name_zh="车路协同实验室",
        name_en="Laboratory of vehicle-road cooperation",
        description_zh="研究车端、路侧与云端的协同感知。",
        description_en="Studies how vehicles, roadsides and the cloud perceive together.",
        is_open_to_visitors=True,
    )
    add_part(lab, actor=operator)
    add_part(
        Equipment(unit=lab, name_zh="六自由度驾驶模拟器", name_en="Driving simulator", quantity=2),
        actor=operator,
    )
    add_part(UnitField(unit=lab, code="0716"), actor=operator)
    add_part(
        Unit(organisation=made, parent=lab, name_zh="感知组", name_en="Perception group"), actor=operator
    )
    for label_zh, label_en, value, unit_zh, unit_en in (
        ("测试道路", "Test roads", "1,200", "公里", "km"),
        ("研发人员", "Research staff", "320", "人", "people"),
        ("合作高校", "Partner universities", "40", "所", "schools"),
    ):
        figure = Fact(
            organisation=made,
            label_zh=label_zh,
            label_en=label_en,
            value=value,
            unit_zh=unit_zh,
            unit_en=unit_en,
        )
        add_part(figure, actor=operator)
    for number, colour in enumerate(("steelblue", "seagreen", "indianred")):
        image = GalleryImage(
            organisation=made, caption_zh=f"展厅{number + 1}", caption_en=f"Hall {number + 1}"
        )
        add_part(image, actor=operator, files={"image": picture((960, 540), colour)})
    add_part(OrganisationField(organisation=made, code="0716"), actor=operator)
    add_part(OrganisationDomain(organisation=made, suffix="centre.example"), actor=operator)
    office = Contact(
        organisation=made, role_zh="国际合作部", role_en="International office", email="office@centre.example"
    )
    office.visibility = Visibility.PUBLIC
    add_part(office, actor=operator)
    change_organisation(made, actor=operator, values={})


def _person(organisation: Organisation, operator: User) -> Any:
    names = [
        PersonNameDraft(value="林文", language="zh", family="林", given="文"),
        PersonNameDraft(value="Wen Lin", language="en", order="given_first"),
    ]
    person = create_person(
        actor=operator,
        names=names,
        values={},
        organisation=organisation,
        position_zh="国际合作主任",
        position_en="Head of international cooperation",
    )
    values = {"email": "lin@centre.example", "email_visibility": "members", "languages": ["zh", "en"]}
    change_person(person, actor=operator, values=values | {"orcid": "0000-0002-1825-0097"})
    return set_visibility(
        person, actor=operator, visibility=Visibility.PUBLIC, consent_basis="e-mail of 2 March"
    )
