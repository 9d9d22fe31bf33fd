"""An instance from sheets and to sheets: participants, requests, slots, settings and what else is needed."""

from collections.abc import Iterable, Mapping
from typing import Any

from qiao.engines.shape.fault import Collector
from qiao.engines.shape.naming import add_unknown, shown
from qiao.engines.shape.words import say
from qiao.engines.timetabling.faults import MOST_SLOTS, BadInstance, Fault
from qiao.engines.timetabling.formats.cells import cell_of, raw_of
from qiao.engines.timetabling.formats.headings import (
    INSTANCE,
    PARTICIPANTS,
    PREVIOUS,
    REQUESTS,
    SETTING_ROWS,
    SETTINGS,
    SLOTS,
    TRAVEL,
    SheetPlan,
    plan_named,
)
from qiao.engines.timetabling.formats.instance_json import document_of, one_way, problem_of
from qiao.engines.timetabling.formats.table import Record, Table, records_of
from qiao.engines.timetabling.problem import FORMAT, Problem

say(
    {
        "fault.slot-rows": (
            "The slots are not numbered from 0 without gaps. Give each slot from 0 to {last} one row.",
            "时段编号未从0起连续排列。请为0至{last}的每个时段各写一行。",
        ),
        "fault.day-split": (
            "The day {day} is interrupted by another. Put its slots together.",
            "{day}的时段被其他日期隔开。请将其时段连续排列。",
        ),
        "fault.some-empty": (
            "This cell is empty while others of its column are not. Fill in all or none.",
            "此单元格为空，而该列其他单元格不为空。请全部填写或全部留空。",
        ),
    }
)
Sheets = dict[str, list[list[Any]]]


def problem_from(tables: Iterable[Table]) -> Problem:
    """The instance of some sheets.

    Raises
    ------
    BadInstance : with everything that is wrong, each at its cell.
    """
    draft = _Draft()
    by_plan: dict[str, Table] = {}
    for table in tables:
        plan = plan_named(table.name, INSTANCE)
        if plan is None:
            add_unknown(
                table.name, "sheet-unknown", table.name, [each.name for each in INSTANCE], draft.found
            )
        elif plan.name in by_plan:
            draft.found.add(table.name, "sheet-twice")
        else:
            by_plan[plan.name] = table
    for plan in INSTANCE:
        if plan.name in by_plan:
            draft.take(plan, list(records_of(by_plan[plan.name], plan, draft.found)))
        elif plan.is_needed:
            draft.found.add(plan.name, "sheet-missing", name=shown(plan.name))
    return draft.problem()


