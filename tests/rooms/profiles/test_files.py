import io

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image

from qiao.kit.classification import DataSubject
from qiao.kit.errors import NotPermitted
from qiao.kit.files.errors import FileRefused
from qiao.kit.files.models import StoredFile
from qiao.rooms.accounts.models import User
from qiao.rooms.privacy.domain.erasure import erase_person
from qiao.rooms.profiles.domain.file import add_file, remove_file
from qiao.rooms.profiles.domain.profile import set_audiences, set_page
from qiao.rooms.profiles.enums import PaperKind
from qiao.rooms.profiles.models import Education, Profile, ProfileFile
from qiao.rooms.profiles.readers import file_readers
from tests.rooms.profiles.factory import make_education

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def document(content: bytes = PDF, name: str = "cv.pdf") -> ContentFile[bytes]:
    return ContentFile(content, name)


def photo() -> ContentFile[bytes]:
    written = io.BytesIO()
    Image.new("RGB", (40, 40), "navy").save(written, "PNG")
    return document(written.getvalue(), "me.png")


@pytest.fixture
def cv(profile: Profile, wen: User) -> ProfileFile:
    return add_file(profile, actor=wen, kind=PaperKind.CV, upload=document())


def status_of(client: Client, user: User | None, file: ProfileFile) -> int:
    if user is None:
        client.logout()
    else:
        client.force_login(user)
    return client.get(file.stored.get_absolute_url()).status_code


def test_a_file_is_its_persons_and_of_those_who_have_a_reason(
    client: Client, cv: ProfileFile, wen: User, sam: User, opal: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_readers, "_entries", {})
    assert [status_of(client, user, cv) for user in (wen, sam, opal, None)] == [200, 404, 404, 404]

    file_readers.register("review", lambda reader, file: bool(reader == sam and file == cv))
    assert [status_of(client, user, cv) for user in (sam, opal)] == [200, 404]
    set_audiences(cv.profile, actor=wen, audiences={"files": "nobody"})
    assert [status_of(client, user, cv) for user in (wen, sam)] == [200, 404]


def test_public_files_need_a_public_page(
    client: Client, cv: ProfileFile, profile: Profile, wen: User
) -> None:
    set_audiences(profile, actor=wen, audiences={"files": "public", "name": "public"})
    assert status_of(client, None, cv) == 404

    set_page(profile, actor=wen, has_page=True)
    assert status_of(client, None, cv) == 200


def test_a_file_is_never_served_inline(client: Client, cv: ProfileFile, wen: User) -> None:
    client.force_login(wen)
    answer = client.get(cv.stored.get_absolute_url())

    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/pdf"


@pytest.mark.parametrize(
    "content", [b"<html>", b"%PDF-1.7 1 0 obj << /JavaScript (x) >> endobj %%EOF", b"MZ\x90\x00", b""]
)
def test_a_file_that_lies_is_refused(profile: Profile, wen: User, content: bytes) -> None:
    with pytest.raises(FileRefused):
        add_file(profile, actor=wen, kind=PaperKind.CV, upload=document(content))

    assert not StoredFile.objects.exists()


def test_a_photo_takes_the_place_of_the_one_before(profile: Profile, wen: User) -> None:
    for _time in range(2):
        add_file(profile, actor=wen, kind=PaperKind.PHOTO, upload=photo())

    assert (ProfileFile.objects.count(), StoredFile.objects.count()) == (1, 1)
    with pytest.raises(FileRefused):
        add_file(profile, actor=wen, kind=PaperKind.PHOTO, upload=document())


def test_a_removed_file_goes_with_its_bytes(cv: ProfileFile, wen: User, sam: User) -> None:
    with pytest.raises(NotPermitted):
        remove_file(cv, actor=sam)
    remove_file(cv, actor=wen)

    assert not StoredFile.objects.exists()


def test_an_erased_person_leaves_an_empty_profile(cv: ProfileFile, profile: Profile, wen: User) -> None:
    make_education(profile)

    certificate = erase_person(DataSubject(user_id=wen.pk, emails=frozenset({wen.email})))

    left = Profile.objects.get()
    erased = {row["model"] for row in certificate["erased"]}
    assert {"profiles.profile", "profiles.education", "profiles.profilefile"} <= erased
    assert (left.user_id, left.name_zh, left.name_en, left.email, left.audiences) == (None, "", "", "", {})
    assert not Education.objects.exists()
    assert not StoredFile.objects.exists()
