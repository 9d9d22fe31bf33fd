import hashlib
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from qiao.kit.classification import classified
from qiao.kit.jobs.worker.inline import run_ready_jobs
from qiao.rooms.accounts.models import ApiToken, User
from qiao.rooms.privacy.domain.export import FORMAT, pieces, remove_expired, start_export
from qiao.rooms.privacy.domain.subject import subject_of
from qiao.rooms.privacy.errors import ExportRunning
from qiao.rooms.privacy.models import DataExport, DataSubjectRequest
from tests.rooms.privacy.conftest import enter
from tests.rooms.privacy.factory import Maker

pytestmark = pytest.mark.django_db


@pytest.fixture
def export(owner: User) -> DataExport:
    started = start_export(owner)
    run_ready_jobs()
    started.refresh_from_db()
    return started


def document(export: DataExport) -> dict[str, Any]:
    with export.file.open("rb") as file:
        loaded: dict[str, Any] = json.load(file)
    return loaded


def test_file_holds_what_is_held_with_reason(owner: User, export: DataExport) -> None:
    found = document(export)

    assert (found["format"], found["version"]) == (FORMAT, 1)
    assert found["about"] == {"account": str(owner.pk), "emails": ["owner@example.org"], "people": []}
    parts = {part["model"]: part for part in found["parts"]}
    assert parts["accounts.user"]["rows"][0]["email"] == "owner@example.org"
    assert parts["accounts.user"]["why"]["zh-hans"] == "用于登录并保障账号安全"
    assert {"activity.activity", "jobs.job", "privacy.dataexport"} <= set(parts)


def test_file_keeps_to_its_published_schema(client: Client, maker: Maker) -> None:
    """For a person of whom every kind of record exists."""
    for label, entry in classified.items():
        if entry.is_personal and entry.erase is not None:
            maker.make(classified.get(label).model)
    found = json.loads("".join(pieces(subject_of(maker.user))))
    schema = json.loads(Path(str(finders.find("privacy/personal-data-1.schema.json"))).read_text("utf-8"))

    jsonschema_rs.validator_for(schema).validate(found)
    assert found["$schema"].endswith("/static/privacy/personal-data-1.schema.json")
    assert len(found["parts"]) > 20


def test_file_holds_no_secret(owner: User, export: DataExport) -> None:
    text = json.dumps(document(export))

    assert owner.password not in text
    assert '"password"' not in text


def test_tokens_are_named_without_what_opens(owner: User) -> None:
    later = timezone.now() + timedelta(days=1)
    ApiToken.objects.create(
        user=owner, name="script", prefix="abcdefgh", token_hash="0" * 64, expires_at=later
    )
    started = start_export(owner)
    run_ready_jobs()
    started.refresh_from_db()

    row = next(part for part in document(started)["parts"] if part["model"] == "accounts.apitoken")["rows"][0]
    assert row["name"] == "script"
    assert "token_hash" not in row


def test_checksum_and_size_are_of_the_file(export: DataExport) -> None:
    content = Path(export.file.path).read_bytes()

    assert export.sha256 == hashlib.sha256(content).hexdigest()
    assert export.size == len(content)


def test_one_file_is_made_at_a_time(owner: User) -> None:
    start_export(owner)
    with pytest.raises(ExportRunning):
        start_export(owner)

    run_ready_jobs()
    start_export(owner)


def test_only_its_owner_fetches_it(client: Client, owner: User, stranger: User, operator: User) -> None:
    started = start_export(owner)
    run_ready_jobs()
    url = reverse("privacy:export-file", args=[started.pk])

    statuses = [enter(client, user).get(url).status_code for user in (owner, stranger, operator)]
    assert statuses == [200, 404, 404]
    client.logout()
    assert client.get(url).status_code == 302


def test_owner_is_asked_again_who_they_are(client: Client, owner: User, export: DataExport) -> None:
    client.force_login(owner)
    answer = client.get(reverse("privacy:export-file", args=[export.pk]))

    assert answer.status_code == 302
    assert "reauth" in answer["Location"]


def test_file_is_an_attachment_that_nobody_stores(client: Client, owner: User, export: DataExport) -> None:
    answer = enter(client, owner).get(reverse("privacy:export-file", args=[export.pk]))

    assert answer["Content-Disposition"] == 'attachment; filename="my-data.json"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


def test_file_ends_after_a_week(client: Client, owner: User, export: DataExport) -> None:
    path = Path(export.file.path)
    DataExport.objects.update(expires_at=timezone.now())
    gone = enter(client, owner).get(reverse("privacy:export-file", args=[export.pk]))

    assert gone.status_code == 410
    assert path.exists()


@pytest.mark.django_db(transaction=True)
def test_expired_file_is_removed_from_the_disk(owner: User) -> None:
    started = start_export(owner)
    run_ready_jobs()
    started.refresh_from_db()
    path = Path(started.file.path)
    DataExport.objects.update(expires_at=timezone.now())

    assert remove_expired() == 1
    assert not path.exists()
    assert DataExport.objects.count() == 0


def test_pages_lead_through_it(client: Client, owner: User) -> None:
    client.force_login(owner)
    started = client.post(reverse("privacy:exports"))
    waiting = client.get(started["Location"]).content.decode()
    run_ready_jobs()
    ready = client.get(started["Location"]).content.decode()

    assert "The file is being made" in waiting
    assert "Download the file" in ready
    assert DataSubjectRequest.objects.count() == 0


def test_queries_do_not_grow_with_rows(owner: User) -> None:
    from qiao.kit.activity.record import record

    def export_with(more: int) -> tuple[int, int]:
        for _ in range(more):
            record(owner, "privacy.export.asked", owner)
        with CaptureQueriesContext(connection) as queries:
            text = "".join(pieces(subject_of(owner)))
        return text.count('"privacy.export.asked"'), len(queries)

    rows, queries = export_with(1)
    rows_later, queries_later = export_with(49)

    assert (rows, rows_later) == (1, 50)
    assert queries_later == queries
