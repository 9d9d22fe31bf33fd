"""The sheets of an instance and their columns, as people head them in either language."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "texts", "whole", "number", "flag", "slots", "any"]


@dataclass(frozen=True)
class Column:
    """One column: its field, which is its English heading, the kind of its cells, its Chinese heading."""

    field: str
    kind: Kind
    chinese: str
    is_needed: bool = False


@dataclass(frozen=True)
class SheetPlan:
    name: str
    chinese: str
    columns: tuple[Column, ...]
    is_needed: bool = False

    def column(self, heading: object) -> Column | None:
        """The column of a heading; capitals, spaces and signs between words make no difference."""
        said = _folded(heading)
        return next(
            (each for each in self.columns if said in (_folded(each.field), _folded(each.chinese))), None
        )


def _folded(heading: object) -> str:
    return re.sub(r"[\s_\-]+", "", unicodedata.normalize("NFKC", str(heading or "")).casefold())


PARTICIPANTS = SheetPlan(
    "participants",
    "参加者",
    (
        Column("id", "text", "编号", is_needed=True),
        Column("side", "text", "所属方"),
        Column("unavailable", "slots", "无空时段"),
        Column("max_meetings", "whole", "会面上限"),
        Column("min_meetings", "whole", "会面下限"),
        Column("max_per_day", "whole", "每日上限"),
        Column("max_run", "whole", "连续上限"),
        Column("zone", "text", "区域"),
    ),
    is_needed=True,
)
REQUESTS = SheetPlan(
    "requests",
    "会面申请",
    (
        Column("id", "text", "编号", is_needed=True),
        Column("a", "text", "甲方", is_needed=True),
        Column("b", "text", "乙方", is_needed=True),
        Column("weight", "number", "权重"),
        Column("mandatory", "flag", "必须安排"),
        Column("session", "text", "场次"),
        Column("allowed", "slots", "允许时段"),
        Column("slot", "whole", "固定时段"),
        Column("after", "texts", "须后于"),
        Column("zone", "text", "区域"),
    ),
    is_needed=True,
)
SLOTS = SheetPlan(
    "slots",
    "时段",
    (
        Column("slot", "whole", "时段", is_needed=True),
        Column("day", "text", "日期"),
        Column("capacity", "whole", "桌位数"),
        Column("session", "texts", "场次"),
    ),
    is_needed=True,
)
SETTINGS = SheetPlan(
    "settings",
    "设置",
    (Column("setting", "text", "设置", is_needed=True), Column("value", "any", "值", is_needed=True)),
    is_needed=True,
)
TRAVEL = SheetPlan(
    "travel",
    "路程",
    (
        Column("a", "text", "区域甲", is_needed=True),
        Column("b", "text", "区域乙", is_needed=True),
        Column("slots", "whole", "时段数", is_needed=True),
    ),
)
PREVIOUS = SheetPlan(
    "previous",
    "原时间表",
    (
        Column("request", "text", "会面申请", is_needed=True),
        Column("slot", "whole", "时段", is_needed=True),
        Column("table", "whole", "桌号"),
    ),
)
MEETINGS = SheetPlan("meetings", "会面", PREVIOUS.columns, is_needed=True)
INSTANCE = (PARTICIPANTS, REQUESTS, SETTINGS, SLOTS, TRAVEL, PREVIOUS)

# The rows of the sheet of settings: each is a field of the instance.
SETTING_ROWS = SheetPlan(
    "settings",
    "设置",
    (
        Column("name", "text", "名称"),
        Column("mode", "text", "模式"),
        Column("break_rule", "text", "间断规则"),
        Column("fairness", "whole", "间断差上限"),
        Column("bipartite", "flag", "仅限不同方"),
        Column("max_moved", "whole", "改期上限"),
        Column("floor", "whole", "会面下限"),
        Column("sessions", "texts", "场次"),
    ),
)


def plan_named(name: str, plans: tuple[SheetPlan, ...]) -> SheetPlan | None:
    """The sheet of a name in either language."""
    said = _folded(name)
    return next((each for each in plans if said in (_folded(each.name), _folded(each.chinese))), None)
