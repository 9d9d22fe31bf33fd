"""What no template of the product may hold, and what each must keep to."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.template.loader import get_template

from qiao.kit.ui.navigation import navigation
from qiao.kit.ui.query import CLOBBERING
from qiao.kit.ui.templatetags.ui import PASSED_ON, PASSED_ON_PREFIXES, icon

ROOT = Path(__file__).resolve().parents[3] / "qiao"
ALL = sorted(path for path in ROOT.rglob("*.html") if "templates" in path.parts)
PAGES = [path for path in ALL if "mail" not in path.parts]  # mail programs know no stylesheet but style=
COMPONENTS = sorted((ROOT / "kit/ui/templates/cotton").glob("*.html"))
# allauth reads `action` from the form that asks for another code; no script touches that form.
FORCED_NAMES = {"base_confirm_code.html": {"action"}}
COMMENT = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", re.DOTALL)
COMPONENT = re.compile(r"<c-(?!vars|slot)([\w.-]+)((?:\"[^\"]*\"|'[^']*'|[^>\"'])*)>")
ATTRIBUTE = re.compile(r"""(?<![\w"'])([:@\w-]+)(?:=(?:"[^"]*"|'[^']*'|[^\s/>]+))?""")


def _shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _source(path: Path) -> str:
    return COMMENT.sub("", path.read_text("utf-8"))


def _markup(path: Path) -> str:
    """Without template tags, whose text is not markup."""
    return re.sub(r"{%.*?%}|{{.*?}}", "", _source(path), flags=re.DOTALL)


def _is_harmless(script: str) -> bool:
    """A file of ours, or data that no browser runs."""
    return " src=" in script or 'type="application/json"' in script or 'type="application/ld+json"' in script


@pytest.mark.parametrize("path", PAGES, ids=_shown)
def test_template_keeps_the_strict_policy(path: Path):
    source = _source(path)

    assert re.findall(r"<[^>]*\sstyle\s*=", source) == []
    assert re.findall(r"<[^>]*\son[a-z]+\s*=", source) == []
    assert re.findall(r"<style\b", source) == []
    assert [tag for tag in re.findall(r"<script\b[^>]*>", source) if not _is_harmless(tag)] == []
    assert re.findall(r"javascript:|\bhx-on\b|\bhx-vals=[\"']js:", source) == []


@pytest.mark.parametrize("path", PAGES, ids=_shown)
def test_htmx_triggers_have_no_filter(path: Path):
    """A filter in square brackets is evaluated as script, which the policy forbids."""
    triggers = re.findall(r'hx-trigger="([^"]*)"', _source(path))

    assert [trigger for trigger in triggers if re.search(r"(?:^|,)\s*\w+\s*\[", trigger)] == []


@pytest.mark.parametrize("path", ALL, ids=_shown)
def test_input_names_leave_the_form_alone(path: Path):
    names = re.findall(r"<(?:input|select|textarea|button)\b[^>]*?\sname=\"([^\"{]*)\"", _markup(path))

    assert set(names) & CLOBBERING == FORCED_NAMES.get(path.name, set())


@pytest.mark.parametrize("path", PAGES, ids=_shown)
def test_button_says_its_type(path: Path):
    assert [tag for tag in re.findall(r"<button\b[^>]*>", _source(path)) if "type=" not in tag] == []


@pytest.mark.parametrize("path", PAGES, ids=_shown)
def test_picture_says_what_it_shows(path: Path):
    assert [tag for tag in re.findall(r"<img\b[^>]*>", _source(path)) if "alt=" not in tag] == []


def _declared(component: Path) -> set[str]:
    found = re.search(r"<c-vars\s(.*?)/>", component.read_text("utf-8"), re.DOTALL)
    return set(re.findall(r"([\w-]+)=", found.group(1))) if found else set()


DECLARED = {path.stem.replace("_", "-"): _declared(path) for path in COMPONENTS}


def _unknown_attributes(path: Path) -> list[str]:
    without_tags = re.sub(r"{%.*?%}|{{.*?}}", "x", _source(path), flags=re.DOTALL)
    found = []
    for name, attributes in COMPONENT.findall(without_tags):
        known = DECLARED.get(name, set())
        for attribute in ATTRIBUTE.findall(attributes.rstrip("/ \n")):
            plain = attribute.lstrip(":").replace("-", "_")
            passed = attribute.lstrip(":")
            if plain in known or passed in PASSED_ON or passed.startswith(PASSED_ON_PREFIXES):
                continue
            found.append(f"<c-{name} {attribute}>")
    return found


@pytest.mark.parametrize("path", PAGES, ids=_shown)
def test_components_get_only_attributes_that_they_know(path: Path):
    assert _unknown_attributes(path) == []


@pytest.mark.parametrize("path", PAGES, ids=_shown)
def test_components_exist(path: Path):
    used = {name for name, _attributes in COMPONENT.findall(_source(path))}
    own = {other.stem.replace("_", "-") for other in ROOT.rglob("cotton/*.html")}

    assert used - own == set()


def test_an_unknown_attribute_would_be_noticed(tmp_path: Path):
    page = tmp_path / "page.html"
    page.write_text('<c-badge tone="good" colour="{% now "Y" %}" data-x="1">x</c-badge><c-empty tone />')

    assert _unknown_attributes(page) == ["<c-badge colour>", "<c-empty tone>"]


@pytest.mark.parametrize("path", COMPONENTS, ids=_shown)
def test_component_prints_its_attributes_escaped(path: Path):
    """Cotton itself prints {{ attrs }} as it comes."""
    assert "{{ attrs }}" not in path.read_text("utf-8")


@pytest.mark.parametrize("path", ALL, ids=_shown)
def test_template_compiles(path: Path):
    name = str(path).split("/templates/", 1)[1]

    assert get_template(name) is not None


def test_templates_are_tidy():
    command = [Path(sys.executable).with_name("djade"), "--target-version", "5.2", "--check", *ALL]

    answer = subprocess.run(command, capture_output=True, text=True, check=False)

    assert answer.returncode == 0, answer.stdout + answer.stderr


def _icons(path: Path) -> set[str]:
    source = _source(path)
    written = re.findall(r"(?<!:)\bicon(?:_name)?=[\"']([^\"'{]+)[\"']|{% icon \"([^\"]+)\"", source)
    named = re.findall(r"<c-icon name=\"([^\"{]+)\"", source)
    return {name for pair in written for name in pair if name} | set(named)


@pytest.mark.parametrize("path", PAGES, ids=_shown)
def test_icons_exist(path: Path):
    for name in _icons(path):
        assert "<svg" in icon(name)


@pytest.mark.parametrize("name", navigation.names())
def test_icon_of_each_navigation_entry_exists(name: str):
    assert "<svg" in icon(navigation.get(name).icon)


def test_examples_of_the_readme_are_components_with_attributes_that_they_know():
    readme = ROOT / "kit/ui/README.md"
    shown = {name for name, _attributes in COMPONENT.findall(_source(readme))}

    assert _unknown_attributes(readme) == []
    assert set(DECLARED) - shown == set()
