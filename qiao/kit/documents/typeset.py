"""Sets typst sources as a PDF in a process without network, with bounds on time, memory and pages."""

import json
import logging
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from qiao.kit.documents import press
from qiao.kit.documents.errors import DocumentFailed, DocumentTooLong, DocumentTooSlow, LetterMissing
from qiao.kit.documents.fonts import font_folder

log = logging.getLogger(__name__)

_LETTER = re.compile(r'(?:the text|the codepoint) `"(.+?)"`')
_NOWHERE = "http://127.0.0.1:1"  # typst fetches packages through a proxy when one is named: this one refuses


@dataclass(frozen=True)
class Limits:
    seconds: int = 20
    pages: int = 500


LIMITS = Limits()


def typeset(files: Mapping[str, bytes], main: str, *, limits: Limits = LIMITS) -> bytes:
    """`files` is all that the document can see, by path below its root; `main` is the one to set."""
    with TemporaryDirectory(prefix="qiao-document-") as folder:
        root = Path(folder).resolve() / "root"
        _write(files, root)
        try:
            return _press(root, main, limits, system_fonts=False)
        except LetterMissing:
            return _press(root, main, limits, system_fonts=True)


def _write(files: Mapping[str, bytes], root: Path) -> None:
    for name, content in files.items():
        path = (root / name).resolve()
        if not path.is_relative_to(root):
            raise ValueError(f"a document's file lies outside its root: {name!r}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _press(root: Path, main: str, limits: Limits, *, system_fonts: bool) -> bytes:
    output = root.parent / "document.pdf"
    order = {
        "root": str(root),
        "main": main,
        "output": str(output),
        "fonts": str(font_folder()),
        "system_fonts": system_fonts,
        "seconds": limits.seconds,
    }
    answer = _run(order, root.parent, limits)
    if error := answer.get("error"):
        raise _reason(error)
    if answer["pages"] > limits.pages:
        raise DocumentTooLong(pages=answer["pages"], limit=limits.pages)
    return output.read_bytes()


def _run(order: dict[str, Any], folder: Path, limits: Limits) -> dict[str, Any]:
    paper = folder / "order.json"
    paper.write_text(json.dumps(order), encoding="utf-8")
    command = [sys.executable, "-I", str(Path(press.__file__)), str(paper)]
    try:
        run = subprocess.run(  # noqa: S603 (our own program, no shell, no words of a user)
            command,
            cwd=folder,
            env=_environment(folder),
            capture_output=True,
            timeout=limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise DocumentTooSlow(seconds=limits.seconds) from None
    if run.returncode:
        raise _failed(run.stderr.decode(errors="replace").strip()[-300:] or f"exit {run.returncode}")
    answer: dict[str, Any] = json.loads(run.stdout)
    return answer


def _environment(folder: Path) -> dict[str, str]:
    proxies = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy"), _NOWHERE)
    return {"HOME": str(folder), "TMPDIR": str(folder), "RAYON_NUM_THREADS": "2", **proxies}


def _reason(message: str) -> LetterMissing | DocumentFailed:
    if found := _LETTER.search(message):
        return LetterMissing(letter=found.group(1))
    return _failed(message)


def _failed(reason: str) -> DocumentFailed:
    log.error("a document could not be made: %s", reason.replace("\n", " "))
    return DocumentFailed(reason=reason)
