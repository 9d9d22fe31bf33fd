"""`qiao plan`: a whole meeting plan from an organiser's workbook. Needs no server and no database."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from qiao.engines.shape.words import Language
from qiao.site.command.files import tell
from qiao.site.command.options import (
    BAD_INPUT,
    INFEASIBLE,
    NOTHING_FOUND,
    in_language,
    stopping,
    timed,
)
from qiao.site.command.timetable_progress import described, showing

if TYPE_CHECKING:
    from qiao.rooms.meetings.planning.plan import Plan
    from qiao.rooms.meetings.workbook.event import Event

FILE = click.Path(path_type=Path)
MEETINGS = "qiao.rooms.meetings.apps.WorkbookConfig"  # words and templates, no tables
PACKAGE = Path(__file__).resolve().parents[2]
MOST_SHOWN = 50


@click.command()
@click.argument("workbook", type=FILE, required=False)
@click.option("--out", "folder", type=FILE, metavar="DIR", help="Where the plan goes: a new or empty folder.")
@click.option("--force", is_flag=True, help="Replace an earlier plan in DIR.")
@click.option(
    "--template", type=FILE, metavar="FILE.xlsx", help="Write an empty workbook to fill in, and end."
)
@timed
@in_language
def plan(
    workbook: Path | None,
    folder: Path | None,
    force: bool,
    template: Path | None,
    time_limit: float,
    seed: int,
    language: Language,
) -> None:
    """Plan the meetings of WORKBOOK.xlsx and write timetable, itineraries and summary to DIR.

    Exit status: 0 solved, 2 bad input, 3 infeasible (proved), 4 nothing found in the time. Whatever fails,
    DIR stays as it was. Ctrl+C while it searches keeps the best so far.
    """
    if template is None and (workbook is None or folder is None):
        raise click.UsageError("Name a WORKBOOK.xlsx and --out DIR, or --template FILE.xlsx.")
    _start_without_site(language)
    if template is not None:
        _write_template(template)
    elif workbook is not None and folder is not None:
        folder = folder.resolve()
        _require_free(folder, force=force)
        found = _planned(_event_in(workbook), time_limit, seed, language)
        _write(found, folder, force=force)
        _tell(found, folder)


def _start_without_site(language: Language) -> None:
    """Only what papers and tables need: no settings of a server, no secret, and no database to ask."""
    import django  # noqa: PLC0415 (slow import)
    from django.conf import settings  # noqa: PLC0415 (slow import)
    from django.utils import translation  # noqa: PLC0415 (slow import)

    if not settings.configured:
        settings.configure(
            INSTALLED_APPS=["qiao.kit.tables", "qiao.kit.documents", MEETINGS],
            LOCALE_PATHS=[PACKAGE / "kit/locale", PACKAGE / "kit/bilingual/locale", PACKAGE / "site/locale"],
            LANGUAGE_CODE="en",
            USE_I18N=True,
            USE_TZ=True,
            TIME_ZONE="Asia/Shanghai",
        )
        django.setup()
    translation.activate(language)


def _write_template(place: Path) -> None:
    from django.utils.translation import gettext as _  # noqa: PLC0415 (settings come first)

    from qiao.rooms.meetings.workbook.template import template_xlsx  # noqa: PLC0415 (same)

    if place.exists():
        _refuse([_("%(file)s is there already. Name another file.") % {"file": place}])
    with _files():
        place.write_bytes(template_xlsx())
    tell(_("%(file)s is written: fill it in and plan it.") % {"file": place}, err=True)


def _require_free(folder: Path, *, force: bool) -> None:
    """Said before minutes of work and not after."""
    from qiao.rooms.meetings.report.folder import require_free  # noqa: PLC0415 (settings come first)

    with _files():
        require_free(folder, force=force)


def _event_in(workbook: Path) -> "Event":
    from qiao.rooms.meetings.workbook.faults import WorkbookRefused  # noqa: PLC0415 (settings come first)
    from qiao.rooms.meetings.workbook.read import read_event  # noqa: PLC0415 (same)

    with _files():
        try:
            with workbook.open("rb") as file:
                return read_event(file)
        except WorkbookRefused as refused:
            _refuse([f"{workbook}:", *_lines(refused)])


def _lines(refused: Any) -> list[str]:
    from django.utils.translation import ngettext  # noqa: PLC0415 (settings come first)

    shown = refused.faults[:MOST_SHOWN]
    lines = [f"  {' '.join(filter(None, (each.place, each.sentence, each.remedy)))}" for each in shown]
    if rest := len(refused.faults) - len(shown):
        lines.append("  " + ngettext("And %(count)s more.", "And %(count)s more.", rest) % {"count": rest})
    return lines


def _planned(event: "Event", time_limit: float, seed: int, language: Language) -> "Plan":
    from qiao.rooms.meetings.planning.errors import NothingFound, PinsClash  # noqa: PLC0415 (settings first)
    from qiao.rooms.meetings.planning.plan import make_plan  # noqa: PLC0415 (same)

    try:
        with stopping() as should_stop, showing(time_limit, language, described) as on_progress:
            return make_plan(
                event, time_limit=time_limit, seed=seed, on_progress=on_progress, should_stop=should_stop
            )
    except PinsClash as clash:
        told = [
            line
            for each in clash.clashes
            for line in (f"  {each.sentence}", *(f"    {p}" for p in each.pins))
        ]
        _refuse([str(clash), *told], INFEASIBLE)
    except NothingFound as none:
        _refuse([str(none)], NOTHING_FOUND)


def _write(found: "Plan", folder: Path, *, force: bool) -> None:
    from qiao.rooms.meetings.report.write import DocumentRefused, write_plan  # noqa: PLC0415 (settings first)

    with _files(), _counting() as on_document:
        try:
            write_plan(found, folder, force=force, on_document=on_document)
        except DocumentRefused as refused:
            _refuse([str(refused)])


@contextmanager
def _counting() -> Iterator[Any]:
    """A bar of the documents on a terminal, nothing elsewhere."""
    from django.utils.translation import gettext as _  # noqa: PLC0415 (settings come first)
    from rich.console import Console  # noqa: PLC0415 (slow import)
    from rich.progress import Progress  # noqa: PLC0415 (slow import)

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(_("writing"), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


@contextmanager
def _files() -> Iterator[None]:
    """What the system or a folder refuses ends the command with a sentence."""
    from django.utils.translation import gettext as _  # noqa: PLC0415 (settings come first)

    from qiao.kit.errors import QiaoError  # noqa: PLC0415 (same)

    try:
        yield
    except OSError as error:
        values = {"file": error.filename or "", "reason": os.strerror(error.errno or 0)}
        _refuse([_("%(file)s: %(reason)s.") % values])
    except QiaoError as error:
        _refuse([str(error)])


def _tell(found: "Plan", folder: Path) -> None:
    from django.utils.translation import gettext as _  # noqa: PLC0415 (settings come first)

    solution = found.solution
    values = {
        "held": len(found.meetings),
        "asked": len(found.pairs),
        "weight": solution.weight,
        "bound": "?" if solution.weight_bound is None else solution.weight_bound,
        "waits": solution.waits,
        "folder": folder,
    }
    tell(
        _("%(held)s of %(asked)s meetings held, weight %(weight)s of %(bound)s, waits %(waits)s: %(folder)s")
        % values,
        err=True,
    )


def _refuse(lines: list[str], status: int = BAD_INPUT) -> NoReturn:
    for line in lines:
        tell(line, err=True)
    sys.exit(status)
