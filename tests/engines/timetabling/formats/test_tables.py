"""Instances and timetables in CSV and XLSX: out and in again, and every fault at its cell."""

import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qiao.engines.timetabling.faults import BadInstance
from qiao.engines.timetabling.formats import (
    read_problem_csv,
    read_result_csv,
    write_problem_csv,
    write_problem_zip,
    write_result_csv,
)
from qiao.engines.timetabling.formats.xlsx_files import (
    read_problem_xlsx,
    read_result_xlsx,
    write_problem_xlsx,
    write_result_xlsx,
)
from qiao.engines.timetabling.problem import Participant, Problem, Request
from qiao.engines.timetabling.result import Meeting, Solution
from tests.support.instances import small_problems

Sheets = dict[str, list[list[Any]]]
NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
PRINTABLE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=8)


def sheets() -> Sheets:
    return {
        "participants": [["id", "unavailable"], ["A", "3"], ["B", None]],
        "requests": [["id", "a", "b", "weight", "slot"], ["r", "A", "B", 1.5, 2], ["s", "B", "A", 1, None]],
        "slots": [
            ["slot", "day", "capacity", "session"],
            *[[n, n // 2, 1, "AM" if n % 2 == 0 else None] for n in range(4)],
        ],
        "settings": [["setting", "value"], ["mode", "choose"], ["name", "sheets"]],
    }


def workbook(content: Sheets) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in content.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def faults_in(content: bytes) -> list[tuple[str, str]]:
    with pytest.raises(BadInstance) as refused:
        read_problem_xlsx(content)
    return [(each.place, each.sentence.code.removeprefix("fault.")) for each in refused.value.faults]


def test_workbook_is_read_field_by_field() -> None:
    assert read_problem_xlsx(workbook(sheets())) == Problem(
        name="sheets",
        mode="choose",
        slots=4,
        participants=(Participant("A", unavailable=frozenset({3})), Participant("B")),
        requests=(Request("r", "A", "B", weight=1.5, slot=2), Request("s", "B", "A")),
        days=((0, 1), (2, 3)),
        sessions={"AM": frozenset({0, 2})},
        capacity=(1, 1, 1, 1),
    )


def test_chinese_headings_in_any_order_are_read_alike() -> None:
    content = {
        "设置": [["值", "设置"], ["choose", "模式"], ["sheets", "名称"]],
        "时段": [
            ["场次", "桌位数", "时段", "日期"],
            *[["AM" if n % 2 == 0 else None, 1, n, n // 2] for n in range(4)],
        ],
        "会面申请": [
            ["甲方", "编号", "权 重", "乙方", "固定时段"],
            ["A", "r", 1.5, "B", 2],
            ["B", "s", 1, "A", None],
        ],
        "参加者": [["无空时段", "编号"], [3, "A"], [None, "B"]],
    }

    assert read_problem_xlsx(workbook(content)) == read_problem_xlsx(workbook(sheets()))


def test_floors_are_read_under_either_heading() -> None:
    english, chinese = sheets(), sheets()
    english["participants"] = [["id", "min_meetings"], ["A", 0], ["B", None]]
    english["settings"].append(["floor", 2])
    chinese["participants"] = [["编号", "会面下限"], ["A", 0], ["B", None]]
    chinese["settings"].append(["会面下限", 2])

    problem = read_problem_xlsx(workbook(english))

    assert (problem.floor, [each.min_meetings for each in problem.participants]) == (2, [0, None])
    assert read_problem_xlsx(workbook(chinese)) == problem


def test_fault_of_a_floor_is_told_at_its_cell() -> None:
    content = sheets()
    content["participants"] = [["id", "max_meetings", "min_meetings"], ["A", 1, 2], ["B", None, "some"]]
    content["settings"].append(["floor", -1])

    assert faults_in(workbook(content)) == [
        ("participants!C3", "whole"),
        ("settings!B4", "negative"),
        ("participants!C2", "floor-own"),
    ]


@settings(deadline=None, max_examples=25)
@given(small_problems(with_previous=True))
def test_instance_is_the_same_after_csv_and_xlsx(problem: Problem) -> None:
    archive = write_problem_zip(problem)

    assert read_problem_csv(archive) == problem
    assert write_problem_zip(read_problem_csv(archive)) == archive
    assert read_problem_xlsx(write_problem_xlsx(problem)) == problem


def named(name: str) -> Problem:
    other = name + "'"
    people = (Participant(name, zone=name.replace("|", "!")), Participant(other))
    requests = (Request(name, name, other), Request(other, name, other, session=name, after=(name,)))
    return Problem("names", "choose", 1, people, requests, sessions={name: frozenset({0})})


@settings(deadline=None)
@given(NAMES)
def test_any_name_comes_back_from_csv(name: str) -> None:
    assert read_problem_csv(write_problem_zip(named(name))) == named(name)


@settings(deadline=None, max_examples=30)
@given(PRINTABLE | st.sampled_from(["=1+1", "#N/A", "_x0041_", "1001", " x ", "TRUE", "[x]", "a;b"]))
@example("ID")
def test_printable_name_comes_back_from_xlsx(name: str) -> None:
    assert read_problem_xlsx(write_problem_xlsx(named(name))) == named(name)


def test_name_that_no_cell_can_hold_is_refused_when_it_is_written() -> None:
    with pytest.raises(BadInstance, match=r"participants!A2: .* control characters"):
        write_problem_xlsx(named("a\x07"))


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "＝", "'="])
def test_no_exported_cell_begins_with_a_sign_that_spreadsheets_run(sign: str) -> None:
    name = f"{sign}1+1"
    solution = Solution("x", "unknown", {name: Meeting(0, 1)})

    files = [*write_problem_csv(named(name)).values(), write_result_csv(solution)]
    starts = [
        cell.lstrip('"')[:1]
        for each in files
        for line in each.decode("utf-8-sig").splitlines()
        for cell in line.split(",")
    ]
    book = openpyxl.load_workbook(io.BytesIO(write_problem_xlsx(named(name.replace("\t", "=")))))

    assert not set(starts) & set("=+-@\t＝")
    assert read_result_csv(write_result_csv(solution), "x") == solution
    assert {cell.data_type for sheet in book for row in sheet for cell in row} <= {"s", "n"}


def test_folder_of_csv_files_is_read(tmp_path: Path) -> None:
    problem = read_problem_xlsx(workbook(sheets()))
    for name, content in write_problem_csv(problem).items():
        (tmp_path / name).write_bytes(content)

    assert read_problem_csv(tmp_path) == problem


def changed(sheet: str, row: int, column: int, value: Any) -> Sheets:
    content = sheets()
    content[sheet][row - 1][column] = value
    return content


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            changed("participants", 1, 0, "nomen"),
            [("participants!A1", "column-unknown"), ("participants!1", "column-missing")],
        ),
        (
            changed("participants", 3, 0, "A"),
            [
                ("participants!A3", "twice"),
                ("requests!C2", "no-participant"),
                ("requests!B3", "no-participant"),
            ],
        ),
        (changed("participants", 2, 1, "3, x"), [("participants!B2", "whole")]),
        (changed("participants", 2, 1, "0-9999"), [("participants!B2", "no-slot")] * 1000),
        (changed("requests", 2, 1, "C"), [("requests!B2", "no-participant")]),
        (changed("requests", 2, 3, "much"), [("requests!D2", "number")]),
        (changed("requests", 2, 3, True), [("requests!D2", "number")]),
        (changed("requests", 2, 3, "=1+1"), [("requests!D2", "formula")]),
        (changed("requests", 2, 3, -1), [("requests!D2", "negative")]),
        (changed("requests", 2, 4, 3), [("requests!E2", "fixed-unavailable")]),
        (changed("requests", 2, 4, 9), [("requests!E2", "no-slot")]),
        (changed("requests", 1, 3, "a"), [("requests!D1", "column-twice")]),
        (changed("slots", 2, 0, 7), [("slots", "slot-rows")]),
        (changed("slots", 2, 2, None), [("slots!C2", "some-empty")]),
        (changed("slots", 5, 1, 0), [("slots!B5", "day-split")]),
        (changed("slots", 3, 2, -1), [("slots!C3", "negative")]),
        (changed("settings", 2, 1, "some"), [("settings!B2", "choice")]),
        (changed("settings", 3, 0, "nome"), [("settings!A3", "unknown-field")]),
        ({**sheets(), "notes": [["x"]]}, [("notes", "sheet-unknown")]),
        ({**sheets(), "参加者": [["id"]]}, [("参加者", "sheet-twice")]),
        ({**sheets(), "travel": [["a", "b", "slots"], ["X", "Y", -1]]}, [("travel!C2", "negative")]),
        ({**sheets(), "previous": [["request", "slot"], ["x", 1]]}, [("previous!B2", "no-request")]),
        ({**sheets(), "requests": [["会面"], ["r"]]}, [("requests!1", "heading")]),
        ({**sheets(), "requests": []}, [("requests", "heading")]),
    ],
)
def test_fault_is_told_at_its_cell(content: Sheets, expected: list[tuple[str, str]]) -> None:
    assert faults_in(workbook(content))[: len(expected)] == expected


