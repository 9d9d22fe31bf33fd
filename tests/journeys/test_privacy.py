"""A person's data, in both languages: agree, withdraw, take a copy, have everything erased."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import Page, expect

from qiao.kit.jobs.worker.inline import run_ready_jobs
from qiao.rooms.accounts.domain.account import create_account
from qiao.rooms.accounts.domain.operatorship import appoint
from qiao.rooms.accounts.models import User
from qiao.rooms.privacy.domain.consent import has_consent
from qiao.rooms.privacy.models import ConsentEntry, Controller, DataSubjectRequest

PASSWORD = "a long enough password 侨桥"
LANGUAGES = ("zh-hans", "en")
WORDS = {
    "en": {
        "title": "Show my profile on public pages",
        "agree": "Agree",
        "withdraw": "Withdraw",
        "you_agree": "You agree",
        "off": "Off",
        "copy": "Make a copy of my data",
        "download": "Download the file",
        "erase": "Have my data erased",
        "send": "Send the request",
        "approve": "Approve",
        "erased": "Removed or emptied",
        "password": "Password",
    },
    "zh-hans": {
        "title": "在公开页面展示我的资料",
        "agree": "同意",
        "withdraw": "撤回",
        "you_agree": "已同意",
        "off": "未开启",
        "copy": "生成我的个人信息副本",
        "download": "下载文件",
        "erase": "申请删除我的个人信息",
        "send": "提交请求",
        "approve": "批准",
        "erased": "已删除或清空",
        "password": "密码",
    },
}


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path, transactional_db: None) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path / "media"
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def mei() -> User:
    return create_account("mei@uni.example", PASSWORD, "en")


@pytest.fixture
def operator() -> User:
    user = create_account("operator@uni.example", PASSWORD, "en")
    appoint(user, None)
    Controller.objects.create(
        name_zh="示例协会", name_en="Example Association", country="CN", email="p@uni.example"
    )
    return user


def prove(page: Page, words: dict[str, str]) -> None:
    """The page that asks once more who it is."""
    page.get_by_label(words["password"], exact=True).fill(PASSWORD)
    page.get_by_role("main").locator("form button[type=submit]").first.click()


@pytest.mark.parametrize("language", LANGUAGES)
def test_agree_withdraw_copy_and_erasure(
    page: Page,
    sign_in: Callable[[Page, Any], None],
    look: Callable[..., None],
    mei: User,
    operator: User,
    language: str,
) -> None:
    words = WORDS[language]
    User.objects.update(language=language)
    mei.refresh_from_db()
    sign_in(page, mei)
    page.goto(f"/{language}/privacy/my-data/")
    look(page, f"privacy-my-data-{language}")

    card = page.locator("article", has=page.get_by_role("heading", name=words["title"]))
    expect(card.get_by_text(words["off"], exact=True)).to_be_visible()
    card.get_by_role("button", name=words["agree"], exact=True).click()
    expect(card.get_by_text(words["you_agree"], exact=True)).to_be_visible()
    assert has_consent(mei, "publish-profile")
    card.get_by_role("button", name=words["withdraw"], exact=True).click()
    expect(card.get_by_text(words["off"], exact=True)).to_be_visible()
    assert not has_consent(mei, "publish-profile")
    assert list(ConsentEntry.objects.values_list("text__language", flat=True)) == [language, language]
    page.goto(f"/{language}/privacy/consents/")
    look(page, f"privacy-consents-{language}")

    page.goto(f"/{language}/privacy/my-data/")
    page.get_by_role("button", name=words["copy"]).click()
    look(page, f"privacy-copy-waiting-{language}")
    run_ready_jobs()
    page.reload()
    look(page, f"privacy-copy-{language}")
    page.get_by_role("link", name=words["download"]).click()
    with page.expect_download() as download:
        prove(page, words)
    document = json.loads(Path(download.value.path()).read_text("utf-8"))
    assert document["about"]["emails"] == ["mei@uni.example"]

    page.goto(f"/{language}/privacy/my-data/")
    page.get_by_role("link", name=words["erase"]).click()
    look(page, f"privacy-request-new-{language}")
    page.get_by_role("button", name=words["send"]).click()
    look(page, f"privacy-request-{language}")
    asked = DataSubjectRequest.objects.get()

    sign_in(page, operator)
    page.goto(f"/{language}/privacy/desk/")
    look(page, f"privacy-desk-{language}")
    page.goto(f"/{language}/privacy/desk/{asked.pk}/")
    prove(page, words)
    page.get_by_role("button", name=words["approve"], exact=True).click()
    run_ready_jobs(["mail"])
    run_ready_jobs()
    page.reload()
    look(page, f"privacy-desk-request-{language}")

    link = re.search(rf"/{language}/privacy/certificates/\S+", str(mail.outbox[-1].body))
    assert link
    page.context.clear_cookies()
    page.goto(link.group())
    expect(page.get_by_role("heading", name=words["erased"])).to_be_visible()
    look(page, f"privacy-certificate-{language}")
    assert not User.objects.filter(email="mei@uni.example").exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_open_pages_and_those_of_the_operator(
    page: Page, sign_in: Callable[[Page, Any], None], look: Callable[..., None], operator: User, language: str
) -> None:
    for path in ("", "requests/by-email/", "requests/sent/"):
        page.goto(f"/{language}/privacy/{path}")
        look(page, f"privacy-{path.strip('/').replace('/', '-') or 'notice'}-{language}")
    sign_in(page, operator)
    for path in ("register/", "purposes/", "purposes/new/", "controllers/new/"):
        page.goto(f"/{language}/privacy/{path}")
        look(page, f"privacy-{path.strip('/').replace('/', '-')}-{language}")


def test_reference_of_the_api(page: Page, look: Callable[..., None]) -> None:
    page.goto("/api/v1/docs")
    look(page, "api-reference")
    page.goto("/api/v1/docs?part=privacy")
    look(page, "api-reference-privacy")
