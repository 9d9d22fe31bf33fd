from pathlib import Path

from qiao.kit.files.limits import LIMITS, MEGABYTE

PAGE = Path(__file__).resolve().parents[3] / "docs" / "uploads.md"


def test_the_page_about_uploads_says_what_the_code_does() -> None:
    rows = [line.split("|")[1:4] for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ")][
        1:
    ]

    written = {kind.strip(): (types.strip(), most.strip()) for kind, types, most in rows}
    assert written == {
        kind.value: (limit.types, f"{limit.max_bytes // MEGABYTE} MB") for kind, limit in LIMITS.items()
    }
