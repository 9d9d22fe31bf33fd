"""A person's way through their profile, and what the pages show to whom."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from qiao.rooms.accounts.models import User
from qiao.rooms.profiles.domain.entry import add_entry
from qiao.rooms.profiles.domain.profile import set_audiences, set_page
from qiao.rooms.profiles.models import Education, Profile, ProfileFile, Publication, Skill
from qiao.rooms.profiles.models.profile import NAMED
from tests.rooms.exchanges.conftest import organisation
from tests.rooms.profiles.factory import make_education
from tests.rooms.profiles.test_files import PDF
from tests.rooms.profiles.test_importing import BIB, RESUME

OWN = "/en/profiles/own/"


@pytest.fixture
def page(client: Client, wen: User) -> Client:
    """Wen's browser."""
    client.force_login(wen)
    return client


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_a_profile_is_begun_by_choice(page: Client, wen: User) -> None:
    assert "Begin my profile" in text_of(page, OWN)
    assert page.get(f"{OWN}basics/").status_code == 404
    assert not Profile.objects.exists()

    assert page.post(f"{OWN}beginning/")["Location"] == f"{OWN}basics/"
    assert page.post(f"{OWN}basics/", {"country": "XX"}).status_code == 422
    assert page.post(f"{OWN}basics/", {"name_zh": "林文", "country": "CN"}).status_code == 302
    assert "林文" in text_of(page, OWN)


@pytest.mark.parametrize(
    ("section", "good", "bad"),
    [
        (
            "education",
            {"institution_en": "BIT", "starts": "2020-09"},
            {"institution_en": "BIT", "starts": "x"},
        ),
        ("experience", {"kind": "work", "employer_zh": "汽车厂"}, {"kind": "work"}),
        ("skills", {"name_en": "Python"}, {"name_en": ""}),
        ("languages", {"language": "zh", "hsk": "5"}, {"language": "en", "hsk": "5"}),
        (
            "publications",
            {"kind": "book", "title_en": "T"},
            {"kind": "book", "title_en": "T", "doi": "x"},
        ),
        ("honours", {"kind": "award", "title_en": "Prize"}, {"kind": "award", "title_en": "P", "given": "1"}),
    ],
)
def test_each_section_is_filled_in(
    page: Client, profile: Profile, section: str, good: dict[str, str], bad: dict[str, str]
) -> None:
    new = f"{OWN}sections/{section}/new/"
    assert page.post(new, bad).status_code == 422
    assert page.post(new, good).status_code == 302

    entry = getattr(profile, section).get()
    here = f"{OWN}sections/{section}/{entry.pk}/"
    assert here in text_of(page, OWN)
    text_of(page, here)
    assert page.post(here, bad).status_code == 422
    assert page.post(here, good | {"website": ""}).status_code == 302
    assert page.post(f"{here}place/", {"direction": "up"}).status_code == 302
    assert page.post(f"{here}removal/").status_code == 302
    assert not getattr(profile, section).exists()


def test_a_study_is_linked_to_the_directory(page: Client, profile: Profile) -> None:
    duke = organisation("Duke")
    new = f"{OWN}sections/education/new/"
    given = {"institution_en": "Duke University", "organisation": "Nowhere"}

    assert page.post(new, given).status_code == 422
    assert page.post(new, given | {"organisation": f"https://x/en/{duke.pk}/"}).status_code == 302
    study = Education.objects.get()
    assert study.organisation == duke
    assert page.post(f"{OWN}sections/education/{study.pk}/", given | {"organisation": ""}).status_code == 302
    study.refresh_from_db()
    assert study.organisation is None


def test_strangers_find_nothing(client: Client, profile: Profile, sam: User) -> None:
    study = make_education(profile)
    client.force_login(sam)
    here = f"{OWN}sections/education/{study.pk}/"

    assert client.get(here).status_code == 404
    for path in (here, f"{here}removal/", f"{here}place/"):
        assert client.post(path, {"institution_en": "X"}).status_code == 404
    assert client.get(f"/en/profiles/{profile.pk}/").status_code == 404
    assert client.get(f"{OWN}sections/nothing/new/").status_code == 404
    client.logout()
    assert client.get(OWN).status_code == 302
    assert Education.objects.filter(institution_en="X").count() == 0


def test_a_person_sees_what_each_audience_sees(page: Client, profile: Profile, wen: User) -> None:
    make_education(profile)
    set_audiences(profile, actor=wen, audiences={"education": "offices", "name": "public", "email": "nobody"})

    hosts, blind, offices, public = (
        text_of(page, f"{OWN}looks/{eyes}/").partition("<main")[2]
        for eyes in ("hosts", "blind", "offices", "public")
    )

    assert ("Beijing Institute" in hosts, "Wen Lin" in hosts, wen.email in hosts) == (True, True, False)
    assert ("Beijing Institute" in blind, "Wen Lin" in blind) == (True, False)
    assert ("Beijing Institute" in offices, "Beijing Institute" in public) == (True, False)
    assert page.get(f"{OWN}looks/nobody/").status_code == 404


