"""Sets typst sources as PDF in a process without network, with bounds on time, memory and pages."""

import json
import logging
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from qiao.kit.documents import press
from qiao.kit.documents.errors import DocumentFailed, DocumentTooLong, DocumentTooSlow, LetterMissing
from qiao.kit.documents.fonts import font_folder

log = logging.getLogger(__name__)

Job = dict[str, str]
Answer = dict[str, Any]

_LETTER = re.compile(r'(?:the text|the codepoint) `"(.+?)"`')
_NOWHERE = "http://127.0.0.1:1"  # typst fetches packages through a proxy when one is named: this one refuses


@dataclass(frozen=True)
class Limits:
    seconds: int = 20
    pages: int = 500


LIMITS = Limits()


@dataclass(frozen=True)
class Manuscript:
    """`files` is all that the document can see, by path below its root; `main` is the one to set."""

    files: Mapping[str, bytes]
    main: str


def typeset(files: Mapping[str, bytes], main: str, *, limits: Limits = LIMITS) -> bytes:
    return typeset_all([Manuscript(files, main)], limits=limits)[0]


def typeset_all(manuscripts: Sequence[Manuscript], *, limits: Limits = LIMITS) -> list[bytes]:
    """Several documents by one process, some seven times as fast as one by one; all of them, or the first
    error. None sees the files of another; `limits` are those of each."""
    with TemporaryDirectory(prefix="qiao-document-") as folder:
        jobs = [_laid_out(each, Path(folder).resolve() / str(n)) for n, each in enumerate(manuscripts)]
        answers = _press(jobs, limits, system_fonts=False)
        return [_document(job, answer, limits) for job, answer in zip(jobs, answers, strict=True)]


def _laid_out(manuscript: Manuscript, folder: Path) -> Job:
    root = folder / "root"
    _write(manuscript.files, root)
    return {"root": str(root), "main": manuscript.main, "output": str(folder / "document.pdf")}


def _document(job: Job, answer: Answer, limits: Limits) -> bytes:
    """A document with a letter that our fonts lack is tried again with those of the system."""
    if isinstance(_reason(answer), LetterMissing):
        (answer,) = _press([job], limits, system_fonts=True)
    if reason := _reason(answer):
        raise reason
    if answer["pages"] > limits.pages:
        raise DocumentTooLong(pages=answer["pages"], limit=limits.pages)
    return Path(job["output"]).read_bytes()


def _write(files: Mapping[str, bytes], root: Path) -> None:
    for name, content in files.items():
        path = (root / name).resolve()
        if not path.is_relative_to(root):
            raise ValueError(f"a document's file lies outside its root: {name!r}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _press(jobs: Sequence[Job], limits: Limits, *, system_fonts: bool) -> list[Answer]:
    folder = Path(jobs[0]["root"]).parents[1]
    seconds = limits.seconds * len(jobs)
    order = {"jobs": jobs, "fonts": str(font_folder()), "system_fonts": system_fonts, "seconds": seconds}
    return _run(order, folder, seconds)


def _run(order: dict[str, Any], folder: Path, seconds: int) -> list[Answer]:
    paper = folder / "order.json"
    paper.write_text(json.dumps(order), encoding="utf-8")
    command = [sys.executable, "-I", str(Path(press.__file__)), str(paper)]
    try:
        run = subprocess.run(  # noqa: S603 (our own program, no shell, no words of a user)
            command,
            cwd=folder,
            env=_environment(folder),
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise DocumentTooSlow(seconds=seconds) from None
    if run.returncode:
        raise _failed(run.stderr.decode(errors="replace").strip()[-300:] or f"exit {run.returncode}")
    answers: list[Answer] = json.loads(run.stdout)
    return answers


def _environment(folder: Path) -> dict[str, str]:
    proxies = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy"), _NOWHERE)
    return {"HOME": str(folder), "TMPDIR": str(folder), "RAYON_NUM_THREADS": "2", **proxies}


def _reason(answer: Answer) -> LetterMissing | DocumentFailed | None:
    if "error" not in answer:
        return None
    if found := _LETTER.search(answer["error"]):
        return LetterMissing(letter=found.group(1))
    return _failed(answer["error"])


def _failed(reason: str) -> DocumentFailed:
    log.error("a document could not be made: %s", reason.replace("\n", " "))
    return DocumentFailed(reason=reason)