def test_second_row_of_headings_is_a_fault() -> None:
    content = sheets()
    content["requests"].insert(1, ["编号", "甲方", "乙方", "权重", "固定时段"])

    assert faults_in(workbook(content)) == [("requests!2", "second-header")]


def test_missing_sheets_are_told_at_once() -> None:
    found = faults_in(workbook({"participants": [["id"], ["A"]]}))

    assert [each for each in found if each[1] == "sheet-missing"] == [
        ("requests", "sheet-missing"),
        ("settings", "sheet-missing"),
        ("slots", "sheet-missing"),
    ]


def test_merged_cells_are_a_fault() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(sheets())))
    book["participants"].merge_cells("A2:B3")
    target = io.BytesIO()
    book.save(target)

    assert ("participants!A2:B3", "merged") in faults_in(target.getvalue())


def test_date_may_name_a_day() -> None:
    import datetime

    content = changed("slots", 2, 1, datetime.date(2026, 5, 1))
    content["slots"][2][1] = datetime.date(2026, 5, 1)

    assert read_problem_xlsx(workbook(content)).days == ((0, 1), (2, 3))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "zip-damaged"),
        (b"PK\x03\x04 and no more", "zip-damaged"),
        (b"id,name", "zip-damaged"),
    ],
)
def test_what_is_no_archive_is_one_fault(content: bytes, code: str) -> None:
    assert faults_in(content) == [("", code)]
    with pytest.raises(BadInstance):
        read_problem_csv(content)


