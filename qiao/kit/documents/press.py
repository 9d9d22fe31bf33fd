"""The program that sets documents, run as a process of its own so that it can be stopped and bounded.

Usage: python -I press.py <order.json>. It imports nothing of Qiao. The answer is one JSON line: a list of the
pages or the error of each document. Fonts are read once for all of them.
"""

import contextlib
import json
import re
import resource
import sys
from pathlib import Path
from typing import Any

import typst

MEMORY_BYTES = 4 * 2**30
PAGE = re.compile(rb"/Type ?/Page\b(?!s)")


def main(order: dict[str, Any]) -> list[dict[str, Any]]:
    _bound(order["seconds"])
    fonts = typst.Fonts(
        include_system_fonts=order["system_fonts"],
        include_embedded_fonts=True,
        font_paths=[order["fonts"]],
    )
    return [_set(job, fonts, system_fonts=order["system_fonts"]) for job in order["jobs"]]


def _set(job: dict[str, Any], fonts: Any, *, system_fonts: bool) -> dict[str, Any]:
    try:
        document = _compile(Path(job["root"]), job["main"], fonts, system_fonts=system_fonts)
    except typst.TypstError as error:
        return {"error": error.message, "where": error.diagnostic}
    Path(job["output"]).write_bytes(document)
    return {"pages": len(PAGE.findall(document))}


def _bound(seconds: int) -> None:
    for limit, value in ((resource.RLIMIT_CPU, seconds + 1), (resource.RLIMIT_AS, MEMORY_BYTES)):
        with contextlib.suppress(ValueError, OSError):  # the system may already be stricter
            resource.setrlimit(limit, (value, value))


def _compile(root: Path, main: str, fonts: Any, *, system_fonts: bool) -> bytes:
    compiler = typst.Compiler(
        root=root,
        font_paths=fonts,
        ignore_system_fonts=not system_fonts,
        package_path=root / "no-packages",
        package_cache_path=root / "no-packages",
    )
    # PDF/A and PDF/UA make typst refuse a letter without a glyph, where plain PDF would show a box.
    return bytes(compiler.compile(root / main, format="pdf", pdf_standards=["ua-1", "a-2a"]))  # type: ignore[arg-type]  # bytes, for one PDF


if __name__ == "__main__":
    print(json.dumps(main(json.loads(Path(sys.argv[1]).read_text("utf-8")))))  # noqa: T201 (its answer)
