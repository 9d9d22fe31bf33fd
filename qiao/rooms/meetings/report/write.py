"""Everything that is written of a plan: timetable, summary, and each party's itinerary in both languages."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from qiao.kit.documents.pdf import Paper, render_pdfs
from qiao.kit.errors import QiaoError
from qiao.rooms.meetings.itinerary.calendar import itinerary_ics
from qiao.rooms.meetings.itinerary.paper import itinerary_paper
from qiao.rooms.meetings.planning.plan import Plan
from qiao.rooms.meetings.planning.reasons import Reasons
from qiao.rooms.meetings.report.folder import replaced
from qiao.rooms.meetings.report.names import file_names
from qiao.rooms.meetings.report.summary import summary_pdf
from qiao.rooms.meetings.report.tables import timetable_xlsx
from qiao.rooms.meetings.workbook.event import Party

AT_ONCE = 2  # processes that set documents side by side
BATCH = 8  # parties whose itineraries one process sets
SUFFIXES = {"zh-hans": "zh", "en": "en"}


class DocumentRefused(Exception):
    """A file could not be made; `reason` says why."""

    def __init__(self, name: str, reason: QiaoError) -> None:
        super().__init__(name)
        self.name, self.reason = name, reason

    def __str__(self) -> str:
        """In the language of whoever reads it, not of the thread that set the paper."""
        return f"{self.name}: {self.reason}"


def write_plan(
    plan: Plan, folder: Path, *, force: bool = False, on_document: Callable[[int, int], object] | None = None
) -> None:
    """All files or none. `on_document` hears of how many parties of how many the papers are done.

    Raises
    ------
    DocumentRefused : one of them could not be made. FolderTaken, FolderForeign, NoFolder, OSError.
    """
    reasons, parties, done = Reasons(plan), plan.event.parties, 0
    batches = [parties[first : first + BATCH] for first in range(0, len(parties), BATCH)]
    with replaced(folder, force=force) as fresh, _pool() as pool:
        (fresh / "itineraries").mkdir()
        write = partial(_write_itineraries, fresh / "itineraries", plan, reasons)
        for batch in pool.map(write, batches):
            done += len(batch)
            if on_document is not None:
                on_document(done, len(parties))
        (fresh / "timetable.xlsx").write_bytes(timetable_xlsx(plan, reasons))
        (fresh / "summary.pdf").write_bytes(_made("summary.pdf", partial(summary_pdf, plan, reasons)))


@contextmanager
def _pool() -> Iterator[ThreadPoolExecutor]:
    """After an error what has not begun is left undone."""
    pool = ThreadPoolExecutor(AT_ONCE)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _write_itineraries(
    folder: Path, plan: Plan, reasons: Reasons, parties: tuple[Party, ...]
) -> tuple[Party, ...]:
    names = file_names(plan.event.parties)
    papers = {
        f"{names[party.key]}.{suffix}.pdf": itinerary_paper(plan, party, reasons, language)
        for party in parties
        for language, suffix in SUFFIXES.items()
    }
    try:
        made = dict(zip(papers, render_pdfs(list(papers.values())), strict=True))
    except QiaoError:  # one by one, to name the paper
        made = {name: _made(name, partial(_alone, paper)) for name, paper in papers.items()}
    for party in parties:
        for language, suffix in SUFFIXES.items():
            made[f"{names[party.key]}.{suffix}.ics"] = itinerary_ics(plan, party, language)
    for name, content in made.items():
        (folder / name).write_bytes(content)
    return parties


def _alone(paper: Paper) -> bytes:
    return render_pdfs([paper])[0]


def _made(name: str, make: Callable[[], bytes]) -> bytes:
    try:
        return make()
    except QiaoError as error:
        raise DocumentRefused(name, error) from error
