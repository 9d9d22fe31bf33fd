"""What the buttons and forms of the pages do."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from qiao.rooms.accounts.models import Invitation, User
from qiao.rooms.directory.domain.claim import claim_affiliation
from qiao.rooms.directory.models import (
    DifferentOrganisations,
    Equipment,
    Film,
    GalleryImage,
    MergeRecord,
    Organisation,
    Person,
    Unit,
)

Browser = Callable[[User | None], Client]
CAPTIONS = b"WEBVTT\n\n00:00.000 --> 00:02.000\nWelcome\n"


def png() -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", (64, 48), "navy").save(content, "PNG")
    return SimpleUploadedFile("picture.png", content.getvalue(), "image/png")


def mp4() -> SimpleUploadedFile:
    def box(name: bytes, body: bytes = b"") -> bytes:
        return (8 + len(body)).to_bytes(4, "big") + name + body

    content = (
        box(b"ftyp", b"isom\x00\x00\x02\x00isomiso2mp41")
        + box(b"moov", box(b"mvhd", bytes(100)))
        + box(b"mdat", b"x" * 100)
    )
    return SimpleUploadedFile("film.mp4", content, "video/mp4")


def post(client: Client, name: str, *args: Any, **values: Any) -> Any:
    token = {"csrfmiddlewaretoken": "as every form of a page sends one"}
    return client.post(reverse(f"directory:{name}", args=args), values | token)


def test_an_organisation_is_entered(browser: Browser, stranger: User) -> None:
    client = browser(stranger)

    empty = post(client, "organisation_new", kind="company", country="CN")
    made = post(client, "organisation_new", new_name_zh="北青公司", kind="company", country="CN")

    assert (empty.status_code, made.status_code) == (422, 302)
    assert Organisation.objects.get().memberships.get().user == stranger


def test_a_refusal_of_the_domain_stands_at_its_field(
    browser: Browser, owner: User, columbia: Organisation, make: Any
) -> None:
    make("Duke University", ror_id="00py81415")
    values = {"kind": "university", "country": "US", "ror_id": "https://ror.org/00py81415"}

    answer = post(browser(owner), "organisation_edit", columbia.pk, **values)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["ror_id"]


def test_a_film_shows_captions_of_the_language_first(
    browser: Browser, owner: User, columbia: Organisation
) -> None:
    answer = post(
        browser(owner),
        "part_new",
        "films",
        columbia.pk,
        title_en="Our campus",
        position="0",
        video=mp4(),
        poster=png(),
        captions_zh=SimpleUploadedFile("zh.vtt", CAPTIONS, "text/vtt"),
        captions_en=SimpleUploadedFile("en.vtt", CAPTIONS, "text/vtt"),
    )
    assert answer.status_code == 302, answer.context["form"].errors

    for language, first in (("en", "en"), ("zh-hans", "zh-Hans")):
        page = browser(None).get(f"/{language}/directory/organisations/{columbia.pk}/").content.decode()
        assert page.count("<track") == 2
        assert f'srclang="{first}"' in page.split("<track")[1]
    film = Film.objects.get()
    assert browser(None).get(film.video.get_absolute_url()).status_code == 200
    assert film.poster is not None


def test_pictures_of_a_draft_are_not_served_to_visitors(
    browser: Browser, owner: User, columbia: Organisation
) -> None:
    post(browser(owner), "organisation_logo", columbia.pk, logo=png())
    columbia.refresh_from_db()
    assert columbia.logo is not None
    address = columbia.logo.get_absolute_url()

    public = browser(None).get(address).status_code
    post(browser(owner), "organisation_publication", columbia.pk, "archived")

    assert [public, browser(None).get(address).status_code, browser(owner).get(address).status_code] == [
        200,
        404,
        200,
    ]


def test_parts_are_added_changed_and_removed(browser: Browser, owner: User, columbia: Organisation) -> None:
    client = browser(owner)
    post(client, "part_new", "units", columbia.pk, kind="laboratory", name_en="Lab", position="0")
    unit = Unit.objects.get()
    post(client, "part_new", "equipment", unit.pk, name_en="Arm", quantity="2", position="0")
    piece = Equipment.objects.get()

    post(client, "part_edit", "equipment", piece.pk, name_en="Robot arm", quantity="3", position="0")
    assert list(Equipment.objects.values_list("name_en", "quantity")) == [("Robot arm", 3)]
    removed = post(client, "part_removal", "units", unit.pk)

    assert removed.status_code == 302
    assert not Unit.objects.exists()


def test_a_picture_may_be_described_anew_without_a_new_file(
    browser: Browser, owner: User, columbia: Organisation
) -> None:
    client = browser(owner)
    missing = post(client, "part_new", "pictures", columbia.pk, caption_en="Hall", position="0")
    post(client, "part_new", "pictures", columbia.pk, caption_en="Hall", position="0", image=png())
    picture = GalleryImage.objects.get()

    post(client, "part_edit", "pictures", picture.pk, caption_en="Great hall", position="1")

    assert missing.status_code == 422
    changed = GalleryImage.objects.get()
    assert (changed.caption_en, changed.image_id) == ("Great hall", picture.image_id)


def test_names_are_added_changed_and_removed(browser: Browser, owner: User, columbia: Organisation) -> None:
    client = browser(owner)
    twice = {"value": "Columbia University", "language": "en", "kind": "official"}
    assert post(client, "name_new", "organisations", columbia.pk, **twice).status_code == 422
    post(client, "name_new", "organisations", columbia.pk, value="CU", language="en", kind="acronym")
    name = columbia.names.get(value="CU")

    post(client, "name_edit", "organisations", name.pk, value="CUNY?", language="en", kind="alias")
    post(client, "name_removal", "organisations", name.pk)

    assert columbia.names.count() == 2


def test_members_are_invited_promoted_and_removed(
    browser: Browser, owner: User, member: User, manager: User, columbia: Organisation
) -> None:
    client = browser(owner)
    post(client, "members", columbia.pk, email="new@columbia.edu", role="manager")
    assert Invitation.objects.get().details == {"role": "manager"}
    assert (
        post(browser(member), "members", columbia.pk, email="b@columbia.edu", role="member").status_code
        == 404
    )
    assert post(client, "members", columbia.pk, email="mia@columbia.edu", role="member").status_code == 422

    post(client, "member_role", member.memberships.get().pk, role="manager")
    assert post(client, "member_role", member.memberships.get().pk, role="king").status_code == 422
    post(client, "member_removal", manager.memberships.get().pk)
    post(client, "member_ownership", member.memberships.get().pk)
    post(client, "member_departure", owner.memberships.get().pk)

    assert list(columbia.memberships.values_list("user__email", "role")) == [("mia@columbia.edu", "owner")]


def test_a_request_is_withdrawn(browser: Browser, stranger: User, columbia: Organisation) -> None:
    claim = claim_affiliation(columbia, actor=stranger, claimed_name="Sam")

    post(browser(stranger), "claim_withdrawal", claim.pk)

    claim.refresh_from_db()
    assert claim.state == "withdrawn"


def test_duplicates_are_told_apart_merged_and_parted(
    browser: Browser, operator: User, columbia: Organisation, make: Any
) -> None:
    client = browser(operator)
    twin, other = make("Columbia University"), make("Columbia University")
    post(client, "difference", columbia.pk, other.pk)
    assert DifferentOrganisations.objects.count() == 1

    chosen = dict.fromkeys(("name_zh", "ror_id", "city_zh", "city_en"), "survivor")
    assert post(client, "merge", columbia.pk, twin.pk).status_code == 422
    post(client, "merge", columbia.pk, twin.pk, **chosen)
    found = client.get(reverse("directory:merge_partners", args=[columbia.pk]) + "?q=Columbia")
    assert [row.pk for row in found.context["likely"]] == [other.pk]
    post(client, "merge_undoing", MergeRecord.objects.get().pk)

    assert Organisation.objects.standing().count() == 3


def test_a_person_makes_opens_and_removes_the_own_page(browser: Browser, stranger: User) -> None:
    client = browser(stranger)
    assert post(client, "own_person").status_code == 422
    post(client, "own_person", new_name_zh="孙明", new_name_en="Sam Sun")
    own = Person.objects.get()
    assert client.get(reverse("directory:own_person")).status_code == 302

    visibilities = {"email_visibility": "private", "phone_visibility": "private"}
    post(client, "person_edit", own.pk, about_en="Engineer", languages=["zh", "en"], **visibilities)
    post(client, "person_visibility", own.pk, visibility="public")
    post(client, "person_photo", own.pk, photo=png())
    own.refresh_from_db()
    assert (own.about_en, own.languages, own.visibility) == ("Engineer", ["zh", "en"], "public")
    assert own.photo is not None
    page = browser(None).get(reverse("directory:person", args=[own.pk]))
    assert "孙明" in page.content.decode()
    assert browser(None).get(own.photo.get_absolute_url()).status_code == 200

    post(client, "person_visibility", own.pk, visibility="private")
    assert browser(None).get(own.photo.get_absolute_url()).status_code == 404
    post(client, "person_removal", own.pk)
    assert not Person.objects.exists()


def test_a_manager_enters_a_person_and_their_affiliations(
    browser: Browser, manager: User, columbia: Organisation, make: Any
) -> None:
    client = browser(manager)
    foreign = make("Duke University")
    refused = post(client, "person_new", new_name_zh="林文", organisation=foreign.pk)
    post(client, "person_new", new_name_zh="林文", organisation=columbia.pk, position_zh="顾问")
    lin = Person.objects.get()

    assert refused.status_code == 422
    closed = post(client, "person_visibility", lin.pk, visibility="public")
    assert closed.status_code == 422
    post(client, "affiliation_new", lin.pk, organisation=columbia.pk, position_en="Lecturer")
    row = lin.affiliations.get(position_en="Lecturer")
    wrong = post(client, "affiliation_edit", row.pk, starts_on="2026-02-01", ends_on="2026-01-01")
    assert wrong.status_code == 422
    post(client, "affiliation_edit", row.pk, starts_on="2025-02-01", ends_on="2026-01-01")
    post(client, "affiliation_removal", lin.affiliations.get(position_zh="顾问").pk)
    assert [str(affiliation.ends_on) for affiliation in lin.affiliations.all()] == ["2026-01-01"]


def test_whoever_has_no_organisation_learns_how_to_get_one(browser: Browser, stranger: User) -> None:
    client = browser(stranger)
    post(client, "own_person", new_name_en="Sam")

    page = client.get(reverse("directory:affiliation_new", args=[Person.objects.get().pk])).content.decode()

    assert "Your organisation confirms where you work" in page


@pytest.mark.parametrize(
    "name", ["organisation_logo", "organisation_publication", "person_visibility", "merge_undoing"]
)
def test_actions_take_no_get(browser: Browser, operator: User, columbia: Organisation, name: str) -> None:
    arguments = [columbia.pk, "draft"] if name == "organisation_publication" else [columbia.pk]

    assert browser(operator).get(reverse(f"directory:{name}", args=arguments)).status_code == 405


def test_structured_data_says_what_the_page_says(browser: Browser, columbia: Organisation) -> None:
    answer = browser(None).get(reverse("directory:organisation", args=[columbia.pk]))

    assert answer.context["jsonld"]["@type"] == "CollegeOrUniversity"
    assert answer.context["jsonld"]["sameAs"] == ["https://ror.org/00hj8s172"]
    assert answer.context["jsonld"]["alternateName"] == ["哥伦比亚大学"]
    assert '<script type="application/ld+json">' in answer.content.decode()
