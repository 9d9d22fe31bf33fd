"""A realistic workbook of a meeting plan, made when needed: 40 universities, an innovation centre, 12 hosts.

Organisations are those of the sample exchange; wishes come from a seed. Headings are Chinese or English.
"""

import csv
import io
import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from qiao.kit.tables.write import NewSheet, xlsx_bytes
from qiao.rooms.meetings.workbook.plans import PLANS

ORGANISATIONS = Path(__file__).resolve().parents[2] / "qiao/site/demo/organisations.csv"
HOSTS = {"innovation_centre", "company", "research_institute"}
DAYS = (date(2026, 11, 3), date(2026, 11, 4))
THEMES = ("引进国际人才", "联合培养人才", "科研合作", "talent", "joint cultivation", "research")

Rows = list[dict[str, Any]]


def workbook(sheets: Mapping[str, Sequence[Mapping[str, Any]]], language: str = "en") -> io.BytesIO:
    """An XLSX file of rows by field; every column that a row has stands under its heading."""
    plans = {plan.name: plan for plan in PLANS}
    pages = []
    for name, rows in sheets.items():
        plan = plans[name]
        columns = [each for each in plan.columns if any(each.field in row for row in rows)]
        header = [each.zh if language == "zh" else each.en for each in columns]
        body = [[row.get(each.field) for each in columns] for row in rows]
        pages.append(NewSheet(plan.zh if language == "zh" else name, header, body))
    return io.BytesIO(xlsx_bytes(pages))


def small(**changes: Rows) -> dict[str, Rows]:
    """Two delegations, two hosts, one hall, four slots. A change takes the place of a sheet."""
    sheets: dict[str, Rows] = {
        "exchange": [
            {"name_zh": "海外人才交流会", "name_en": "Talent Exchange", "time_zone": "Asia/Shanghai"}
        ],
        "organisations": [
            {"code": "DUKE", "name_zh": "杜克大学", "name_en": "Duke University"},
            {"code": "ANU", "name_zh": "澳大利亚国立大学", "name_en": "Australian National University"},
            {"code": "LAB", "name_zh": "未来出行研究院", "name_en": "Institute of Future Mobility"},
            {"code": "BAT", "name_zh": "衡远动力电池", "name_en": "Hengyuan Power Batteries"},
        ],
        "delegates": [
            {"organisation": "DUKE", "position_zh": "就业指导中心主任", "position_en": "Head of careers"},
            {"organisation": "澳大利亚国立大学", "position_en": "Career adviser"},
        ],
        "hosts": [{"organisation": "LAB"}, {"organisation": "hengyuan power  batteries"}],
        "places": [{"name_zh": "一号厅", "name_en": "Hall 1", "capacity": 2}],
        "slots": [{"date": DAYS[0], "start": time(9, 20 * n), "end": time(9, 20 * n + 19)} for n in range(3)]
        + [{"date": "2026年11月4日", "start": "9：00", "end": "09:20"}],
        "wishes": [
            {"asker": "DUKE", "wanted": "LAB", "rank": 1, "themes": "科研合作"},
            {"asker": "LAB", "wanted": "DUKE", "rank": 2, "themes": "talent; research"},
            {"asker": "ANU", "wanted": "BAT", "rank": 1, "themes": "joint cultivation"},
        ],
    }
    return sheets | changes


@cache
def listed() -> list[dict[str, str]]:
    with ORGANISATIONS.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def forty(seed: int = 1) -> dict[str, Rows]:
    """The sheets of the sample exchange."""
    drawn = random.Random(seed)
    universities = [each for each in listed() if each["Kind"] == "university"]
    hosts = [each for each in listed() if each["Kind"] in HOSTS]
    return {
        "exchange": [
            {
                "name_zh": "2026年海外人才与科技交流会",
                "name_en": "Overseas Talent and Technology Exchange 2026",
                "organisers_zh": "区归国华侨联合会、海外专业人士协会",
                "organisers_en": "District Federation of Overseas Chinese, Overseas Professionals",
                "time_zone": "Asia/Shanghai",
                "floor": 2,
            }
        ],
        "organisations": [_organisation(each, 6) for each in universities]
        + [_organisation(each, 32) for each in hosts],
        "delegates": [row for each in universities for row in _delegates(each)],
        "hosts": [_host(each, number) for number, each in enumerate(hosts)],
        "places": [
            {"code": "A", "name_zh": "主会场", "name_en": "Main hall", "capacity": 8},
            {"code": "B", "name_zh": "创新中心展厅", "name_en": "Showroom of the centre", "capacity": 4},
        ],
        "slots": list(_slots()),
        "availability": [
            {
                "party": "Columbia University",
                "date": DAYS[0],
                "start": time(9),
                "end": time(12),
                "free": "no",
            },
            {"party": "芝加哥大学", "date": DAYS[1], "free": "是"},
            {"party": "B", "date": DAYS[1], "start": "14:00", "end": "17:00", "free": "no"},
        ],
        "wishes": list(_wishes(universities, hosts, drawn)),
    }


def _organisation(row: Mapping[str, str], most: int) -> dict[str, Any]:
    return {"name_zh": row["Name (Chinese)"], "name_en": row["Name (English)"], "max_meetings": most}


def _delegates(row: Mapping[str, str]) -> Iterable[dict[str, Any]]:
    name = row["Name (English)"]
    yield {"organisation": name, "position_zh": "就业指导中心主任", "position_en": "Head of careers"}
    yield {"organisation": name, "position_zh": "国际合作专员", "position_en": "International officer"}


def _host(row: Mapping[str, str], number: int) -> dict[str, Any]:
    return {
        "organisation": row["Name (Chinese)"],
        "place": "B" if number == 0 else None,
        "represented_by_zh": "人力资源部、技术部",
        "represented_by_en": "Human resources and engineering",
    }


def _slots() -> Iterable[dict[str, Any]]:
    for number, day in enumerate(DAYS, 1):
        for half, hour in (("a", 9), ("p", 14)):
            for step in range(9):
                starts = datetime.combine(day, time(hour)) + timedelta(minutes=20 * step)
                ends = starts + timedelta(minutes=20)
                code = f"{number}{half}{step + 1}"
                yield {"code": code, "date": day, "start": starts.time(), "end": ends.time()}


def _wishes(
    universities: list[dict[str, str]], hosts: list[dict[str, str]], drawn: random.Random
) -> Iterable[dict[str, Any]]:
    pin: str | None = "1p1"
    for each in universities:
        for rank, host in enumerate(drawn.sample(hosts, 8), 1):
            themes = "; ".join(drawn.sample(THEMES, 1))
            yield {
                "asker": each["Name (English)"],
                "wanted": host["Name (Chinese)"],
                "rank": rank,
                "themes": themes,
                "pin": pin,
            }
            pin = None
    for host in hosts:
        for rank, each in enumerate(drawn.sample(universities, 14), 1):
            yield {
                "asker": host["Name (English)"],
                "wanted": each["Name (Chinese)"],
                "rank": rank,
                "themes": drawn.choice(THEMES),
            }
