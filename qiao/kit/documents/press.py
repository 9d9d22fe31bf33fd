"""The program that sets one document, run as a process of its own so that it can be stopped and bounded.

Usage: python -I press.py <order.json>. It imports nothing of Qiao. The answer is one JSON line.
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


def main(order: dict[str, Any]) -> dict[str, Any]:
    _bound(order["seconds"])
    try:
        document = _compile(order)
    except typst.TypstError as error:
        return {"error": error.message, "where": error.diagnostic}
    Path(order["output"]).write_bytes(document)
    return {"pages": len(PAGE.findall(document))}


def _bound(seconds: int) -> None:
    for limit, value in ((resource.RLIMIT_CPU, seconds + 1), (resource.RLIMIT_AS, MEMORY_BYTES)):
        with contextlib.suppress(ValueError, OSError):  # the system may already be stricter
            resource.setrlimit(limit, (value, value))


def _compile(order: dict[str, Any]) -> bytes:
    fonts = typst.Fonts(
        include_system_fonts=order["system_fonts"],
        include_embedded_fonts=True,
        font_paths=[order["fonts"]],
    )
    root = Path(order["root"])
    compiler = typst.Compiler(
        root=root,
        font_paths=fonts,
        ignore_system_fonts=not order["system_fonts"],
        package_path=root / "no-packages",
        package_cache_path=root / "no-packages",
    )
    # PDF/A and PDF/UA make typst refuse a letter without a glyph, where plain PDF would show a box.
    return bytes(compiler.compile(root / order["main"], format="pdf", pdf_standards=["ua-1", "a-2a"]))  # type: ignore[arg-type]  # bytes, for one PDF


if __name__ == "__main__":
    print(json.dumps(main(json.loads(Path(sys.argv[1]).read_text("utf-8")))))  # noqa: T201 (its answer)
