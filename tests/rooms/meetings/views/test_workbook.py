"""The workbook at the pages: who may, what is refused, the preview, the confirmation."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from qiao.kit.activity.models import Activity
from qiao.kit.imports.errors import ImportHasProblems, WrongImportStep
from qiao.kit.imports.models import Import, ImportRow
from qiao.kit.imports.undo import start_undo
from qiao.kit.jobs.worker import run_ready_jobs
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.enums import PartnerRole
from qiao.rooms.exchanges.models import Delegation, Exchange, Partner
from qiao.rooms.meetings.models import MeetingRound, MeetingWish
from qiao.rooms.meetings.report.book import round_xlsx
from tests.rooms.meetings.domain.conftest import member, partner
from tests.rooms.meetings.intake.test_take import sheets, slot, wish
from tests.rooms.meetings.views.conftest import At
from tests.support.meeting_workbook import forty, workbook


@pytest.fixture
def cora(exchange: Exchange, organiser: Partner) -> User:
    """Speaks for the co-organiser."""
    return member(partner(exchange, "Professionals", PartnerRole.CO_ORGANISER, "association"), "cora")


def upload(file: io.BytesIO) -> SimpleUploadedFile:
    return SimpleUploadedFile("meetings.xlsx", file.getvalue())


def bring(at: At, reader: User, exchange: Exchange, file: io.BytesIO, **more: Any) -> Any:
    sent = {"round": "", "name_en": "Meetings", "country": "US"} | more
    return at.sends(reader, "workbook", exchange.pk, table=upload(file), **sent)


@pytest.mark.parametrize(
    ("name", "status"),
    [("fay", 200), ("cora", 200), ("nan", 404), ("opal", 404), ("hui", 404), ("una", 404), ("sam", 404)],
)
def test_owners_alone_bring_a_workbook(
    name: str, status: int, at: At, parties: Any, exchange: Exchange, request: pytest.FixtureRequest,
    cora: User, hui: User, nan: User, opal: User, sam: User,
) -> None:  # fmt: skip
    reader = request.getfixturevalue(name)

    assert at.reads(reader, "workbook", exchange.pk).status_code == status
    assert at.reads(reader, "workbook_template", exchange.pk).status_code == status
    sent = bring(at, reader, exchange, workbook(sheets()))
    assert sent.status_code == (302 if status == 200 else 404)
    assert Import.objects.count() == (1 if status == 200 else 0)


@pytest.mark.parametrize(
    ("name", "status"),
    [("fay", 200), ("cora", 200), ("opal", 200), ("nan", 404), ("hui", 404), ("una", 404), ("sam", 404)],
)
def test_owners_and_the_operator_take_the_workbook_out(
    name: str, status: int, at: At, wished: MeetingRound, request: pytest.FixtureRequest,
    cora: User, hui: User, nan: User, opal: User, sam: User,
) -> None:  # fmt: skip
    assert at.reads(request.getfixturevalue(name), "round_workbook", wished.pk).status_code == status


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_faulty_workbook_stores_nothing_and_names_the_cell(
    language: str, at: At, exchange: Exchange, fay: User
) -> None:
    wrong = workbook(sheets(wishes=[wish("DUKE", "DUKE", rank=1), wish("DUKE", "MIT")]))

    with translation.override(language):
        answer = bring(at, fay, exchange, wrong)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert all(place in page for place in ("wishes!B2", "wishes!B3"))
    assert ("自己" if language == "zh-hans" else "wishes to meet itself") in page
    assert (Import.objects.count(), MeetingRound.objects.count(), Delegation.objects.count()) == (0, 0, 0)


def test_preview_writes_nothing_and_the_confirmation_all(
    at: At, client: Client, exchange: Exchange, fay: User
) -> None:
    bring(at, fay, exchange, workbook(sheets()))
    run_ready_jobs()

    source = Import.objects.get()
    page = client.get(reverse("imports:import", args=[source.pk])).content.decode()
    assert (source.present_state, source.problem_count) == ("checked", 0)
    assert MeetingRound.objects.count() == 0
    assert Organisation.objects.filter(name_en="Duke University").count() == 0
    assert all(word in page for word in ("organisations", "Import now"))

    client.post(reverse("imports:commit", args=[source.pk]))
    run_ready_jobs()

    source.refresh_from_db()
    assert source.present_state == "committed"
    assert (source.created_count, source.updated_count) == (
        source.rows.filter(choice="create").count(),
        source.rows.filter(choice="update").count(),
    )
    assert MeetingRound.objects.get().parties.count() == 4
    assert Activity.objects.filter(action="imports.import.committed").count() == 1
    page = client.get(reverse("imports:import", args=[source.pk])).content.decode()
    assert reverse("meetings:round", args=[MeetingRound.objects.get().pk]) in page


def test_again_there_is_nothing_to_import(at: At, client: Client, exchange: Exchange, fay: User) -> None:
    for _time in range(2):
        newest = MeetingRound.objects.last()
        bring(at, fay, exchange, workbook(sheets()), round=str(newest.pk) if newest else "")
        run_ready_jobs()
        source = Import.objects.order_by("-id")[0]
        client.post(reverse("imports:commit", args=[source.pk]))
        run_ready_jobs()

    source.refresh_from_db()
    page = client.get(reverse("imports:import", args=[source.pk])).content.decode()
    assert (source.present_state, set(source.rows.values_list("choice", flat=True))) == ("checked", {"skip"})
    assert "Everything in the workbook is there already" in page


def test_what_changed_since_the_preview_is_not_written(
    at: At, client: Client, exchange: Exchange, fay: User
) -> None:
    bring(at, fay, exchange, workbook(sheets()))
    run_ready_jobs()
    source = Import.objects.get()
    Exchange.objects.filter(pk=exchange.pk).update(seats=3)

    client.post(reverse("imports:commit", args=[source.pk]))
    run_ready_jobs()

    source.refresh_from_db()
    assert (source.present_state, MeetingRound.objects.count()) == ("checked", 0)
    assert "Entries have changed since the check" in source.refusal_sentence


def test_what_the_site_refuses_stands_at_its_cell_in_both_languages(
    at: At, client: Client, exchange: Exchange, fay: User
) -> None:
    Exchange.objects.filter(pk=exchange.pk).update(seats=4)
    bring(at, fay, exchange, workbook(sheets(slots=[slot(9), slot(10), slot(11) | {"date": "2099-07-01"}])))
    run_ready_jobs()

    source = Import.objects.get()
    told = {each.place: each for each in source.problems.all()}
    assert set(told) == {"delegates!A2", "slots!B4"}
    with translation.override("en"):
        assert "free seats" in told["delegates!A2"].sentence
    with translation.override("zh-hans"):
        assert "席位" in told["delegates!A2"].sentence
    answer = client.post(reverse("imports:commit", args=[source.pk]))
    assert answer.status_code == ImportHasProblems.status
    assert MeetingRound.objects.count() == 0


def test_corrected_workbook_is_rehearsed_at_once(
    at: At, client: Client, exchange: Exchange, fay: User
) -> None:
    bring(at, fay, exchange, workbook(sheets()), country="")
    run_ready_jobs()
    source = Import.objects.get()
    assert {each.place for each in source.problems.all()} == {f"organisations!A{row}" for row in (2, 3, 4, 5)}

    rows = [row | {"country": "新加坡"} for row in sheets()["organisations"]]
    table = upload(workbook(sheets(organisations=rows)))
    client.post(reverse("imports:table", args=[source.pk]), {"table": table})
    run_ready_jobs()

    source.refresh_from_db()
    assert (source.present_state, source.problem_count) == ("checked", 0)
    assert ImportRow.objects.filter(source=source, choice="create").exists()


def test_workbook_is_not_undone_as_one(at: At, client: Client, exchange: Exchange, fay: User) -> None:
    bring(at, fay, exchange, workbook(sheets()))
    run_ready_jobs()
    source = Import.objects.get()
    client.post(reverse("imports:commit", args=[source.pk]))
    run_ready_jobs()
    source = Import.objects.get()

    page = client.get(reverse("imports:import", args=[source.pk])).content.decode()
    assert reverse("imports:undo", args=[source.pk]) not in page
    with pytest.raises(WrongImportStep):
        start_undo(source, actor=fay)


def test_download_costs_the_same_for_forty_delegations(
    at: At, client: Client, exchange: Exchange, fay: User
) -> None:
    counts = []
    days = {"slots": [slot(hour) for hour in (9, 10, 11)], "availability": []}
    big = forty() | days
    big["wishes"] = [row | {"pin": None} for row in big["wishes"]]
    for rows in (sheets(), big):
        newest = MeetingRound.objects.last()
        bring(at, fay, exchange, workbook(rows), round=str(newest.pk) if newest else "")
        run_ready_jobs()
        source = Import.objects.order_by("-id")[0]
        client.post(reverse("imports:commit", args=[source.pk]))
        run_ready_jobs()
        source.refresh_from_db()
        assert (list(source.problems.all()), source.present_state) == ([], "committed")
        found = MeetingRound.objects.select_related("exchange").get()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            round_xlsx(found, actor=fay)
        counts.append(len(queries))

    assert found.parties.count() == 40 + 13 + 2  # Duke and ANU stand in both workbooks
    assert MeetingWish.objects.count() > 400
    assert counts[0] == counts[1] <= 25
