"""An organiser imports a workbook: meets planted errors, corrects them, imports, undoes."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from qiao.kit.jobs.worker import run_ready_jobs
from qiao.kit.tables.write import NewSheet, xlsx_bytes
from qiao.rooms.accounts.domain.account import create_account
from qiao.rooms.accounts.domain.operatorship import appoint
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.drafts import NameDraft
from qiao.rooms.directory.domain.organisation import create_organisation
from qiao.rooms.directory.models import Organisation

HEADER = ["学校中文名", "English name", "类型", "Country", "City", "Website", "ROR"]
GOOD = [
    [
        "哥伦比亚大学",
        "Columbia University",
        "大学",
        "美国",
        "New York",
        "https://www.columbia.edu",
        "00hj8s172",
    ],
    ["芝加哥大学", "University of Chicago", "University", "US", "Chicago", "", "https://ror.org/024mw5h28"],
    ["杜伦大学", "Durham University", "大学", "英国", "Durham", "https://www.durham.ac.uk", ""],
]
PLANTED = {(0, 6): "00hj8s173", (1, 2): "大雪", (2, 5): "javascript:alert(1)"}
WORDS = {
    "en": {
        "upload": "Upload and go on",
        "check": "Check the table",
        "again": "Upload a corrected table",
        "decide": "Possible duplicates",
        "keep": "Keep the decisions",
        "commit": "Import now",
        "undo": "Undo the import",
        "undone": "The import has been undone",
        "faults": "The table cannot be taken as it is",
    },
    "zh-hans": {
        "upload": "上传并继续",
        "check": "检查表格",
        "again": "上传改正后的表格",
        "decide": "可能重复的条目",
        "keep": "保存处理方式",
        "commit": "立即导入",
        "undo": "撤销导入",
        "undone": "导入已撤销",
        "faults": "无法接受该表格",
    },
}
Look = Callable[..., None]


@pytest.fixture
def operator(transactional_db: None, settings: Any, tmp_path: Path) -> User:
    settings.MEDIA_ROOT = tmp_path / "media"
    user = create_account("opal@server.example", None, "en")
    appoint(user, None)
    names = [NameDraft(value="Durham University", language="en")]
    create_organisation(actor=user, names=names, values={"kind": "university", "country": "GB"})
    return user


def _workbook(folder: Path, name: str, rows: Sequence[Sequence[str]], header: Sequence[str] = HEADER) -> Path:
    path = folder / name
    path.write_bytes(xlsx_bytes([NewSheet("名单", header, rows), NewSheet("Notes", ["x"], [])]))
    return path


def _with_errors() -> list[list[str]]:
    return [
        [PLANTED.get((row, column), value) for column, value in enumerate(values)]
        for row, values in enumerate(GOOD)
    ]


@pytest.mark.timeout(600)
@pytest.mark.parametrize("language", WORDS)
def test_table_with_errors_is_corrected_imported_and_undone(
    page: Page,
    sign_in: Callable[[Page, Any], None],
    look: Look,
    look_here: Look,
    operator: User,
    tmp_path: Path,
    language: str,
) -> None:
    words = WORDS[language]
    sign_in(page, operator)
    page.goto(f"/{language}/imports/")
    look(page, f"imports-{language}")

    page.locator("main a[href$='/imports/new/directory.organisations/']").click()
    look(page, f"imports-new-{language}")
    page.locator("input[type=file]").set_input_files(_workbook(tmp_path, "名单.xlsx", _with_errors()))
    page.get_by_role("button", name=words["upload"]).click()
    look(page, f"imports-mapping-{language}")

    page.get_by_role("button", name=words["check"]).click()
    look(page, f"imports-progress-{language}")
    run_ready_jobs()
    expect(page.get_by_role("link", name=words["again"]).first).to_be_visible(timeout=10_000)  # by itself
    for place, value in (("G2", "00hj8s173"), ("C3", "大雪"), ("F4", "javascript:alert(1)")):
        row = page.get_by_role("row").filter(has_text=place)
        expect(row).to_contain_text(value)
    assert Organisation.objects.count() == 1
    look(page, f"imports-problems-{language}")

    page.get_by_role("link", name=words["again"]).first.click()
    page.locator("input[type=file]").set_input_files(_workbook(tmp_path, "twice.xlsx", [HEADER, *GOOD]))
    page.get_by_role("button", name=words["upload"]).click()
    expect(page.get_by_role("alert").first).to_contain_text(words["faults"])
    look_here(page, f"imports-faults-{language}")
    page.locator("input[type=file]").set_input_files(_workbook(tmp_path, "corrected.xlsx", GOOD))
    page.get_by_role("button", name=words["upload"]).click()
    page.get_by_role("button", name=words["check"]).click()
    run_ready_jobs()

    page.get_by_role("link", name=words["decide"]).click()
    look(page, f"imports-duplicates-{language}")
    page.get_by_role("combobox").last.select_option(index=1)
    page.get_by_role("button", name=words["keep"]).click()
    page.goto(page.url.removesuffix("duplicates"))
    look(page, f"imports-checked-{language}")
    page.get_by_role("button", name=words["commit"]).click()
    run_ready_jobs()
    expect(page.get_by_text(words["undo"]).first).to_be_visible(timeout=10_000)
    assert Organisation.objects.count() == 3
    assert Organisation.objects.get(name_en="Durham University").name_zh == "杜伦大学"
    look(page, f"imports-committed-{language}")

    page.locator("summary", has_text=words["undo"]).click()
    page.get_by_role("button", name=words["undo"]).last.click()
    run_ready_jobs()
    expect(page.get_by_role("heading", name=words["undone"])).to_be_visible(timeout=10_000)
    look(page, f"imports-undone-{language}")
    assert Organisation.objects.count() == 1
    assert Organisation.objects.get().name_zh == ""


def test_import_goes_on_without_scripts(
    browser: Any, live_server: Any, sign_in: Callable[[Page, Any], None], operator: User, tmp_path: Path
) -> None:
    with browser.new_context(base_url=live_server.url, java_script_enabled=False) as context:
        page = context.new_page()
        sign_in(page, operator)
        page.goto("/en/imports/new/directory.organisations/")
        page.locator("input[type=file]").set_input_files(_workbook(tmp_path, "list.xlsx", GOOD[:2]))
        page.get_by_role("button", name="Upload and go on").click()
        page.get_by_role("button", name="Check the table").click()
        run_ready_jobs()
        page.get_by_role("link", name="Look again").click()
        page.get_by_role("button", name="Import now").click()
        run_ready_jobs()
        page.get_by_role("link", name="Look again").click()

        expect(page.get_by_role("heading", name="Imported")).to_be_visible()
        assert Organisation.objects.count() == 3
