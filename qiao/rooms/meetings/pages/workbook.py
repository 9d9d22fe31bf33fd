from typing import Any

from qiao.kit.imports.importer import importers
from qiao.kit.imports.models import Import
from qiao.kit.imports.shown import steps
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.meetings.intake.importer import WORKBOOK

SHOWN = 10


def workbook_context(exchange: Exchange) -> dict[str, Any]:
    brought = Import.objects.filter(importer=WORKBOOK, about=exchange.pk)
    return {
        "exchange": exchange,
        "steps": steps(None, importers.get(WORKBOOK)),
        "rounds": list(exchange.meeting_rounds.order_by("-id")),
        "brought": brought.select_related("started_by", "job__task")[:SHOWN],
    }
