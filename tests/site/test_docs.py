"""Docs cannot lie: packages, settings, commands and links are compared with the code."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("qiao/**/README.md")])


def required() -> set[str]:
    lines = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
    return {re.match(r"[A-Za-z0-9_.-]+", line).group().lower() for line in lines}  # type: ignore[union-attr]


def test_every_dependency_has_its_reason() -> None:
    page = (ROOT / "docs/dependencies.md").read_text("utf-8")

    named = set(re.findall(r"^\| ([a-z0-9-]+) \|", page, re.MULTILINE)) - {"package"}

    assert named == required()


def test_every_setting_is_documented() -> None:
    sources = [*ROOT.glob("qiao/site/**/*.py")]
    code = "\n".join(path.read_text("utf-8") for path in sources)
    read = set(re.findall(r"[\"'](QIAO_[A-Z_]+|DATABASE_URL|PORT)[\"']", code))
    page = (ROOT / "docs/settings.md").read_text("utf-8")

    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", page, re.MULTILINE))

    assert documented == read


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    local = [link for link in links if "://" not in link and not link.startswith("mailto:")]

    missing = [link for link in local if not (page.parent / link).exists()]

    assert missing == []


@pytest.mark.parametrize(
    "command", ["", "serve", "worker", "check", "demo", "migrate", "operator", "backup", "plan"]
)
def test_commands_explain_themselves(command: str) -> None:
    words = [sys.executable, "-m", "qiao.site.command.root", *command.split(), "--help"]

    answer = subprocess.run(words, capture_output=True, text=True, check=False)

    assert answer.returncode == 0
    assert len(answer.stdout.splitlines()) > 3


def test_make_targets_named_in_docs_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    text = "\n".join(page.read_text("utf-8") for page in PAGES)

    named = set(re.findall(r"`make ([a-z-]+)", text))

    assert named - targets == set()
