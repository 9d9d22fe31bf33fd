"""Finds every page by its route and its links, and every form on it with what it may be filled with."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django import forms
from django.http import HttpResponseBase
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import get_language_from_path

from tests.site.test_access_matrix import routes
from tests.support.world import World, fill

TEXT_INPUTS = {"text", "search", "email", "url", "tel", "password", "textarea"}
VOID = {"img", "br", "hr", "input", "meta", "link", "source", "track", "wbr", "area", "base", "col", "embed"}


@dataclass
class Control:
    """One input, select, textarea or button as the page shows it."""

    name: str
    kind: str
    value: str = ""
    is_required: bool = False
    is_chosen: bool = False
    options: list[str] = field(default_factory=list)
    action: str = ""
    is_hidden: bool = False

    @property
    def is_text(self) -> bool:
        return self.kind in TEXT_INPUTS and not self.is_hidden


@dataclass(eq=False)
class FoundForm:
    page: str
    role: str
    action: str
    method: str
    controls: list[Control]
    fields: dict[str, forms.Field] = field(default_factory=dict)
    classes: set[type[forms.BaseForm]] = field(default_factory=set)

    @property
    def texts(self) -> list[str]:
        return sorted({control.name for control in self.controls if control.is_text and control.name})


class PageReader(HTMLParser):
    """Every element with its attributes, every form, every link; text of a page between elements."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.inside: list[str] = []
        self.forms: list[tuple[dict[str, str], list[Control]]] = []
        self.loose: list[tuple[str, Control]] = []
        self._form: list[Control] | None = None
        self._open: Control | None = None
        self.feed(html)
        self.close()
        for key, control in self.loose:
            for attributes, controls in self.forms:
                controls += [control] if attributes.get("id") == key else []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.elements.append((tag, given))
        if tag not in VOID:
            self.inside.append(tag)
        if tag == "form":
            self._form = []
            self.forms.append((given, self._form))
        elif tag in {"input", "select", "textarea", "button"}:
            self._control(tag, given)
        elif tag == "option" and self._open is not None:
            self._option(given)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.inside:
            while self.inside.pop() != tag:
                pass
        if tag == "form":
            self._form = None
        elif tag in {"select", "textarea"}:
            self._open = None

    def handle_data(self, data: str) -> None:
        if self._open is not None and self._open.kind == "textarea":
            self._open.value += data.removeprefix("\n") if not self._open.value else data
        self.texts.append(data)

    def _control(self, tag: str, given: dict[str, str]) -> None:
        control = Control(
            name=given.get("name", ""),
            kind=given.get("type", "text").lower() if tag == "input" else tag,
            value=given.get("value", "on" if given.get("type") == "checkbox" else ""),
            is_required="required" in given,
            is_chosen="checked" in given,
            action=given.get("formaction", ""),
            is_hidden="hidden" in given,
        )
        self._open = control if tag in {"select", "textarea"} else self._open
        if "form" in given:
            self.loose.append((given["form"], control))
        elif self._form is not None:
            self._form.append(control)

    def _option(self, given: dict[str, str]) -> None:
        assert self._open is not None
        self._open.options.append(given.get("value", ""))
        if "selected" in given:
            self._open.value = given.get("value", "")


@dataclass
class Visit:
    path: str
    role: str
    response: HttpResponseBase
    page: PageReader | None


def crawl(world: World, role: str, language: str = "en", client: Client | None = None) -> Iterator[Visit]:
    """Each kind of address once: those of the routes, and those that the pages link to."""
    client = client or world.client(role)
    waiting = [fill(route, world) for route in routes() if not route.startswith("api/")]
    seen: set[object] = set()
    while waiting:
        path = waiting.pop(0).replace("/en/", f"/{language}/", 1)
        key = _kind_of(path)
        if key is None or key in seen or get_language_from_path(path) not in {language, None}:
            continue
        seen.add(key)
        yield (visit := look(client, path, role, language))
        waiting += _links(visit.page, path) if visit.page else []


def look(client: Client, path: str, role: str, language: str = "en") -> Visit:
    response = client.get(path, headers={"accept-language": language})
    return Visit(path, role, response, _read(response))


def _read(response: HttpResponseBase) -> PageReader | None:
    if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
        return None
    return PageReader(response.content.decode())  # type: ignore[attr-defined]


def new_links(visit: Visit, known: set[str]) -> list[str]:
    """Links to what was not linked before, which `known` learns: an id that it does not hold."""
    found = [
        link for link in (_links(visit.page, visit.path) if visit.page else []) if not ids(link) <= known
    ]
    known |= set().union(*map(ids, found))
    return found


def ids(address: str) -> set[str]:
    return set(re.findall(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", address))


def _links(page: PageReader, path: str) -> list[str]:
    found = [urljoin(path, given["href"]) for tag, given in page.elements if tag == "a" and "href" in given]
    return [link.split("#")[0] for link in found if link.startswith("/") and not link.startswith("//")]


def _kind_of(path: str) -> object:
    """Addresses of one kind differ in ids alone: a word in a path and an export are kinds of their own."""
    parts = urlsplit(path)
    with translation.override(get_language_from_path(parts.path) or "en"):
        try:
            match = resolve(parts.path)
        except Resolver404:
            return None
    words = tuple(str(value) for value in match.kwargs.values() if re.fullmatch(r"[a-z._-]+", str(value)))
    return match.route, words, tuple(re.findall(r"(?:export|format)=\w+", parts.query))


def forms_of(visit: Visit) -> list[FoundForm]:
    """The forms of one page, with the field objects that the view gave to its template."""
    given = given_forms(visit.response)
    return [
        _found(visit, attributes | ({"action": action} if action else {}), controls, given)
        for attributes, controls in (visit.page.forms if visit.page else [])
        for action in sorted({control.action for control in controls if control.kind == "button"}) or [""]
    ]


def _found(
    visit: Visit, attributes: dict[str, str], controls: list[Control], given: list[forms.BaseForm]
) -> FoundForm:
    action = urljoin(visit.path, attributes.get("action") or visit.path)
    found = FoundForm(visit.path, visit.role, action, attributes.get("method", "get").lower(), controls)
    names = {control.name for control in controls}
    whole = [each for each in given if names.issuperset(map(each.add_prefix, each.fields))]
    for each in whole or given:  # two forms of a page may have a field of the same name
        mine = {
            each.add_prefix(name): fld for name, fld in each.fields.items() if each.add_prefix(name) in names
        }
        if mine:
            found.fields |= mine
            found.classes.add(type(each))
    return found


def given_forms(response: HttpResponseBase) -> list[forms.BaseForm]:
    found: dict[int, forms.BaseForm] = {}
    for layer in getattr(response, "context", None) or []:
        for value in (layer.flatten() if hasattr(layer, "flatten") else layer).values():
            found |= {id(form): form for form in _forms_in(value)}
    return list(found.values())


def _forms_in(value: object) -> list[forms.BaseForm]:
    if isinstance(value, forms.BaseFormSet):
        return list(value.forms)
    return [value] if isinstance(value, forms.BaseForm) else []
