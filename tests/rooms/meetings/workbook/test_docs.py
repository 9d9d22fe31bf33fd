"""docs/plan.md and the template know every sheet and column that the reader knows."""

import io
from pathlib import Path

import openpyxl

from qiao.rooms.meetings.planning.pairs import weight_of, worth
from qiao.rooms.meetings.workbook.plans import PLANS
from qiao.rooms.meetings.workbook.template import EXAMPLE, READ_ME, template_xlsx

PAGE = (Path(__file__).resolve().parents[4] / "docs/plan.md").read_text("utf-8")


def test_page_lists_every_column() -> None:
    rows = [
        f"| {column.en} | {column.zh} | {'yes' if column.is_needed else ''} | {column.means_en} |"
        for plan in PLANS
        for column in plan.columns
    ]

    assert [row for row in rows if row not in PAGE] == []
    assert [plan.name for plan in PLANS if f"### {plan.name} · {plan.zh}" not in PAGE] == []


def test_template_explains_every_column() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx()))
    told = {(row[0], row[1]) for row in book[READ_ME].iter_rows(values_only=True)}

    assert {(plan.title, column.heading) for plan in PLANS for column in plan.columns} - told == set()
    assert list(EXAMPLE) == [plan.name for plan in PLANS]


def test_no_column_answers_to_the_name_of_another() -> None:
    for plan in PLANS:
        for column in plan.columns:
            found = [plan.column(name) for name in (*column.names(), column.heading)]
            assert found == [column] * len(found)


def test_page_tells_the_weights_that_are_counted() -> None:
    assert "worth(rank) = max(1, 11 - rank)" in PAGE
    assert [worth(rank) for rank in range(1, 12)] == [max(1, 11 - rank) for rank in range(1, 12)]
    assert weight_of(()) == 0
