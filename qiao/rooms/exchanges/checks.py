"""What the rooms above ask of a delegation before it is submitted, and before it is approved.

A room registers a function in `apps.ready()`; it raises a QiaoError that says what is missing.
"""

from collections.abc import Callable

from qiao.kit.registry import Registry
from qiao.rooms.exchanges.models import Delegation

submission_checks: Registry[Callable[[Delegation], None]] = Registry("check before a submission")
approval_checks: Registry[Callable[[Delegation], None]] = Registry("check before an approval")
