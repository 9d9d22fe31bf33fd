"""Why a request is not held, what single change would grant it, and what each participant got."""

from qiao.engines.timetabling.explain.account import explain
from qiao.engines.timetabling.explain.asker import everything
from qiao.engines.timetabling.explain.edit import Edit
from qiao.engines.timetabling.explain.explanation import (
    Change,
    EmptyHanded,
    Explanation,
    Reason,
    Refusal,
    Share,
    Spread,
)

__all__ = [
    "Change",
    "Edit",
    "EmptyHanded",
    "Explanation",
    "Reason",
    "Refusal",
    "Share",
    "Spread",
    "everything",
    "explain",
]
