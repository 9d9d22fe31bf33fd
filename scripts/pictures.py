"""Takes the pictures of README and docs, of the sample exchange and of a solved day: make pictures."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import sync_playwright

from qiao.engines.timetabling import solve
from qiao.engines.timetabling.explain.picture import day_svg

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.timetabling_events import event  # noqa: E402 (benchmarks lie beside this folder)

TARGET = ROOT / "docs" / "pictures"
PICTURES = {"home": "/en/", "directory": "/zh-hans/directory/organisations/"}
WIDTH, HEIGHT = 1280, 800


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.5)
    sys.exit(f"{address} does not answer")


def take(address: str) -> None:
    browser_path = shutil.which("chromium") or sys.exit("Chromium is missing: sudo apt-get install chromium")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=flags)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        for name, path in PICTURES.items():
            page.goto(address + path, wait_until="networkidle")
            page.screenshot(path=TARGET / f"{name}.png")
        browser.close()


def draw_a_day() -> None:
    """A small event of the benchmarks, with four meetings at most for a delegate."""
    event_of_28 = event(28)
    people = tuple(
        replace(each, max_meetings=4 if each.side == "delegates" else None)
        for each in event_of_28.participants
    )
    problem = replace(event_of_28, name="28 people", capacity=None, participants=people)
    solution = solve(problem, time_limit=60)
    if solution.status != "optimal":
        sys.exit(f"the day is {solution.status}: no picture of it")
    (TARGET / "timetable-day.svg").write_text(day_svg(problem, solution, language="en"), encoding="utf-8")


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    draw_a_day()
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="qiao-pictures-") as home:
        environment = os.environ | {"QIAO_HOME": home, "PORT": str(port)}
        command = [sys.executable, "-m", "qiao.site.command.root", "demo"]
        site = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        try:
            wait_for(f"http://localhost:{port}/en/")
            take(f"http://localhost:{port}")
        finally:
            site.terminate()
            site.wait(40)


if __name__ == "__main__":
    main()
