"""An organiser brings a workbook in, corrects it, confirms it, has it planned, accepts, and takes it out."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from qiao.kit.jobs.worker import run_ready_jobs
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.decision import propose
from qiao.rooms.exchanges.domain.exchange import change_exchange, create_exchange
from qiao.rooms.exchanges.enums import DecisionKind
from qiao.rooms.exchanges.models import Delegation, Exchange
from qiao.rooms.meetings.models import MeetingRound
from qiao.rooms.meetings.planning.plan import make_plan
from qiao.rooms.meetings.workbook.read import read_event
from tests.rooms.exchanges.conftest import VALUES, account, organisation
from tests.rooms.meetings.intake.test_take import sheets, wish
from tests.support.meeting_workbook import workbook

SignIn = Callable[[Page, Any], None]
Look = Callable[..., None]
WORDS = {
    "en": {
        "door": "Workbook",
        "upload": "Upload and look at the preview",
        "faults": "The table cannot be taken as it is",
        "again": "Upload a corrected table",
        "go on": "Upload and go on",
        "commit": "Import now",
        "result": "Go on to what was imported",
        "timetables": "Timetables",
        "plan": "Have a timetable made",
        "accept": "Accept",
        "accepted": "Accepted",
        "download": "Download the workbook",
    },
    "zh-hans": {
        "door": "工作簿",
        "upload": "上传并查看预览",
        "faults": "无法接受该表格",
        "again": "上传改正后的表格",
        "go on": "上传并继续",
        "commit": "立即导入",
        "result": "查看导入的内容",
        "timetables": "洽谈排期",
        "plan": "生成洽谈排期",
        "accept": "接受",
        "accepted": "已采用",
        "download": "下载工作簿",
    },
}


@pytest.fixture
def fay(transactional_db: None, settings: Any, tmp_path: Path) -> User:
    settings.MEDIA_ROOT = tmp_path / "media"
    return account("fay", organisation("Federation", kind="association", country="CN", name_zh="联合会"))


@pytest.fixture
def exchange(fay: User) -> Exchange:
    made = create_exchange(fay.memberships.get().organisation, actor=fay, values=VALUES)
    propose(made.partners.get(), actor=fay, kind=DecisionKind.RELEASE)
    return change_exchange(made, actor=fay, values={"seats": 100})


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_workbook_becomes_a_timetable(
    page: Page, sign_in: SignIn, look: Look, look_here: Look, fay: User, exchange: Exchange, language: str
) -> None:
    words, headings = WORDS[language], language[:2]
    sign_in(page, fay)
    page.goto(f"/{language}/exchanges/{exchange.pk}/")
    page.get_by_role("link", name=words["door"], exact=True).first.click()
    look(page, f"workbook-{language}")

    _choose(page, sheets(wishes=[wish("DUKE", "DUKE", rank=1)]), headings)
    page.get_by_role("button", name=words["upload"]).click()
    expect(page.get_by_role("alert").first).to_contain_text(words["faults"])
    look_here(page, f"workbook-faults-{language}")

    _choose(page, sheets(), headings)
    page.get_by_role("button", name=words["upload"]).click()
    run_ready_jobs()
    expect(page.get_by_role("link", name=words["again"]).first).to_be_visible(timeout=10_000)
    sheet = "单位" if headings == "zh" else "organisations"
    expect(page.get_by_role("rowheader", name=f"{sheet}!A2")).to_be_visible()
    look(page, f"workbook-problems-{language}")

    page.get_by_role("link", name=words["again"]).first.click()
    rows = [row | {"country": "新加坡"} for row in sheets()["organisations"]]
    _choose(page, sheets(organisations=rows), headings)
    page.get_by_role("button", name=words["go on"]).click()
    run_ready_jobs()
    expect(page.get_by_role("button", name=words["commit"])).to_be_visible(timeout=10_000)
    assert Delegation.objects.count() == 0
    look(page, f"workbook-preview-{language}")

    page.get_by_role("button", name=words["commit"]).click()
    run_ready_jobs()
    expect(page.get_by_role("link", name=words["result"])).to_be_visible(timeout=10_000)
    assert Delegation.objects.count() == 2
    look(page, f"workbook-done-{language}")

    page.get_by_role("link", name=words["result"]).click()
    page.get_by_role("link", name=words["timetables"], exact=True).click()
    page.get_by_role("button", name=words["plan"]).click()
    run_ready_jobs()
    page.goto(page.url)
    page.locator("summary", has_text=words["accept"]).first.click()
    page.get_by_role("button", name=words["accept"], exact=True).last.click()
    expect(page.get_by_text(words["accepted"]).first).to_be_visible()

    page.goto(f"/{language}/meetings/rounds/{MeetingRound.objects.get().pk}/")
    look(page, f"workbook-round-{language}")
    with page.expect_download() as downloading:
        page.get_by_role("link", name=words["download"]).click()
    content = Path(downloading.value.path()).read_bytes()
    assert (
        len([name for name in openpyxl.load_workbook(io.BytesIO(content)).sheetnames if name[0] == "#"]) == 3
    )
    assert make_plan(read_event(io.BytesIO(content)), time_limit=20).meetings


def _choose(page: Page, rows: Any, headings: str) -> None:
    file = {
        "name": "洽谈.xlsx",
        "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "buffer": workbook(rows, headings).getvalue(),
    }
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]  # a plain dict will do
