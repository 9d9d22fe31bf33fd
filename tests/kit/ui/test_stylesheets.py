"""The stylesheets stay small, themed by tokens only, and known to the templates."""

import gzip
import re
from pathlib import Path

import pytest

from qiao.kit.ui.stylesheets import STYLESHEETS

ROOT = Path(__file__).resolve().parents[3] / "qiao"
STATIC = ROOT / "kit/ui/static"
ON_THEIR_PAGE = ("ui/css/gallery.css",)
SHEETS = {name: (STATIC / name).read_text("utf-8") for name in (*STYLESHEETS, *ON_THEIR_PAGE)}
ROOMS = {
    str(path.relative_to(ROOT)): path.read_text("utf-8")
    for path in sorted(ROOT.rglob("*.css"))
    if STATIC not in path.parents and "var" not in path.parts
}
ALL = SHEETS | ROOMS
WITHOUT_TOKENS = {name: text for name, text in ALL.items() if not name.endswith("tokens.css")}
GIVEN_BY_HTMX = {"htmx-request"}
RULE_NAMES = re.compile(r"\.(-?[a-zA-Z_][\w-]*)")
MAX_LINES, MAX_BYTES = 1200, 12_000
MAX_LINES_OF_A_ROOM = 200  # what only its own pages need

# Physical sides have no place where a page may also be read from right to left or top to bottom.
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border)-(?:top|right|bottom|left)|(?:max-|min-)?(?:width|height)"
    r"|top|right|bottom|left)\s*:"
)
COLOURS = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|oklab|lab|lch)a?\(|light-dark\(")


def _declarations(text: str) -> str:
    """The text without comments, media conditions and selectors of attributes."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return re.sub(r"@(?:media|supports)[^{]*", "", text)


def test_every_file_is_listed_and_every_listed_file_exists():
    found = {f"ui/css/{path.name}" for path in (STATIC / "ui/css").iterdir()}

    assert found == set(SHEETS)


def test_all_stylesheets_stay_within_their_budget():
    lines = sum(text.count("\n") for text in SHEETS.values())
    packed = sum(len(gzip.compress(text.encode(), 9)) for text in SHEETS.values())

    assert lines <= MAX_LINES
    assert packed <= MAX_BYTES


@pytest.mark.parametrize("name", ROOMS)
def test_stylesheet_of_a_room_stays_small(name: str):
    assert ROOMS[name].count("\n") <= MAX_LINES_OF_A_ROOM


@pytest.mark.parametrize("name", WITHOUT_TOKENS)
def test_colours_come_from_tokens_alone(name: str):
    assert COLOURS.findall(_declarations(WITHOUT_TOKENS[name])) == []


@pytest.mark.parametrize("name", ALL)
def test_sides_are_logical(name: str):
    assert PHYSICAL.findall(_declarations(ALL[name])) == []


@pytest.mark.parametrize("name", ALL)
def test_rules_stand_in_layers(name: str):
    outside, depth = "", 0
    for letter in _declarations(ALL[name]):
        depth += {"{": 1, "}": -1}.get(letter, 0)
        outside += letter if depth == 0 else ""

    statements = [part.strip() for part in re.split(r"[;}]", outside) if part.strip()]
    assert [part for part in statements if not part.startswith("@layer")] == []


def test_each_token_in_use_is_defined():
    used = {name for text in ALL.values() for name in re.findall(r"var\((--[\w-]+)", text)}
    defined = {name for text in ALL.values() for name in re.findall(r"(--[\w-]+)\s*:", text)}

    assert used - defined == set()
    assert defined - used == set()


def _classes_in(template: str) -> set[str]:
    template = re.sub(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", "", template, flags=re.DOTALL)
    found: set[str] = set()
    for value in re.findall(r"""\sclass=(?:"([^"]*)"|'([^']*)')""", template):
        plain = re.sub(r"{{.*?}}|{%.*?%}", " ", "".join(value))
        found |= set(plain.split())
    return found


def _templates() -> list[Path]:
    return sorted(path for path in ROOT.rglob("templates/**/*.html") if "mail" not in path.parts)


def test_each_class_of_a_template_has_a_rule():
    known = {name for text in ALL.values() for name in RULE_NAMES.findall(_declarations(text))}

    unknown = {
        str(path.relative_to(ROOT)): sorted(missing)
        for path in _templates()
        if (missing := _classes_in(path.read_text("utf-8")) - known)
    }

    assert unknown == {}


def test_each_rule_has_a_use():
    known = {name for text in ALL.values() for name in RULE_NAMES.findall(_declarations(text))}
    written = "\n".join(
        path.read_text("utf-8") for pattern in ("*.html", "*.py", "*.js") for path in ROOT.rglob(pattern)
    )

    unused = {name for name in known if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", written)}

    assert unused - GIVEN_BY_HTMX == set()
