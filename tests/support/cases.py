"""Reading the shared hostile lists, where they are present."""

import json
import os
from pathlib import Path
from typing import Any

import pytest


def folder() -> Path:
    given = os.environ.get("QIAO_CASES", "")
    return Path(given) if given else Path(__file__).resolve().parents[3] / "shared" / "cases"


def lines(name: str) -> list[dict[str, Any]]:
    """The rows of one list; surrogates and NUL in them are real."""
    path = folder() / "hostile" / "lists" / f"{name}.jsonl"
    if not path.is_file():
        pytest.skip("the shared cases are not here: set QIAO_CASES to their folder")
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
