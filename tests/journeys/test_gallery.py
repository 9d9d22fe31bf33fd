"""The gallery holds every component: what looks and works here looks and works on every page."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from qiao.kit.registry import Registry
from qiao.kit.ui import navigation as navigation_module
from qiao.kit.ui.navigation import NavEntry
from qiao.rooms.accounts.models import User

LANGUAGES = ("zh-hans", "en")
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def busy_navigation(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many entries as the finished product has, with their long English labels."""
    fresh: Registry[NavEntry] = Registry("navigation entry")
    labels = ("Organisations", "People", "Exchanges", "Meetings", "Opportunities")
    for number, label in enumerate((*labels, "Research", "Competitions", "Policies", "Cooperation")):
        fresh.register(label, NavEntry(label, "ui:gallery", "compass", number))
    monkeypatch.setattr(navigation_module, "navigation", fresh)


@pytest.mark.parametrize("language", LANGUAGES)
def test_gallery_looks_right_in_every_theme(page: Page, look, language: str, busy_navigation):
    page.goto(f"/{language}/ui/")

    look(page, f"gallery-{language}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_home_looks_right_in_every_theme(page: Page, look, language: str):
    page.goto(f"/{language}/")

    look(page, f"home-{language}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_missing_page_looks_right_in_every_theme(page: Page, look, language: str):
    page.goto(f"/{language}/")
    page.evaluate("history.replaceState(null, '', './nowhere/')")

    look(page, f"missing-{language}", status=404)


@pytest.mark.parametrize("language", LANGUAGES)
def test_form_with_errors_leads_to_each_of_them(page: Page, look_here, language: str):
    page.goto(f"/{language}/ui/")
    page.locator("form.form input[name=laboratory]").fill("x")
    with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        page.locator("form.form button[type=submit]").click()
    page.wait_for_load_state()

    assert answer.value.status == 422
    expect(page.locator("form.form > .notice")).to_be_focused()
    look_here(page, f"form-errors-{language}")
    page.locator("form.form > .notice a").first.click()
    expect(page.locator("#id_email")).to_be_focused()


def test_good_form_is_thanked_with_a_toast(page: Page, look_here):
    page.goto("/en/ui/")
    page.get_by_label("Name of the laboratory").fill("Battery safety")
    page.get_by_label("E-mail").fill("lab@example.org")
    page.get_by_label("In groups").check()
    page.get_by_label("The profile may be shown").check()
    page.get_by_role("button", name="Send").click()

    toast = page.locator(".toast")
    expect(toast).to_contain_text("Nothing was stored")
    look_here(page, "toast")
    toast.get_by_role("button", name="Close").click()
    expect(toast).to_have_count(0)


def test_dialog_opens_keeps_the_focus_and_gives_it_back(page: Page, look_here):
    page.goto("/en/ui/")
    opener = page.get_by_role("button", name="Ask for a meeting")
    opener.click()
    dialog = page.get_by_role("dialog", name="Ask for a meeting")

    expect(dialog).to_be_visible()
    look_here(page, "dialog")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()


@pytest.mark.parametrize("width", [1280, 390])
def test_dangerous_action_asks_first(page: Page, look_here, width: int):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/en/ui/")
    page.locator("summary", has_text="Archive").click()

    question = page.get_by_text("Archive this laboratory?")
    box = question.bounding_box()
    assert box is not None
    assert 0 <= box["x"] <= box["x"] + box["width"] <= width
    look_here(page, f"confirm-{width}")
    page.locator(".confirm button", has_text="Archive").click()
    expect(page.locator(".toast")).to_be_visible()


def test_theme_button_goes_round_and_is_remembered(page: Page):
    page.goto("/en/ui/")
    button = page.locator("[data-theme-button]")
    seen = []
    for _ in range(3):
        button.click()
        seen.append(page.evaluate("document.documentElement.dataset.theme || 'auto'"))
    button.click()
    page.reload()

    assert seen == ["light", "dark", "auto"]
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    expect(button).to_have_attribute("aria-label", "Theme: light")


def test_language_switch_stays_on_the_page_and_is_remembered(page: Page):
    page.goto("/en/ui/?part=accounts")
    page.get_by_role("link", name="中文").click()

    expect(page).to_have_url("/zh-hans/ui/?part=accounts")
    page.goto("/")
    expect(page).to_have_url("/zh-hans/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_menu_on_a_phone_holds_every_entry(page: Page, look_here, language: str, busy_navigation):
    page.set_viewport_size(PHONE)
    page.goto(f"/{language}/")
    page.locator(".site-menu > summary").click()
    entries = page.locator(".site-menu a")

    expect(entries).to_have_count(9)
    for number in range(9):
        box = entries.nth(number).bounding_box()
        assert box is not None
        assert 0 <= box["x"] <= box["x"] + box["width"] <= PHONE["width"]
        assert box["height"] >= 44
    look_here(page, f"menu-{language}")
    page.keyboard.press("Escape")
    expect(entries.first).to_be_hidden()


def test_account_menu_signs_out(page: Page, sign_in, look_here):
    sign_in(page, User.objects.create_user("ann@example.org"))
    page.goto("/en/ui/")
    page.get_by_label("My account").first.click()

    look_here(page, "account-menu")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    assert page.locator(f'form[action="{reverse("account_logout")}"]').count() == 1


def test_list_answers_while_the_reader_types_and_remembers_the_way(page: Page):
    page.goto("/en/ui/")
    rows = page.locator("#listing-rows tbody tr")
    expect(rows).to_have_count(5)
    page.get_by_label("Search kinds of records").fill("session")
    expect(page.locator("#listing-summary")).to_contain_text("“session”")
    expect(page).to_have_url("/en/ui/?q=session")
    expect(page.get_by_label("Search kinds of records")).to_be_focused()

    page.go_back()

    expect(page).to_have_url("/en/ui/")
    expect(rows).to_have_count(5)


def test_list_turns_pages_forth_and_back(page: Page):
    page.goto("/en/ui/")
    first = page.locator("#listing-rows tbody th").all_inner_texts()
    page.get_by_role("link", name="Next").click()
    second = page.locator("#listing-rows tbody th").all_inner_texts()
    page.get_by_role("link", name="Previous").click()

    assert set(first) & set(second) == set()
    assert page.locator("#listing-rows tbody th").all_inner_texts() == first


def test_everything_is_there_without_scripts(browser, live_server, look_here):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, locale="en")
    page = context.new_page()
    page.goto("/en/ui/")

    expect(page.get_by_text("Say in a sentence")).to_be_visible()
    expect(page.locator("[data-theme-button]")).to_be_hidden()
    page.locator("summary", has_text="Equipment").click()
    expect(page.get_by_text("Climate chamber")).to_be_visible()
    page.get_by_label("Search kinds of records").fill("session")
    page.locator("form.filters button[type=submit]").click()
    expect(page.locator("#listing-summary")).to_contain_text("“session”")
    context.close()
