"""A reader looks a word up, in either language, with and without scripts."""

import pytest
from playwright.sync_api import Page, expect

LANGUAGES = ("zh-hans", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_glossary_looks_right_in_every_theme(page: Page, look, language: str):
    page.goto(f"/{language}/glossary/")

    look(page, f"glossary-{language}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_glossary_without_a_match_looks_right(page: Page, look, language: str):
    page.goto(f"/{language}/glossary/?q=xyzzy")

    look(page, f"glossary-none-{language}")


def test_typing_finds_a_word_by_pinyin(page: Page):
    page.goto("/zh-hans/glossary/")
    page.get_by_role("searchbox", name="搜索术语").fill("daibiaotuan")

    expect(page.locator("#Lease")).to_have_count(0)
    expect(page.locator("#Delegation")).to_contain_text("delegation")
    expect(page).to_have_url("/zh-hans/glossary/?q=daibiaotuan")
