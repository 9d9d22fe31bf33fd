"""Why this room refuses, as sentences that say what to do."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from qiao.kit.errors import Invalid, QiaoError


class NotWhole(Invalid):
    """Everything that is missing at once; `problems` names each place."""

    code = "not-whole"
    sentence = _("This opportunity cannot be shown to the public yet. Missing: %(missing)s.")

    def __init__(self, problems: Sequence[dict[str, str]]) -> None:
        missing = "; ".join(each["problem"] for each in problems)
        super().__init__(list(problems), missing=missing)


class NotOfThisKind(Invalid):
    code = "not-of-this-kind"
    sentence = _("An opportunity of this kind has no such details.")

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__([{"place": name, "problem": str(self.sentence)} for name in names])


class WrongOpportunityState(QiaoError):
    code = "wrong-state"
    status = 409
    sentence = _("This cannot be done in the present state: %(state)s. Load the page again.")


class PlacesTaken(QiaoError):
    code = "places-taken"
    status = 409
    sentence = _("%(taken)s places of this intake are taken: there cannot be fewer.")


class IntakeInUse(QiaoError):
    code = "intake-in-use"
    status = 409
    sentence = _("People have applied to this intake: it stays. Close it early by moving its deadline.")


class StagesNeeded(QiaoError):
    code = "stages-needed"
    status = 409
    sentence = _("A selection has at least one stage. Rename this one, or add another first.")