def packed(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def test_archive_that_unpacks_to_too_much_is_not_opened() -> None:
    bomb = packed({"participants.csv": b"0" * 70_000_000})

    with pytest.raises(BadInstance) as refused:
        read_problem_csv(bomb)

    assert [each.sentence.code for each in refused.value.faults] == ["fault.zip-size"]


def test_archive_without_a_workbook_is_a_fault() -> None:
    assert faults_in(packed({"a.csv": b"x"})) == [("", "not-xlsx")]
    assert faults_in(packed({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x"})) == [("", "not-xlsx")]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\xff\xfe", ("meetings", "not-utf-8")),
        (b'request,slot\n"r,1\n', ("meetings", "csv")),
        (b"request,slot\nr\n", ("meetings!2", "whole")),
        (b"request,slot\nr,x\n", ("meetings!B2", "whole")),
        (b"request,slot\nr,1\nr,2\n", ("meetings!A3", "key-twice")),
        (b"request,slot,table\nr,1,x\n", ("meetings!C2", "whole")),
        (b"slot\n1\n", ("meetings!1", "column-missing")),
        (b"", ("meetings", "heading")),
        (b"," * 100, ("meetings!1", "columns")),
    ],
)
def test_fault_of_a_timetable_in_csv_is_told_at_its_cell(content: bytes, expected: tuple[str, str]) -> None:
    with pytest.raises(BadInstance) as refused:
        read_result_csv(content)

    first = refused.value.faults[0]
    assert (first.place, first.sentence.code) == (expected[0], f"fault.{expected[1]}")


def test_timetable_as_a_workbook_has_meetings_and_a_grid() -> None:
    problem = read_problem_xlsx(workbook(sheets()))
    solution = Solution("sheets", "unknown", {"r": Meeting(2, 0), "s": Meeting(0, 0)})

    content = write_result_xlsx(problem, solution)
    grid = openpyxl.load_workbook(io.BytesIO(content))["grid"]

    assert read_result_xlsx(content, "sheets") == solution
    assert list(grid.values) == [
        ("participant", 0, 1, 2, 3),
        ("A", "B (0)", None, "B (0)", None),
        ("B", "A (0)", None, "A (0)", None),
    ]
