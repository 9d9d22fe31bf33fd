"""What a timetable is worth, in numbers and in a sentence."""

import math
from dataclasses import dataclass

from django.utils.translation import gettext as _

from qiao.rooms.meetings.models import Timetable


@dataclass(frozen=True, slots=True)
class Worth:
    """`wished` is the weight of everything that could be planned; what was declined is not in it."""

    meetings: int
    weight: int
    wished: int
    refused: int
    quality: str

    @property
    def percent(self) -> int:
        return math.floor(100 * self.weight / self.wished) if self.wished else 100


def worth_of(timetable: Timetable) -> Worth:
    refused = list(timetable.refused_wishes.values_list("asker", "wanted", "weight"))
    pairs = {frozenset((asker, wanted)): weight for asker, wanted, weight in refused}
    return Worth(
        meetings=timetable.meetings.on().count(),
        weight=timetable.weight,
        wished=timetable.weight + sum(pairs.values()),
        refused=len(pairs),
        quality=quality_of(timetable),
    )


def quality_of(timetable: Timetable) -> str:
    if timetable.is_best:
        return _("Proved: no timetable is better.")
    gap = timetable.gap
    if gap is None:
        return _("How far it is from the best is not known.")
    if gap <= 0:
        return _("Proved: no timetable holds more weight. One with fewer waits may exist.")
    percent = math.ceil(1000 * gap) / 10
    return _("The weight is at most %(percent)s %% below the best there can be.") % {"percent": percent}
