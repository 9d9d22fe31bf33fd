"""Notes which URL patterns and templates the tests use; with --everything-used an unused one fails the run.

Works with and without pytest-xdist: each process writes what it saw, the controlling one compares.
"""

import json
import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
from django.test.signals import template_rendered
from django.urls import URLPattern, URLResolver, get_resolver
from template_partials.templatetags.partials import TemplateProxy

PACKAGE = Path(__file__).resolve().parents[2] / "qiao"
_routes: set[str] = set()
_templates: set[str] = set()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--everything-used", action="store_true", help="fail on an unused URL pattern or template"
    )


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.stash[_FOLDER] = Path(tempfile.mkdtemp(prefix="qiao-usage-"))
    _watch_routes()
    _watch_templates()


_FOLDER = pytest.StashKey[Path]()


def pytest_configure_node(node: Any) -> None:
    node.workerinput["usage_folder"] = str(node.config.stash[_FOLDER])


def pytest_sessionfinish(session: pytest.Session) -> None:
    worker = getattr(session.config, "workerinput", None)
    folder = Path(worker["usage_folder"]) if worker else session.config.stash[_FOLDER]
    name = worker["workerid"] if worker else "main"
    seen = {"routes": sorted(_routes), "templates": sorted(_templates)}
    (folder / f"{name}.json").write_text(json.dumps(seen), encoding="utf-8")
    if worker is None and session.config.getoption("--everything-used"):
        _judge(session, folder)


def _judge(session: pytest.Session, folder: Path) -> None:
    seen = [json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")]
    unused = sorted(own_routes() - {route for part in seen for route in part["routes"]})
    unrendered = sorted(own_templates() - {name for part in seen for name in part["templates"]})
    for noun, names in (("URL pattern", unused), ("template", unrendered)):
        for name in names:
            session.config.get_terminal_writer().line(f"No test uses the {noun} {name}", red=True)
    if (unused or unrendered) and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _watch_routes() -> None:
    original = URLResolver.resolve

    def resolve(self: URLResolver, path: Any) -> Any:
        match = original(self, path)
        _routes.add(in_any_language(match.route))
        return match

    URLResolver.resolve = resolve  # type: ignore[method-assign]


def _watch_templates() -> None:
    """Django's test environment sends the signal for every template: parents and included ones too.

    A part that is asked for by its name is drawn without the signal.
    """
    template_rendered.connect(_note_template, weak=False)
    original = TemplateProxy.render

    def render(self: TemplateProxy, context: Any) -> Any:
        _note_template(self)
        return original(self, context)

    TemplateProxy.render = render


def _note_template(template: Any, **_: Any) -> None:
    if template.origin and template.origin.name:
        _templates.add(str(template.origin.name))


def own_templates() -> set[str]:
    return {str(path) for path in PACKAGE.glob("**/templates/**/*") if path.suffix in {".html", ".txt"}}


def own_routes() -> set[str]:
    return {in_any_language(route) for route, pattern in walk_patterns() if _is_own(pattern)}


def in_any_language(route: str) -> str:
    """The prefix of a pattern follows the language of the moment."""
    return re.sub(r"^(zh-hans|en)/", "LANGUAGE/", route)


def walk_patterns(resolver: URLResolver | None = None, prefix: str = "") -> list[tuple[str, URLPattern]]:
    found: list[tuple[str, URLPattern]] = []
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            found += walk_patterns(entry, route)
        else:
            found.append((route, entry))
    return found


def _is_own(pattern: URLPattern) -> bool:
    return pattern.lookup_str.startswith("qiao.")
