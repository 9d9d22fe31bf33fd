"""Why a guest did not get a wish, what single change would grant it, and what each got against the best."""

from qiao.engines.timetabling.groups.explain.account import Account, explain_groups
from qiao.engines.timetabling.groups.explain.change import Change
from qiao.engines.timetabling.groups.explain.denial import Denial, Reason

__all__ = ["Account", "Change", "Denial", "Reason", "explain_groups"]