class _Draft:
    """The raw document that the sheets add up to, and the cell of each of its places."""

    def __init__(self) -> None:
        self.found = Collector()
        self._document: dict[str, Any] = {"format": FORMAT, "participants": [], "requests": [], "slots": 0}
        self._cells: dict[str, str] = {}

    def take(self, plan: SheetPlan, records: list[Record]) -> None:
        if plan in (PARTICIPANTS, REQUESTS):
            self._take_rows(plan.name, records)
        elif plan == SLOTS:
            self._take_slots(records)
        elif plan == SETTINGS:
            self._take_settings(records)
        elif plan == TRAVEL:
            self._take_pairs("travel", records, lambda row: f"{row.get('a')}|{row.get('b')}", "slots")
        else:
            self._take_pairs("previous", records, lambda row: str(row.get("request")), "slot")

    def problem(self) -> Problem:
        found = self.found.faults
        try:
            problem = problem_of(self._document)
        except BadInstance as refused:
            found += [Fault(self._cell(each.place), each.sentence) for each in refused.faults]
        if found:
            raise BadInstance(found)
        return problem

    def _cell(self, place: str) -> str:
        """The cell of a place of the document: its own or that of what it is a part of."""
        while place and place not in self._cells:
            place = place[: max(place.rfind("."), place.rfind("["), 0)]
        return self._cells.get(place, "settings")

    def _take_rows(self, name: str, records: list[Record]) -> None:
        self._cells[name] = name
        for number, record in enumerate(records):
            values = {field: value for field, value in record.values.items() if value is not None}
            self._document[name].append(values)
            self._cells[f"{name}[{number}]"] = record.place
            for field, place in record.places.items():
                self._cells[f"{name}[{number}].{field}"] = place

    def _take_pairs(self, name: str, records: list[Record], key_of: Any, field: str) -> None:
        pairs = self._document.setdefault(name, {})
        for record in records:
            key = key_of(record.values)
            pairs[key] = record.values.get(field)
            self._cells[f"{name}.{key}"] = record.places.get(field, record.place)

    def _take_settings(self, records: list[Record]) -> None:
        for record in records:
            said = record.values.get("setting")
            row = SETTING_ROWS.column(said)
            if row is None:
                known = [each.field for each in SETTING_ROWS.columns]
                place = record.places.get("setting", record.place)
                add_unknown(place, "unknown-field", str(said), known, self.found)
                continue
            self._cells[row.field] = record.places.get("value", record.place)
            value = raw_of(record.values.get("value"), row.kind)
            if row.field != "sessions":
                self._document[row.field] = value
            elif isinstance(value, list):
                sessions = self._document.setdefault("sessions", {})
                sessions.update(
                    {name: [] for name in value if isinstance(name, str) and name not in sessions}
                )

    def _take_slots(self, records: list[Record]) -> None:
        self._cells["slots"] = self._cells["capacity"] = self._cells["sessions"] = self._cells["days"] = (
            "slots"
        )
        self._document["slots"] = len(records)
        numbers = [record.values.get("slot") for record in records]
        wanted = range(min(len(records), MOST_SLOTS))
        if set(map(repr, numbers)) != set(map(repr, wanted)):
            self.found.add("slots", "slot-rows", last=max(len(records) - 1, 0))
            return
        rows = sorted(records, key=lambda record: int(record.values["slot"]))
        self._take_days(rows)
        self._take_capacity(rows)
        for slot, row in enumerate(rows):
            for session in row.values.get("session") or []:
                if isinstance(session, str):
                    self._document.setdefault("sessions", {}).setdefault(session, []).append(slot)

    def _take_days(self, rows: list[Record]) -> None:
        days: list[list[int]] = []
        labels: list[str] = []
        latest = None
        for slot, row in enumerate(rows):
            label = row.values.get("day")
            if label is not None and label == latest:
                days[-1][1] = slot
            elif label is not None:
                if label in labels:
                    self.found.add(row.places["day"], "day-split", day=shown(label))
                days.append([slot, slot])
                labels.append(label)
            latest = label
        self._document["days"] = days

    def _take_capacity(self, rows: list[Record]) -> None:
        tables = [row.values.get("capacity") for row in rows]
        if all(each is None for each in tables):
            return
        for slot, (row, each) in enumerate(zip(rows, tables, strict=True)):
            self._cells[f"capacity[{slot}]"] = row.places.get("capacity", row.place)
            if each is None:
                self.found.add(self._cells[f"capacity[{slot}]"], "some-empty")
        self._document["capacity"] = [0 if each is None else each for each in tables]


def sheets_of(problem: Problem) -> Sheets:
    """The rows of each sheet of an instance, headings first, in the words of the format."""
    document = document_of(problem)
    sheets = {plan.name: _rows(plan, document.get(plan.name, [])) for plan in (PARTICIPANTS, REQUESTS)}
    sheets["slots"] = _rows(SLOTS, _slot_rows(problem))
    settings: list[Mapping[str, Any]] = [
        {"setting": row.field, "value": cell_of(document[row.field], row.kind)}
        for row in SETTING_ROWS.columns
        if row.field in document and row.field != "sessions"
    ]
    if problem.sessions:
        settings.append({"setting": "sessions", "value": cell_of(list(problem.sessions), "texts")})
    sheets["settings"] = _rows(SETTINGS, settings)
    travel = [{"a": a, "b": b, "slots": slots} for (a, b), slots in one_way(problem).items()]
    if travel:
        sheets["travel"] = _rows(TRAVEL, travel)
    if problem.previous is not None:
        previous = [{"request": request, "slot": slot} for request, slot in problem.previous.items()]
        sheets["previous"] = _rows(PREVIOUS, previous)
    return sheets


def _rows(plan: SheetPlan, rows: Iterable[Mapping[str, Any]]) -> list[list[Any]]:
    """Only the columns that are needed or filled."""
    rows = list(rows)
    columns = [each for each in plan.columns if each.is_needed or any(each.field in row for row in rows)]
    body = [[cell_of(row.get(each.field), each.kind) for each in columns] for row in rows]
    return [[each.field for each in columns], *body]


def _slot_rows(problem: Problem) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [{"slot": slot} for slot in range(problem.slots)]
    for number, (first, last) in enumerate(problem.days, start=1):
        for row in rows[first : last + 1]:
            row["day"] = str(number)
    for slot, tables in enumerate(problem.capacity or ()):
        rows[slot]["capacity"] = tables
    for name, slots in problem.sessions.items():
        for slot in slots:
            rows[slot].setdefault("session", []).append(name)
    return rows
