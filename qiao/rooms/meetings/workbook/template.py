"""An empty workbook with headings in both languages, what each column means, and a few rows as an example."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from qiao.kit.tables.write import NewSheet, xlsx_bytes
from qiao.rooms.meetings.workbook.headings import SheetPlan
from qiao.rooms.meetings.workbook.plans import PLANS

READ_ME = "说明 Read me"
DAY = date(2026, 11, 3)
EXAMPLE: Mapping[str, Sequence[Mapping[str, Any]]] = {
    "exchange": [
        {
            "name_zh": "海外人才与科技交流会（示例）",
            "name_en": "Overseas Talent and Technology Exchange (example)",
            "organisers_zh": "区归国华侨联合会",
            "organisers_en": "District Federation of Overseas Chinese",
            "time_zone": "Asia/Shanghai",
            "walk_slots": 0,
            "floor": 1,
        }
    ],
    "organisations": [
        {"code": "DUKE", "name_zh": "杜克大学", "name_en": "Duke University", "max_meetings": 4},
        {"code": "ANU", "name_zh": "澳大利亚国立大学", "name_en": "Australian National University"},
        {"code": "CENTRE", "name_zh": "创新中心（示例）", "name_en": "Innovation Centre (example)"},
        {"code": "INST", "name_zh": "研究院（示例）", "name_en": "Research Institute (example)"},
    ],
    "delegates": [
        {"organisation": "DUKE", "position_zh": "就业指导中心主任", "position_en": "Head of careers"},
        {"organisation": "ANU", "position_zh": "国际合作专员", "position_en": "International officer"},
    ],
    "hosts": [
        {
            "organisation": "CENTRE",
            "place": "HALL",
            "represented_by_zh": "人力资源部",
            "represented_by_en": "Human resources",
        },
        {"organisation": "INST", "represented_by_zh": "技术部", "represented_by_en": "Engineering"},
    ],
    "places": [
        {"code": "HALL", "name_zh": "主会场", "name_en": "Main hall", "capacity": 2, "zone": "A"},
    ],
    "slots": [
        {"code": "1", "date": DAY, "start": time(9), "end": time(9, 20)},
        {"code": "2", "date": DAY, "start": time(9, 20), "end": time(9, 40)},
        {"code": "3", "date": DAY, "start": time(9, 40), "end": time(10)},
    ],
    "availability": [{"party": "ANU", "date": DAY, "start": time(9), "end": time(9, 20), "free": "否 no"}],
    "wishes": [
        {
            "asker": "DUKE",
            "wanted": "CENTRE",
            "rank": 1,
            "themes": "引进国际人才 / Introducing international talent",
        },
        {
            "asker": "CENTRE",
            "wanted": "DUKE",
            "rank": 1,
            "themes": "联合培养人才 / Joint cultivation of talent",
            "pin": "1",
        },
        {"asker": "ANU", "wanted": "INST", "rank": 1, "themes": "科研合作 / Research cooperation"},
    ],
}
LEAD = (
    (
        "每个工作表的首行是列标题，可用中文、英文或两者。",
        "The first row of a sheet holds its headings, in Chinese, English or both.",
    ),
    ("示例行请替换为实际内容。", "Put your own rows in the place of the examples."),
    ("名称以#开头的工作表不会读取。", "A sheet whose name begins with # is passed over."),
)


def template_xlsx() -> bytes:
    return xlsx_bytes([_read_me(), *map(_sheet, PLANS)])


def _read_me() -> NewSheet:
    header = ("工作表 / Sheet", "列 / Column", "必填 / Needed", "说明", "Explanation")
    rows: list[Sequence[Any]] = [("", "", "", *both) for both in LEAD]
    for plan in PLANS:
        rows += [
            (plan.title, each.heading, "是 / yes" if each.is_needed else "", each.means_zh, each.means_en)
            for each in plan.columns
        ]
    return NewSheet(READ_ME, header, rows, (28, 44, 16, 60, 70))


def _sheet(plan: SheetPlan) -> NewSheet:
    rows = [[row.get(each.field) for each in plan.columns] for row in EXAMPLE[plan.name]]
    return NewSheet(plan.title, [each.heading for each in plan.columns], rows, [30] * len(plan.columns))
