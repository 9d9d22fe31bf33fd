"""After an erasure no table, file or mail holds a marker of the person, whatever models there will be."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse

from qiao.kit.classification import classified
from qiao.kit.jobs.worker.inline import run_ready_jobs
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Person
from qiao.rooms.privacy.domain.consent import give_consent
from qiao.rooms.privacy.domain.erasure import erase_person
from qiao.rooms.privacy.domain.request import approve_request, make_request
from qiao.rooms.privacy.enums import RequestKind, RequestState
from qiao.rooms.privacy.models import ConsentEntry, DataSubjectRequest, PurposeText
from tests.rooms.privacy.conftest import enter
from tests.rooms.privacy.factory import Maker

KEPT = {entry.model._meta.db_table for entry in classified if entry.is_personal and entry.erase is None}


def stored() -> Iterator[tuple[str, str]]:
    """Every column of every table as text, whether a model knows the table or not."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table in KEPT:
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [column[0] for column in cursor.description or ()]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    text = (
                        bytes(value).decode(errors="replace")
                        if isinstance(value, bytes | memoryview)
                        else value
                    )
                    yield f"{table}.{name}", str(text)
    for session in Session.objects.all():
        yield "django_session (decoded)", str(session.get_decoded())
    for path in Path(settings.MEDIA_ROOT).rglob("*"):
        yield "a file's name", path.name
        if path.is_file():
            yield "a file's content", path.read_bytes().decode(errors="replace")


def places(markers: list[str]) -> set[str]:
    return {place for place, text in stored() if any(marker in text for marker in markers)}


def personal() -> list[str]:
    return [label for label, entry in classified.items() if entry.is_personal and entry.erase is not None]


@pytest.mark.parametrize("label", personal())
def test_finder_finds_a_persons_row(maker: Maker, label: str) -> None:
    entry = classified.get(label)
    row = maker.make(entry.model)
    assert entry.find is not None

    assert row.pk in set(entry.find(maker.subject).values_list("pk", flat=True))


@pytest.mark.django_db(transaction=True)
def test_nothing_of_a_person_is_left(maker: Maker, client: Client) -> None:
    client.force_login(maker.user)
    for label in personal():
        maker.make(classified.get(label).model)
    assert len(places(maker.markers)) > 20  # the control: the markers are where one looks for them

    certificate = erase_person(maker.subject)

    assert places(maker.markers) == set()
    assert {part["model"] for part in certificate["erased"]} >= set(personal()) - {"sessions.session"}


@pytest.mark.django_db(transaction=True)
def test_others_keep_everything(maker: Maker, stranger: User) -> None:
    other = Maker(stranger, Person.objects.create(user=stranger, name_en="Stranger"))
    other.made = {"accounts.user": other.user, "directory.person": other.person}
    for label in personal():
        other.make(classified.get(label).model)
    before = places(other.markers)

    erase_person(maker.subject)

    assert places(other.markers) == before


@pytest.mark.django_db(transaction=True)
def test_failure_undoes_everything(maker: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    for label in personal():
        maker.make(classified.get(label).model)
    before = places(maker.markers)
    broken = classified.get("accounts.user")
    monkeypatch.setitem(classified._entries, "accounts.user", _broken(broken))

    with pytest.raises(ZeroDivisionError):
        erase_person(maker.subject)
    assert places(maker.markers) == before


def _broken(entry: Any) -> Any:
    from dataclasses import replace

    return replace(entry, erase=lambda rows: 1 // 0)


@pytest.mark.django_db(transaction=True)
def test_request_is_carried_out_and_certified(client: Client, owner: User, operator: User) -> None:
    give_consent(owner, PurposeText.objects.filter(language="en")[0])
    enter(client, owner)
    asked = make_request(owner, kind=RequestKind.ERASURE, details="Everything, please.")
    approve_request(operator, asked)
    run_ready_jobs(["mail"])
    letter = str(mail.outbox[-1].body)
    run_ready_jobs()

    asked.refresh_from_db()
    assert (asked.state, asked.user, asked.email, asked.details) == (RequestState.DONE, None, "", "")
    assert places(["owner@example.org"]) == set()
    assert ConsentEntry.objects.get().user is None
    assert client.get(reverse("privacy:my-data")).status_code == 302  # signed out
    path = letter.split("http://testserver")[1].split()[0]
    page = Client().get(path).content.decode()
    assert "Removed or emptied" in page
    assert "owner" not in page


@pytest.mark.django_db(transaction=True)
def test_last_letter_goes_before_the_address(owner: User, operator: User) -> None:
    approve_request(operator, make_request(owner, kind=RequestKind.ERASURE))
    run_ready_jobs(["default"])

    assert DataSubjectRequest.objects.get().state == RequestState.APPROVED
    assert User.objects.filter(email="owner@example.org").exists()


@pytest.mark.django_db(transaction=True)
def test_carrying_out_twice_changes_nothing(owner: User, operator: User) -> None:
    from qiao.rooms.privacy.domain.request import _carry_out

    approve_request(operator, make_request(owner, kind=RequestKind.ERASURE))
    run_ready_jobs(["mail"])
    run_ready_jobs()
    certificate = DataSubjectRequest.objects.get().certificate

    assert _carry_out(str(DataSubjectRequest.objects.get().pk)) == {}
    assert DataSubjectRequest.objects.get().certificate == certificate
