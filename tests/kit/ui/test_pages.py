"""The frame of every page, the home page, and what is shown when something is wrong."""

import re

import pytest
from django.core import checks
from django.http import Http404
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation

from qiao.kit.errors import Invalid, NotPermitted, TooMany
from qiao.kit.errors.middleware import answer
from qiao.kit.registry import Registry
from qiao.kit.ui import home as home_module
from qiao.kit.ui import navigation as navigation_module
from qiao.kit.ui import views
from qiao.kit.ui.navigation import NavEntry, Place, check_navigation
from qiao.rooms.accounts.models import User

LANGUAGES = ("zh-hans", "en")


def _links(text: str) -> dict[str, str]:
    return dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"', text))


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "html"), [("zh-hans", "zh-Hans"), ("en", "en")])
def test_page_names_its_language_and_its_sister(client, language: str, html: str):
    text = client.get(f"/{language}/ui/?part=ui").content.decode()

    assert f'<html lang="{html}">' in text
    assert f'<link rel="canonical" href="http://testserver/{language}/ui/">' in text
    assert _links(text) == {"zh-Hans": "http://testserver/zh-hans/ui/", "en": "http://testserver/en/ui/"}
    assert 'href="/zh-hans/ui/?part=ui" hreflang="zh-Hans" lang="zh-Hans"' in text
    assert text.count("<h1") == 1
    assert "<c-" not in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("header", "cookie", "address"),
    [
        ("en-GB,en;q=0.9", "", "/en/"),
        ("zh-CN,zh;q=0.9", "", "/zh-hans/"),
        ("zh-TW", "", "/zh-hans/"),
        ("de", "", "/zh-hans/"),
        ("zh-CN", "en", "/en/"),
        ("en", "zh-hans", "/zh-hans/"),
        ("en", "klingon", "/en/"),
    ],
)
def test_root_leads_to_the_language_of_the_reader(client, header: str, cookie: str, address: str):
    if cookie:
        client.cookies["qiao_language"] = cookie

    response = client.get("/", headers={"Accept-Language": header})

    assert (response.status_code, response["Location"]) == (302, address)
    assert "Accept-Language" in response["Vary"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("referer", "remembered"),
    [
        ("http://testserver/zh-hans/ui/", "en"),
        ("http://testserver/en/", None),
        ("http://elsewhere.example/zh-hans/", None),
        ("http://testserver/api/v1/", None),
        ("", None),
        ("http://[", None),
    ],
)
def test_language_is_remembered_when_the_reader_switches(client, referer: str, remembered: str | None):
    headers = {"Referer": referer, "Host": "testserver"}

    response = client.get("/en/ui/", headers=headers)

    cookie = response.cookies.get("qiao_language")
    assert (cookie.value if cookie else None) == remembered


@pytest.mark.django_db
def test_account_menu_offers_what_fits_the_reader(client):
    stranger = client.get("/en/").content.decode()
    client.force_login(User.objects.create_user("ann@example.org"))
    member = client.get("/en/").content.decode()

    assert reverse("account_login") in stranger
    assert "Sign out" not in stranger
    assert f'<form method="post" action="{reverse("account_logout")}">' in member
    assert "ann@example.org" in member


@pytest.fixture
def entries(monkeypatch: pytest.MonkeyPatch) -> Registry[NavEntry]:
    """A navigation of the test's own."""
    fresh: Registry[NavEntry] = Registry("navigation entry")
    monkeypatch.setattr(navigation_module, "navigation", fresh)
    monkeypatch.setattr(navigation_module, "pages_under", Registry("page under a navigation entry"))
    return fresh


def _header(client, address: str) -> list[tuple[str, str, str]]:
    text = client.get(address).content.decode()
    nav = text.split('<nav class="site-nav"')[1].split("</nav>")[0]
    return re.findall(r'<a href="([^"]+)"(?: aria-current="(\w+)")?>.*?<span>(.*?)</span>', nav, re.DOTALL)


@pytest.mark.django_db
def test_navigation_shows_entries_in_order_and_where_the_reader_is(client, entries):
    entries.register("b", NavEntry("Gallery", "ui:gallery", "shapes", 20))
    entries.register("a", NavEntry("Start", "site:home", "house", 10))
    entries.register("f", NavEntry("Below", "ui:gallery", "shapes", 5, place=Place.FOOTER))

    found = _header(client, "/en/ui/")

    assert found == [("/en/", "true", "Start"), ("/en/ui/", "page", "Gallery")]
    assert ">Below</a>" in client.get("/en/").content.decode().split("<footer")[1]


