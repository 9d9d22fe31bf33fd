"""Takes the pictures of README and docs, of the sample exchange and of a solved day: make pictures."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from qiao.engines.timetabling import solve
from qiao.engines.timetabling.explain.picture import day_svg

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.timetabling_events import event  # noqa: E402 (benchmarks lie beside this folder)

TARGET = ROOT / "docs" / "pictures"
DESK, TALL, PHONE = (1280, 800), (1280, 1040), (390, 844)
ABOVE = 24  # pixels over the heading
ORGANISER, HEAD, TALENT = "organiser@qiao.example", "head@qiao.example", "talent@qiao.example"
PASSWORD = "qiao-demo-2026"
COLOURS = 128
MOST_BYTES = 150_000


@dataclass(frozen=True)
class Picture:
    """From `path` on links are followed, each named by a piece of its address. `at` is the heading
    that stands at the top."""

    name: str
    path: str
    steps: tuple[str, ...] = ()
    reader: str = ""
    theme: str = "light"
    size: tuple[int, int] = DESK
    at: str = ""


EN, ZH = ("/en/exchanges/", "/en/exchanges/0"), ("/zh-hans/exchanges/", "/zh-hans/exchanges/0")
PICTURES = (
    Picture("home", "/en/"),
    Picture("directory", "/zh-hans/directory/organisations/"),
    Picture("exchange", EN[0], EN[1:], ORGANISER),
    Picture("programme", ZH[0], (*ZH[1:], "/editor/"), ORGANISER, at="h1"),
    Picture("visit-groups", EN[0], (*EN[1:], "/groups/", "/visits/plans/"), ORGANISER, "dark", TALL, "h1"),
    Picture(
        "meetings",
        EN[0],
        (*EN[1:], "/meetings/exchanges/", "/meetings/rounds/", "/timetables/0"),
        ORGANISER,
        size=TALL,
        at="h1",
    ),
    Picture("release", ZH[0], (*ZH[1:], "/releases/", "/releases/new/"), ORGANISER, at="h1"),
    Picture(
        "itinerary",
        ZH[0],
        (*ZH[1:], "/itineraries/", "/itineraries/delegations/"),
        HEAD,
        "dark",
        PHONE,
        "#day-2",
    ),
    Picture("opportunity", "/zh-hans/opportunities/?q=博士后", ("/opportunities/0",), TALENT, size=TALL),
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, seconds: float = 300) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.5)
    sys.exit(f"{address} does not answer")


def take_all(address: str) -> None:
    names = ("chromium-headless-shell", "chromium")
    found = next(filter(None, map(shutil.which, names)), None)
    path = found or sys.exit("Chromium is missing: sudo apt-get install chromium")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        for picture in PICTURES:
            take(browser, address, picture)
        browser.close()


def take(browser: Browser, address: str, picture: Picture) -> None:
    width, height = picture.size
    size = {"width": width, "height": height}
    page = browser.new_page(viewport=size, color_scheme=picture.theme, service_workers="block")
    if picture.reader:
        sign_in(page, address, picture.reader)
    page.goto(address + picture.path, wait_until="networkidle")
    for step in picture.steps:
        link = page.locator(f"main a[href*='{step}'], nav a[href*='{step}']").first
        page.goto(address + str(link.get_attribute("href")), wait_until="networkidle")
    if picture.at:
        top = page.locator(picture.at).evaluate("heading => heading.getBoundingClientRect().top + scrollY")
        page.evaluate("top => scrollTo(0, top)", top - ABOVE)
    target = TARGET / f"{picture.name}.png"
    page.screenshot(path=target)
    page.close()
    make_small(target)


def sign_in(page: Page, address: str, email: str) -> None:
    page.goto(f"{address}/en/account/login/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_load_state("networkidle")


def make_small(target: Path) -> None:
    """A screen has few colours: a palette holds them in a third of the room."""
    with Image.open(target) as taken:
        few = taken.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(target, optimize=True)
    if target.stat().st_size > MOST_BYTES:
        sys.exit(f"{target} holds {target.stat().st_size} bytes")


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
            take_all(f"http://localhost:{port}")
        finally:
            site.terminate()
            site.wait(40)


if __name__ == "__main__":
    main()
