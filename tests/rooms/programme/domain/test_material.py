from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from qiao.kit.access import may
from qiao.kit.errors import NotPermitted
from qiao.kit.files.captions import prepare_captions
from qiao.kit.files.documents import prepare_document
from qiao.kit.files.models import StoredFile
from qiao.kit.files.videos import prepare_video
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import Delegation, Exchange
from qiao.rooms.programme.domain.material import add_material, change_material, remove_material
from qiao.rooms.programme.models import Material, ProgrammeItem
from tests.kit.files.samples import CAPTIONS, mp4, pdf, upload

ACCESS = ("public", "participants", "organisers")


def handout(
    exchange: Exchange, actor: User, access: str = "public", item: ProgrammeItem | None = None
) -> Material:
    material = Material(exchange=exchange, item=item, kind="handout", title_en="Handout", access=access)
    return add_material(material, actor=actor, files={"file": prepare_document(upload(pdf(), "handout.pdf"))})


def film(exchange: Exchange, actor: User) -> Material:
    material = Material(exchange=exchange, kind="film", title_zh="宣传片", access="public")
    captions = {
        f"captions_{language}": prepare_captions(upload(CAPTIONS.encode(), "film.vtt"))
        for language in ("zh", "en")
    }
    return add_material(
        material, actor=actor, files={"file": prepare_video(upload(mp4(), "film.mp4"))} | captions
    )


def test_film_has_captions_in_both_languages_and_answers_ranges(exchange: Exchange, fay: User) -> None:
    material = film(exchange, fay)

    page = Client().get(reverse("programme:materials", args=[exchange.pk])).content.decode()
    part = Client().get(material.address, headers={"Range": "bytes=0-9"})

    assert page.index('srclang="en"') < page.index('srclang="zh-Hans"')
    assert (part.status_code, part["Content-Length"]) == (206, "10")
    assert part["Content-Security-Policy"].startswith("sandbox")


def test_handout_is_only_downloaded(exchange: Exchange, fay: User) -> None:
    material = handout(exchange, fay)

    answer = Client().get(material.address)

    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("role", "seen"),
    [("fay", ACCESS), ("hui", ACCESS[:2]), ("una", ACCESS[:2]), ("sam", ACCESS[:1]), ("", ACCESS[:1])],
)
def test_material_is_seen_by_whom_it_is_for(
    exchange: Exchange,
    fay: User,
    delegation: Delegation,
    request: pytest.FixtureRequest,
    role: str,
    seen: tuple[str, ...],
) -> None:
    materials = [handout(exchange, fay, access) for access in ACCESS]
    client = Client()
    if role:
        client.force_login(request.getfixturevalue(role))

    answers = [client.get(material.address).status_code for material in materials]
    page = client.get(reverse("programme:materials", args=[exchange.pk])).content.decode()

    assert answers == [200 if access in seen else 404 for access in ACCESS]
    assert page.count('handout.pdf"') == len(seen)


def test_material_of_an_internal_session_is_not_for_everyone(
    exchange: Exchange, fay: User, una: User, delegation: Delegation, item: ProgrammeItem
) -> None:
    material = handout(exchange, fay, item=item)
    item.is_public = False

    assert [may(user, "programme.view_material", material) for user in (fay, una)] == [True, True]
    assert not may(Client().get("/en/").wsgi_request.user, "programme.view_material", material)


@pytest.mark.parametrize("role", ["hui", "nan", "sam"])
def test_material_is_added_by_organisers_only(
    exchange: Exchange, request: pytest.FixtureRequest, role: str
) -> None:
    with pytest.raises(NotPermitted):
        handout(exchange, request.getfixturevalue(role))

    assert not StoredFile.objects.exists()


def test_material_changes_its_file_and_loses_the_old_one(exchange: Exchange, fay: User) -> None:
    material = handout(exchange, fay)
    old = material.file

    changed = change_material(
        material,
        actor=fay,
        values={"title_en": "New"},
        files={"file": prepare_document(upload(pdf(), "new.pdf"))},
    )

    assert str(changed.title) == "New"
    assert changed.file
    assert changed.file.name == "new.pdf"
    assert old
    assert not StoredFile.objects.filter(pk=old.pk).exists()


def test_material_is_removed_with_its_files(exchange: Exchange, fay: User) -> None:
    material = film(exchange, fay)

    remove_material(material, actor=fay)

    assert not Material.objects.exists()
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    "values", [{"kind": "link"}, {"kind": "slides"}, {"kind": "link", "url": "javascript:alert(1)"}]
)
def test_material_without_a_file_or_an_address_is_refused(
    exchange: Exchange, fay: User, values: dict[str, Any]
) -> None:
    with pytest.raises(ValidationError):
        add_material(Material(exchange=exchange, title_en="Nothing", **values), actor=fay)

    assert not Material.objects.exists()


def test_organiser_adds_and_removes_a_material_on_the_pages(
    client: Client, exchange: Exchange, fay: User, item: ProgrammeItem
) -> None:
    client.force_login(fay)
    url = reverse("programme:material_new", args=[exchange.pk, "slides"])
    given = {
        "title_en": "Slides",
        "item": item.pk,
        "access": "public",
        "licence": "cc-by-4.0",
        "position": "0",
    }

    empty = client.post(url, given)
    added = client.post(url, given | {"file": upload(pdf(), "slides.pdf")})
    material = Material.objects.get()
    page = client.get(added.headers["Location"]).content.decode()
    client.post(reverse("programme:material_removal", args=[material.pk]))

    assert (empty.status_code, added.status_code) == (422, 302)
    assert material.item == item
    assert "CC BY 4.0" in page
    assert not Material.objects.exists()


def test_material_is_changed_on_its_page(client: Client, exchange: Exchange, fay: User) -> None:
    material = handout(exchange, fay)
    client.force_login(fay)
    given = {"title_en": "Better", "access": "participants", "licence": "reserved", "position": "2"}

    answer = client.post(reverse("programme:material", args=[material.pk]), given)

    material.refresh_from_db()
    assert answer.status_code == 302
    assert (material.title_en, material.access) == ("Better", "participants")
    assert material.file is not None
