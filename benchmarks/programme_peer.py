"""pretalx as a peer: installed from its package into an environment of its own in the cache folder, then
asked for the same pages of an event of equal size in the same run.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PACKAGE = "pretalx>=2025.2,<2027"  # the newest for the Python that is here
PYTHONS = ("python3.14", "python3.13", "python3.12")
LARGEST = int(os.environ.get("QIAO_BENCHMARK_PRETALX", "400"))
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "qiao-benchmarks"
SCRIPT = Path(__file__).with_name("pretalx_event.py")
LIST, EDITOR = "sessions, list of 50", "editor"
STATED = {  # CPU milliseconds of pretalx 2026.2.1, the lower end of what was measured on another machine
    "public programme:400": 566.0,
    "JSON:400": 1155.0,
    "XML:400": 1215.0,
    "iCalendar:400": 545.0,
    f"{LIST}:36": 386.0,
    f"{LIST}:400": 428.0,
    f"{EDITOR}:36": 37.0,
    f"{EDITOR}:400": 266.0,
}


@dataclass(frozen=True)
class Peer:
    cpu: dict[str, float]  # milliseconds by "page:sessions"
    source: str


def peer(sizes: Sequence[int]) -> Peer:
    wanted = [str(size) for size in sizes if size <= LARGEST]
    if not wanted:
        return Peer(STATED, "left out; figures of 2026.2.1 that were measured on another machine")
    try:
        told = json.loads(_asked(_installed(), wanted).splitlines()[-1])  # what it says before is its own
    except (OSError, subprocess.CalledProcessError, ValueError, IndexError) as error:
        reason = str(getattr(error, "stderr", "") or error).strip().splitlines()[-1:]
        return Peer(STATED, f"not here ({reason}); figures of 2026.2.1 that were measured on another machine")
    return Peer(told.pop("cpu_ms"), _source(told))


def _source(told: dict[str, Any]) -> str:
    version, python = told.pop("version"), told.pop("python")
    took = ", ".join(f"{name.replace('_cpu_s', '')} {value:.1f} s" for name, value in told.items())
    return f"{version} on Python {python}, asked in this run; CPU of its own beginning: {took}"


def _installed() -> Path:
    """The Python of its environment, which stays for the next run."""
    folder = CACHE / "pretalx"
    python = folder / "bin" / "python"
    if not (folder / "installed").exists():
        base = next(filter(None, map(shutil.which, PYTHONS)), sys.executable)
        _run([base, "-m", "venv", "--clear", str(folder)])
        _run([str(python), "-m", "pip", "install", "--quiet", PACKAGE])
        (folder / "installed").touch()
    return python


def _asked(python: Path, sizes: Sequence[str]) -> str:
    with tempfile.TemporaryDirectory(prefix="qiao-pretalx-") as home:
        return _run([str(python), str(SCRIPT), *sizes], home)


def _run(command: list[str], home: str = "") -> str:
    """Without anything of this program's environment; in a home of its own."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("QIAO", "PYTHON", "DJ"))
    }
    environment.pop("DATABASE_URL", None)
    if home:
        environment |= {
            "PRETALX_DATA_DIR": home,
            "PRETALX_FILESYSTEM_LOGS": f"{home}/logs",
            "PRETALX_FILESYSTEM_MEDIA": f"{home}/media",
            "PRETALX_FILESYSTEM_STATIC": f"{home}/static",
            "PRETALX_DB_NAME": f"{home}/db.sqlite3",
        }
    done = subprocess.run(
        command,
        env=environment,
        cwd=home or None,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout
