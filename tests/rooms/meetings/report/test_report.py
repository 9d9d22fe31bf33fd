"""Timetable and summary, the names of files, and a folder that appears as a whole or not at all."""

import io
from pathlib import Path

import openpyxl
import pytest

from qiao.kit.documents.errors import LetterMissing
from qiao.rooms.meetings.planning.plan import Plan, make_plan
from qiao.rooms.meetings.planning.reasons import Reasons
from qiao.rooms.meetings.report.folder import FolderForeign, FolderTaken, NoFolder, replaced, require_free
from qiao.rooms.meetings.report.names import file_names
from qiao.rooms.meetings.report.summary import summary_pdf
from qiao.rooms.meetings.report.tables import timetable_xlsx
from qiao.rooms.meetings.report.write import DocumentRefused, write_plan
from qiao.rooms.meetings.workbook.read import read_event
from tests.rooms.meetings.itinerary.test_itinerary import text_of
from tests.support.meeting_workbook import small, workbook


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_timetable_holds_every_meeting_three_times_and_every_refusal(
    sample: Plan, sample_reasons: Reasons
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(timetable_xlsx(sample, sample_reasons)))
    table, listed, parties, refused = book.worksheets

    cells = [cell for row in table.iter_rows(min_row=2, min_col=3, values_only=True) for cell in row if cell]
    assert [sheet.title for sheet in book.worksheets] == [
        "洽谈排期 Timetable",
        "洽谈 Meetings",
        "代表团与接待单位 Delegations and hosts",
        "未获安排 Not granted",
    ]
    assert len(cells) == len(sample.meetings) == listed.max_row - 1
    assert sum(row[5] for row in parties.iter_rows(min_row=2, values_only=True)) == 2 * len(sample.meetings)
    met = [cell for row in parties.iter_rows(min_row=2, min_col=7, values_only=True) for cell in row if cell]
    assert len(met) == 2 * len(sample.meetings)
    assert refused.max_row - 1 == len(sample.refused)
    assert all(row[7] and row[8] for row in refused.iter_rows(min_row=2, values_only=True))


def test_summary_is_one_page_in_both_languages(sample: Plan, sample_reasons: Reasons, tmp_path: Path) -> None:
    text = text_of(summary_pdf(sample, sample_reasons), tmp_path)

    bound = f"{sample.solution.weight:,}/{sample.solution.weight_bound:,}(100.0%)"
    for part in ("洽谈安排概要/Meetingplanataglance", "代表团与接待单位", "40+13", bound, "Page1of1"):
        assert part in text


def test_file_names_are_plain_on_every_system(sample: Plan) -> None:
    names = list(file_names(sample.event.parties).values())

    assert names[:2] == ["01-columbia-university", "02-university-of-chicago"]
    assert len(names) == len(set(names)) == 53
    assert all(set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for name in names)
    assert max(map(len, names)) <= 43


def test_everything_is_written_for_every_party(tmp_path: Path) -> None:
    plan, heard = make_plan(read_event(workbook(small()))), []

    write_plan(plan, tmp_path / "plan", on_document=lambda *counts: heard.append(counts))

    names = list(file_names(plan.event.parties).values())
    expected = {
        f"itineraries/{n}.{lang}.{kind}" for n in names for lang in ("zh", "en") for kind in ("pdf", "ics")
    }
    assert set(contents(tmp_path / "plan")) == expected | {"timetable.xlsx", "summary.pdf"}
    assert heard == [(4, 4)]
    assert [each.name for each in tmp_path.iterdir()] == ["plan"]


def test_paper_that_cannot_be_set_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    rows = small()["organisations"]
    rows[0] = {"code": "DUKE", "name_en": "Duke \U0001f6d8"}
    plan = make_plan(read_event(workbook(small(organisations=rows))))

    with pytest.raises(DocumentRefused, match=r"01-duke\.zh\.pdf: No font on this server") as caught:
        write_plan(plan, tmp_path / "plan")

    assert isinstance(caught.value.reason, LetterMissing)
    assert list(tmp_path.iterdir()) == []


def test_folder_is_free_when_it_is_new_or_empty(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    require_free(tmp_path / "empty", force=False)
    require_free(tmp_path / "new", force=False)
    (tmp_path / "file").touch()
    for wrong in (tmp_path / "file", tmp_path / "none" / "new"):
        with pytest.raises(NoFolder):
            require_free(wrong, force=True)


def test_folder_with_other_files_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "summary.pdf").touch()
    with pytest.raises(FolderTaken):
        require_free(tmp_path, force=False)
    require_free(tmp_path, force=True)

    (tmp_path / "thesis.docx").touch()

    with pytest.raises(FolderForeign, match=r"thesis\.docx"):
        require_free(tmp_path, force=True)


def test_failed_run_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    folder.mkdir()
    (folder / "summary.pdf").write_bytes(b"old")

    with pytest.raises(FileNotFoundError), replaced(folder, force=True) as fresh:
        (fresh / "none" / "summary.pdf").write_bytes(b"new")

    assert contents(folder) == {"summary.pdf": b"old"}
    assert list(tmp_path.iterdir()) == [folder]


def test_folder_is_replaced_as_a_whole(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    folder.mkdir()
    (folder / "summary.pdf").write_bytes(b"old")

    with replaced(folder, force=True) as fresh:
        (fresh / "timetable.xlsx").write_bytes(b"new")

    assert contents(folder) == {"timetable.xlsx": b"new"}
    assert list(tmp_path.iterdir()) == [folder]
