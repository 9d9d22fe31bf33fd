"""Why there is no plan, each with what to do."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from qiao.kit.errors import Invalid, QiaoError


@dataclass(frozen=True, slots=True)
class Clash:
    """Fixed meetings that cannot be held together, though they can without any one of them."""

    pins: tuple[str, ...]
    sentence: str


class PinsClash(Invalid):
    """`clashes` holds the conflicting sets, the smallest first."""

    code = "pins-clash"
    sentence = _("Some of the fixed meetings cannot be held: this is proved.")

    def __init__(self, clashes: Sequence[Clash]) -> None:
        self.clashes = sorted(clashes, key=lambda clash: len(clash.pins))
        problems = [{"place": "; ".join(each.pins), "problem": each.sentence} for each in self.clashes]
        super().__init__(problems)


class ChangeImpossible(PinsClash):
    """Of a live change; `clashes` as with what is fixed."""

    code = "change-impossible"
    sentence = _(
        "This cannot be: these meetings cannot all be held with it, which is proved. Free or move one of "
        "them, or report something else."
    )


class NothingFound(QiaoError):
    code = "nothing-found"
    status = 503
    sentence = _("No plan was found in the time. Allow more time, or fix fewer meetings.")


class PlanUnsound(QiaoError):
    """`values["violations"]` says what the check found."""

    code = "plan-unsound"
    status = 500
    sentence = _("The plan did not pass its check and is not used: %(violations)s Please report this.")