@pytest.mark.django_db
def test_navigation_leaves_out_what_is_not_open_to_the_reader(client, entries):
    import rules

    rules.add_perm("ui_test.look", rules.is_active)
    entries.register("a", NavEntry("Inside", "ui:gallery", "lock", 10, permission="ui_test.look"))
    try:
        stranger = _header(client, "/en/")
        client.force_login(User.objects.create_user("ann@example.org"))
        member = _header(client, "/en/")
    finally:
        rules.remove_perm("ui_test.look")

    assert (stranger, [label for _url, _current, label in member]) == ([], ["Inside"])


@pytest.mark.django_db
def test_navigation_to_nowhere_is_told_by_the_checks_and_left_out(client, entries):
    entries.register("gone", NavEntry("Gone", "nowhere:page", "x", 10))

    found = check_navigation()

    assert [(message.id, message.level) for message in found] == [("ui.E001", checks.ERROR)]
    assert _header(client, "/en/") == []


@pytest.mark.django_db
def test_home_page_shows_the_sections_that_rooms_have_for_this_reader(client, monkeypatch):
    fresh: Registry[home_module.Section] = Registry("home section")
    fresh.register("none", lambda request: None)
    fresh.register("notice", lambda request: ("ui/error_fragment.html", {"error": "A room speaks"}))
    monkeypatch.setattr(home_module, "home_sections", fresh)

    text = client.get("/en/").content.decode()

    assert text.count("A room speaks") == 1


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_missing_page_answers_404_in_the_language_of_the_address(client, language: str):
    response = client.get(f"/{language}/no/such/page/")

    text = response.content.decode()
    assert response.status_code == 404
    with translation.override(language):
        assert translation.gettext("There is nothing here") in text
    assert f'href="/{"en" if language == "zh-hans" else "zh-hans"}/"' in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("view", "status"),
    [(views.bad_request, 400), (views.permission_denied, 403), (views.page_not_found, 404)],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_error_page_stands_in_the_frame(rf: RequestFactory, view, status: int, language: str):
    with translation.override(language):
        response = view(rf.get(f"/{language}/"), Http404())

    assert response.status_code == status
    assert response.content.decode().count("<h1") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_for_our_own_faults_needs_no_database(rf: RequestFactory, language: str):
    """Outside a database test any query is an error."""
    with translation.override(language):
        response = views.server_error(rf.get(f"/{language}/"))

    assert response.status_code == 500
    assert response.content.decode().count("<h1") == 1


@pytest.mark.django_db
def test_form_without_its_token_is_told_what_to_do(client):
    from django.test import Client

    response = Client(enforce_csrf_checks=True).post("/en/ui/", {"laboratory": "x"})

    assert response.status_code == 403
    assert "This form has expired" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(("error", "status"), [(NotPermitted(), 404), (TooMany(), 429)])
def test_qiao_error_becomes_a_page_or_a_fragment(rf: RequestFactory, error, status: int):
    request = rf.get("/en/")
    page = answer(request, error)
    request.htmx = True  # type: ignore[attr-defined]
    fragment = answer(request, error)

    assert (page.status_code, fragment.status_code) == (status, status)
    assert "<html" in page.content.decode()
    assert "<html" not in fragment.content.decode()
    assert str(error) in fragment.content.decode()


@pytest.mark.django_db
def test_invalid_input_lists_its_problems_with_place_and_remedy(rf: RequestFactory):
    problems = [{"place": "Row <3>", "problem": "No name.", "remedy": "Fill it in."}]

    text = answer(rf.get("/en/"), Invalid(problems)).content.decode()

    assert "<strong>Row &lt;3&gt;</strong> No name. Fill it in." in text


@pytest.mark.django_db
def test_demonstration_says_so_on_every_page(client, settings):
    before = client.get("/en/").content.decode()
    settings.DEMO = True
    after = client.get("/en/").content.decode()

    assert ("demo-bar" in before, "demo-bar" in after) == (False, True)


@pytest.mark.django_db
def test_htmx_comes_without_eval_and_without_a_style_element(client):
    text = client.get("/en/").content.decode()

    assert '"includeIndicatorStyles": false, "allowEval": false' in text
    assert 'src="/static/django_htmx/htmx-2.min.js"' in text


@pytest.mark.django_db
def test_a_page_may_belong_to_another_entry_than_its_address_says(client, entries):
    entries.register("a", NavEntry("Start", "site:home", "house", 10))
    entries.register("b", NavEntry("Gallery", "ui:gallery", "shapes", 20))
    places = navigation_module.pages_under
    places.register("ui:gallery", "a")

    assert _header(client, "/en/ui/") == [("/en/", "true", "Start"), ("/en/ui/", "", "Gallery")]
    assert check_navigation() == []

    places.register("ui:other", "gone")
    assert [message.id for message in check_navigation()] == ["ui.E002"]
