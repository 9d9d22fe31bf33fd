import io
import re
from posixpath import dirname, join, normpath
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from qiao.kit.files.documents import prepare_document
from qiao.kit.jobs.models import Job
from qiao.kit.jobs.worker import run_ready_jobs
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.domain.material import add_material
from qiao.rooms.programme.domain.offline import ask_offline_copy
from qiao.rooms.programme.models import Material, ProgrammeItem
from qiao.rooms.programme.question_errors import NotReleased
from tests.kit.files.samples import pdf, upload
from tests.rooms.programme.public.conftest import Released

_LINK = re.compile(r'(?:href|src|poster)="([^"]*)"')


def made(exchange: Exchange, actor: User) -> ZipFile:
    ask_offline_copy(exchange, actor=actor)
    run_ready_jobs()
    answer = Client().get(reverse("programme:offline_copy", args=[exchange.pk]))
    return ZipFile(io.BytesIO(b"".join(answer)))


def test_offline_copy_opens_without_a_network(
    exchange: Exchange, welcome: ProgrammeItem, internal: ProgrammeItem, release: Released, fay: User
) -> None:
    for access in ("public", "participants"):
        material = Material(exchange=exchange, kind="handout", title_en=f"For {access}", access=access)
        add_material(material, actor=fay, files={"file": prepare_document(upload(pdf(), "handout.pdf"))})
    release()

    archive = made(exchange, fay)
    names = set(archive.namelist())
    pages = {name: archive.read(name).decode() for name in names if name.endswith(".html")}
    inside = {
        normpath(join(dirname(name), link.partition("#")[0]))
        for name, page in pages.items()
        for link in _LINK.findall(page)
        if not link.startswith(("http", "#"))
    }

    assert {"index.html", "en/index.html", "zh-hans/index.html", f"en/{welcome.pk}.html"} <= names
    assert {"programme.json", "en/schedule.xml", "zh-hans/programme.ics"} <= names
    assert inside <= names
    assert sum(name.startswith("files/") for name in names) == 1
    assert "For participants" not in "".join(pages.values())
    assert "Staff breakfast" not in "".join(pages.values())
    assert "欢迎仪式" in pages["zh-hans/index.html"]


def test_offline_copy_of_one_state_is_one_job(
    exchange: Exchange, welcome: ProgrammeItem, release: Released, fay: User
) -> None:
    release()
    first = ask_offline_copy(exchange, actor=fay)
    run_ready_jobs()
    again = ask_offline_copy(exchange, actor=fay)
    release()

    after = ask_offline_copy(exchange, actor=fay)

    assert again == first
    assert after != first
    assert Job.objects.count() == 2


def test_offline_copy_of_an_older_state_is_not_given(
    exchange: Exchange, welcome: ProgrammeItem, release: Released, fay: User
) -> None:
    release()
    made(exchange, fay)
    path = reverse("programme:offline_copy", args=[exchange.pk])
    page = reverse("programme:public", args=[exchange.pk])
    there = (Client().get(path).status_code, path in Client().get(page).text)
    exchange.partners.first().organisation.save()

    assert there == (200, True)
    assert (Client().get(path).status_code, path in Client().get(page).text) == (404, False)


def test_offline_copy_needs_a_release(exchange: Exchange, fay: User) -> None:
    with pytest.raises(NotReleased):
        ask_offline_copy(exchange, actor=fay)


@pytest.mark.parametrize(("role", "status"), [("fay", 302), ("hui", 404), ("sam", 404)])
def test_offline_copy_is_asked_for_by_organisers(
    client: Client,
    exchange: Exchange,
    welcome: ProgrammeItem,
    release: Released,
    request: pytest.FixtureRequest,
    role: str,
    status: int,
) -> None:
    release()
    client.force_login(request.getfixturevalue(role))

    answer = client.post(reverse("programme:offline_making", args=[exchange.pk]))

    assert answer.status_code == status
