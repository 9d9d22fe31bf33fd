"""Imports through the API, with a token and without."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from qiao.kit.imports.models import Import
from qiao.kit.jobs.worker import run_ready_jobs
from qiao.rooms.accounts.domain.token import create_token
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Organisation
from tests.kit.imports.conftest import ROWS, Checked, Table

KIND = "directory.organisations"


class Program:
    def __init__(self, user: User, scopes: list[str]) -> None:
        _row, secret = create_token(
            user, name="Program", scope_names=scopes, expires_at=timezone.now() + timedelta(days=1)
        )
        self.client = Client(headers={"Authorization": f"Bearer {secret}"}, raise_request_exception=False)

    def ask(self, method: str, path: str = "", body: Any = None, **options: Any) -> Any:
        given = {"data": body, "content_type": "application/json"} if body is not None else options
        return getattr(self.client, method)(f"/api/v1/imports{path}", **given)


@pytest.fixture
def program(operator: User) -> Program:
    return Program(operator, ["imports.write"])


def test_a_program_imports_and_undoes(program: Program, table: Table) -> None:
    made = program.ask("post", data={"importer": KIND, "table": table()})
    assert made.status_code == 201
    path = f"/{made.json()['id']}"
    assert made.json()["mapping"][0] == "name_zh"
    body = {"mapping": made.json()["mapping"], "options": {"publish": True}}
    assert program.ask("put", f"{path}/mapping", body).json()["state"] == "mapped"

    assert program.ask("post", f"{path}/check").status_code == 202
    run_ready_jobs()
    assert program.ask("get", path).json()["state"] == "checked"
    assert len(program.ask("get", f"{path}/rows").json()["items"]) == 3
    assert program.ask("post", f"{path}/commit").status_code == 202
    run_ready_jobs()
    read = program.ask("get", path).json()
    assert (read["state"], read["created_count"], read["is_running"]) == ("committed", 3, False)
    assert program.ask("post", f"{path}/undo").status_code == 202
    run_ready_jobs()
    assert program.ask("get", path).json()["state"] == "undone"
    assert Organisation.objects.count() == 0
    assert program.ask("get").json()["items"][0]["file_name"] == "table.csv"


def test_refused_table_names_its_places(program: Program, table: Table) -> None:
    answer = program.ask("post", data={"importer": KIND, "table": table([["a"]])})

    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["problems"][0] | {"row": "2"} == answer.json()["problems"][0]
    assert not Import.objects.exists()


def test_problems_and_corrections_go_through_the_api(
    program: Program, checked: Checked, table: Table
) -> None:
    source = checked([["名", "", "dragon", "US", ""]])

    (problem,) = program.ask("get", f"/{source.pk}/problems").json()["items"]
    assert (problem["row"], problem["column"], problem["excerpt"]) == (2, "C", "dragon")
    assert program.ask("post", f"/{source.pk}/commit").status_code == 409
    assert program.ask("post", f"/{source.pk}/table", data={"table": table()}).json()["row_count"] == 3
    assert program.ask("delete", f"/{source.pk}").status_code == 204
    assert Import.objects.get().state == "discarded"


def test_duplicates_are_decided_through_the_api(
    program: Program, imported: Checked, checked: Checked
) -> None:
    imported()
    source = checked(ROWS[:2])
    rows = program.ask("get", f"/{source.pk}/duplicates").json()["items"]
    target = rows[0]["proposals"][0]["id"]
    decisions = [{"row": 2, "choice": "update", "target_id": target}, {"row": 3, "choice": "skip"}]

    answer = program.ask("post", f"/{source.pk}/decisions", {"decisions": decisions})

    assert answer.status_code == 200
    assert [row.choice for row in source.rows.all()] == ["update", "skip"]
    wrong = {"decisions": [{"row": 2, "choice": "update"}]}
    assert program.ask("post", f"/{source.pk}/decisions", wrong).status_code == 422


@pytest.mark.parametrize(
    "form", [{"importer": "nothing"}, {"importer": KIND}, {}, {"importer": KIND, "table": "text"}]
)
def test_bad_uploads_are_refused(program: Program, form: dict[str, Any]) -> None:
    assert program.ask("post", data=form).status_code in {404, 422}


def test_strangers_and_other_scopes_find_nothing(
    operator: User, stranger: User, checked: Checked, table: Table
) -> None:
    source = checked()
    foreign, narrow = Program(stranger, ["imports.write"]), Program(operator, ["directory.read"])

    assert foreign.ask("get", f"/{source.pk}").status_code == 404
    assert foreign.ask("post", data={"importer": KIND, "table": table()}).status_code == 404
    assert foreign.ask("get").json()["items"] == []
    assert narrow.ask("get", f"/{source.pk}").status_code == 403
    assert Client().get(f"/api/v1/imports/{source.pk}").status_code == 401