def test_audiences_are_chosen_and_the_page_is_opened(client: Client, page: Client, profile: Profile) -> None:
    here = f"{OWN}audiences/"
    chosen = {f"sees_{name}": "hosts" for name in NAMED}
    text_of(page, here)
    assert page.post(here, chosen | {"sees_name": "all"}).status_code == 422
    page.post(f"{OWN}page/", {"has_page": "yes"})
    assert not Profile.objects.get().has_page

    assert page.post(here, chosen | {"sees_name": "public"}).status_code == 302
    page.post(f"{OWN}page/", {"has_page": "yes"})
    client.logout()
    public = text_of(client, f"/en/profiles/{profile.pk}/")
    assert ("Wen Lin" in public, "wen@people.example" in public) == (True, False)


def test_the_public_page_shows_nothing_active(client: Client, profile: Profile, wen: User) -> None:
    add_entry(profile, Skill, actor=wen, values={"name_en": "<script>alert(1)</script>"})
    set_audiences(profile, actor=wen, audiences={"name": "public", "skills": "public"})
    set_page(profile, actor=wen, has_page=True)

    public = text_of(client, f"/en/profiles/{profile.pk}/")

    assert "&lt;script&gt;alert(1)" in public
    assert "<script>alert" not in public


def test_a_file_comes_and_goes(page: Client, profile: Profile) -> None:
    new = f"{OWN}files/new/"
    lying = SimpleUploadedFile("cv.pdf", b"<html></html>", "application/pdf")

    text_of(page, new)
    assert page.post(new, {"kind": "cv", "upload": lying}).status_code == 422
    assert page.post(new, {"kind": "photo", "upload": SimpleUploadedFile("me.pdf", PDF)}).status_code == 422
    assert page.post(new, {"kind": "cv", "upload": SimpleUploadedFile("cv.pdf", PDF)}).status_code == 302
    file = ProfileFile.objects.get()
    assert "cv.pdf" in text_of(page, OWN)
    assert page.post(f"{OWN}files/{file.pk}/removal/").status_code == 302
    assert not ProfileFile.objects.exists()


def upload(client: Client, content: bytes, file_format: str = "json_resume") -> Any:
    file = SimpleUploadedFile("file", content)
    return client.post(f"{OWN}import/", {"file_format": file_format, "language": "en", "upload": file})


def test_a_file_is_brought_in_after_a_look(page: Client, profile: Profile, wen: User) -> None:
    add_entry(profile, Skill, actor=wen, values={"name_en": "Python", "level": "Beginner"})
    text_of(page, f"{OWN}import/")
    assert page.get(f"{OWN}import/preview/").status_code == 302
    refused = upload(page, b'{"work": 1}')
    assert (refused.status_code, "work must be a list" in refused.content.decode()) == (422, True)

    assert upload(page, json.dumps(RESUME).encode()).status_code == 302
    preview = text_of(page, f"{OWN}import/preview/")
    assert [word in preview for word in ("Autoworks", "Beginner", "Expert")] == [True, True, True]
    assert not profile.experience.exists()
    assert "waits for your decision" in text_of(page, OWN)
    assert page.post(f"{OWN}import/taking/", {"replaces": "on"}).status_code == 302
    assert profile.skills.get().level == "Expert"
    assert page.post(f"{OWN}import/taking/").status_code == 410
    upload(page, json.dumps(RESUME).encode())
    assert "Everything in the file is in your profile already" in text_of(page, f"{OWN}import/preview/")
    assert page.post(f"{OWN}import/removal/").status_code == 302


def test_a_profile_is_taken_out(page: Client, profile: Profile) -> None:
    upload(page, BIB.encode(), "bibtex")
    page.post(f"{OWN}import/taking/")
    make_education(profile)

    resume = page.get(f"{OWN}resume/zh/")
    written = json.loads(resume.content)
    assert resume["Content-Disposition"].startswith("attachment")
    assert (written["basics"]["name"], written["education"][0]["institution"]) == ("林文", "北京理工大学")
    assert written["education"][0]["studyType"] == "硕士"
    assert "doi = {10.1000/roads}" in text_of(page, f"{OWN}publications.bib")
    assert page.get(f"{OWN}resume/fr/").status_code == 404


def test_the_page_asks_as_often_for_many_rows_as_for_few(page: Client, profile: Profile) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            text_of(page, OWN)
        return len(asked)

    queries()
    Publication.objects.create(profile=profile, title_en="One")
    few = queries()
    Publication.objects.bulk_create(
        Publication(profile=profile, title_en=str(number)) for number in range(20)
    )

    assert queries() == few
