"""make demo as a new user runs it: a copy of the tracked files, an environment of its own, twice.

python scripts/test_demo.py
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = {"/zh-hans/": "哥伦比亚大学", "/en/directory/organisations/?q=哥大": "Columbia University"}
PATIENCE = 300  # seconds, downloads included


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="qiao-demo-") as folder:
        copy(Path(folder))
        first, second = visit(Path(folder)), visit(Path(folder))
    print(
        f"make demo: populated after {first:.0f} s, installation included, and {second:.0f} s the second time"
    )
    return 0


def copy(folder: Path) -> None:
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    for name in filter(None, tracked.decode().split("\0")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)


def visit(folder: Path) -> float:
    """Seconds from the command to the last of the pages; the server is stopped afterwards as by Ctrl-C."""
    kept = {
        name: os.environ[name] for name in os.environ if not name.startswith(("QIAO_", "DJANGO", "DATABASE"))
    }
    started, port = time.monotonic(), free_port()
    server = subprocess.Popen(
        ["make", "demo", f"PORT={port}"],
        cwd=folder,
        env=kept,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
    )
    try:
        for path, word in PAGES.items():
            wait_for(
                server, f"http://localhost:{port}{urllib.request.quote(path, safe='/?=')}", word, started
            )
        return time.monotonic() - started
    finally:
        os.killpg(server.pid, signal.SIGINT)
        server.wait(timeout=30)


def wait_for(server: "subprocess.Popen[bytes]", address: str, word: str, started: float) -> None:
    while time.monotonic() - started < PATIENCE:
        if server.poll() is not None:
            sys.exit(f"make demo ended with status {server.returncode}")
        try:
            if word in urllib.request.urlopen(address, timeout=20).read().decode():
                return
            sys.exit(f"{address} answers without {word}")
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    sys.exit(f"{address} did not answer within {PATIENCE} s")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
