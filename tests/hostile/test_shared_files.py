"""Every shared hostile file at every upload and import place of ours: each ends as its manifest says."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.cage import CANARY, caged
from tests.hostile.judges import JUDGES

pytestmark = [pytest.mark.cases]


def _folder() -> Path:
    given = os.environ.get("QIAO_CASES", "")
    return (Path(given) if given else Path(__file__).resolve().parents[3] / "shared" / "cases") / "hostile"


def _items() -> list[dict[str, Any]]:
    manifest = _folder() / "manifest.json"
    items = json.loads(manifest.read_text("utf-8"))["items"] if manifest.is_file() else []
    return [item for item in items if "sinks" in item]


def _own_cases() -> list[Any]:
    return [
        pytest.param(item, sink, id=f"{item['id']}-{sink}")
        for item in _items()
        for sink in JUDGES
        if sink in item["sinks"]
    ]


@pytest.fixture(autouse=True)
def _present(cases: Path) -> None:
    """Skips, and says why, where the shared cases are not."""
    CANARY.unlink(missing_ok=True)


@pytest.mark.parametrize(("item", "sink"), _own_cases())
def test_file_ends_as_its_manifest_says(item: dict[str, Any], sink: str) -> None:
    verdict = caged(lambda: JUDGES[sink](_folder() / item["file"]))

    assert "crash" not in verdict, verdict
    assert verdict["seconds"] <= item["limits"]["seconds"]
    assert verdict["rss_mb"] <= item["limits"]["rss_mb"]
    _check(item, verdict)
    assert not CANARY.exists()


def _check(item: dict[str, Any], verdict: dict[str, Any]) -> None:
    status, expected = item["expect"]["status"], item["expect"]
    if status == "2xx":
        assert verdict["accepted"], verdict
    if status == "4xx":
        assert not verdict["accepted"], verdict
    if not verdict["accepted"]:
        assert len(verdict["sentence"]) > 20
        assert verdict["sentence"].rstrip().endswith((".", "。"))
    if expected.get("inert") and verdict["accepted"]:
        assert verdict["active"] == []
    if "strip" in expected:
        assert not verdict["has_exif"]
    if expected.get("no_mojibake"):
        assert verdict["rows"] == [["姓名", "邮箱"], ["王芳", "wf@example.org"]]


@pytest.mark.parametrize("item", _items(), ids=lambda item: item["id"])
def test_file_at_a_wrong_place_is_refused_with_a_sentence(item: dict[str, Any]) -> None:
    wrong = [sink for sink in JUDGES if sink not in item["sinks"] and not _fits_here_too(item, sink)]
    path = _folder() / item["file"]

    verdict = caged(lambda: {sink: JUDGES[sink](path) for sink in wrong})

    assert "crash" not in verdict, verdict
    assert verdict.pop("rss_mb") <= item["limits"]["rss_mb"]
    assert verdict.pop("seconds") <= item["limits"]["seconds"]
    assert [sink for sink, said in verdict.items() if said["accepted"]] == []
    assert not CANARY.exists()


def _fits_here_too(item: dict[str, Any], sink: str) -> bool:
    """The two import places are one, for the content says what a table is; a document may be a picture."""
    siblings = {"import:csv", "import:xlsx"}
    is_table = sink in siblings and bool(siblings & set(item["sinks"]))
    return is_table or (sink == "upload:document" and "upload:image" in item["sinks"])
