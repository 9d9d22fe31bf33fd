"""The plan at a glance: one page in both languages."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from qiao.kit.documents.errors import DocumentTooLong
from qiao.kit.documents.pdf import WORDS, render_pdf
from qiao.kit.documents.typeset import Limits
from qiao.rooms.meetings.enums import Side
from qiao.rooms.meetings.planning.plan import Plan
from qiao.rooms.meetings.planning.reasons import Reasons
from qiao.rooms.meetings.planning.words import tell_day
from qiao.rooms.meetings.report.both import both, each_of
from qiao.rooms.meetings.workbook.event import Party

TEMPLATE = "documents/meetings/summary.typ"
ROWS = (10, 5, 2, 0)  # of those who got least: as many as the page holds
ONE_PAGE = Limits(pages=1)


def summary_pdf(plan: Plan, reasons: Reasons) -> bytes:
    """Raises DocumentTooLong where not even the figures fit on one page."""
    for rows in ROWS[:-1]:
        try:
            return render_pdf(TEMPLATE, context_of(plan, reasons, rows), "zh-hans", limits=ONE_PAGE)
        except DocumentTooLong:
            continue
    return render_pdf(TEMPLATE, context_of(plan, reasons, ROWS[-1]), "zh-hans", limits=ONE_PAGE)


def context_of(plan: Plan, reasons: Reasons, rows: int) -> dict[str, Any]:
    event = plan.event
    return {
        "title": both(_("Meeting plan at a glance")),
        "senders": [event.organisers.both] if event.organisers else [],
        "words": {name: both(text).replace(" / ", " · ") for name, text in WORDS.items()},
        "event": [each for each in (event.name.zh, event.name.en) if each],
        "when": list(each_of(lambda: " – ".join(dict.fromkeys(map(tell_day, _ends(plan)))))),
        "facts": [[*each_of(label), value] for label, value in _facts(plan)],
        "causes_heading": both(_("Not granted, by the first reason")),
        "causes": list(_causes(plan, reasons)),
        "least_heading": both(_("Fewest of their own wishes granted")),
        "least": list(_least(plan))[:rows],
        "more": both(_("All meetings and every reason: timetable.xlsx")),
    }


def _ends(plan: Plan) -> list[Any]:
    days = list(plan.event.days)
    return [days[0], days[-1]] if days else []


def _facts(plan: Plan) -> Iterator[tuple[object, str]]:
    solution, event = plan.solution, plan.event
    sides = [sum(party.side == side for party in event.parties) for side in Side]
    yield _("Delegations and hosts"), f"{sides[0]} + {sides[1]}"
    yield _("Wishes, and pairs that they join"), f"{len(event.wishes)}, {len(plan.pairs)}"
    yield _("Meetings held"), f"{len(plan.meetings)} / {len(plan.pairs)}"
    yield _("Fixed meetings, all held"), str(sum(pair.pin is not None for pair in plan.pairs))
    yield (
        _("Weight of the wishes held, against its proven bound"),
        _share(solution.weight, solution.weight_bound),
    )
    if solution.shortfall is not None:
        bound = solution.shortfall_bound
        yield (
            _("Meetings missing to the floor, at least so many in any plan"),
            f"{solution.shortfall} / {bound}",
        )
    yield _("Waits between meetings"), str(solution.waits)
    yield (
        _("Tables used, of those open in all slots"),
        _share(len(plan.meetings), sum(plan.problem.capacity or ())),
    )


def _share(part: float, whole: float | None) -> str:
    return f"{part:,} / {whole:,} ({part / whole:.1%})" if whole else f"{part:,} / {whole or '?'}"


def _causes(plan: Plan, reasons: Reasons) -> Iterator[list[object]]:
    """Each cause once in both languages, the most frequent first."""
    counted: dict[tuple[str, str], int] = {}
    for pair in plan.refused:
        told = each_of(partial(reasons.cause, pair))
        counted[told] = counted.get(told, 0) + 1
    for told, count in sorted(counted.items(), key=lambda each: -each[1]):
        yield [*told, str(count)]


def _least(plan: Plan) -> Iterator[list[str]]:
    """Parties with the smallest share of their own wishes granted; nobody who got all."""
    shares = [(_granted(plan, party), party) for party in plan.event.parties]
    lacking = [(got, all_, party) for (got, all_), party in shares if got < all_]
    for got, all_, party in sorted(lacking, key=lambda each: each[0] / each[1]):
        yield [party.name.both, f"{got} / {all_}"]


def _granted(plan: Plan, party: Party) -> tuple[int, int]:
    own = [pair for pair in plan.pairs if pair.wish_of(party)]
    return sum(pair.id in plan.solution.schedule for pair in own), len(own)
