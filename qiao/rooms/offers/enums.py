"""The states of an offer and the steps between them, as values."""

from typing import Any

from django.db import models
from django.utils.translation import pgettext_lazy


class OfferState(models.TextChoices):
    OPEN = "open", pgettext_lazy("offer", "Open")
    ACCEPTED = "accepted", pgettext_lazy("offer", "Accepted")
    DECLINED = "declined", pgettext_lazy("offer", "Declined")
    LAPSED = "lapsed", pgettext_lazy("offer", "Lapsed")
    WITHDRAWN = "withdrawn", pgettext_lazy("offer", "Withdrawn")

    def can_become(self, target: Any) -> bool:
        return OfferState(target) in _STEPS[self]


_O = OfferState
_STEPS: dict[OfferState, frozenset[OfferState]] = {
    _O.OPEN: frozenset({_O.ACCEPTED, _O.DECLINED, _O.LAPSED, _O.WITHDRAWN}),
    _O.ACCEPTED: frozenset(),
    _O.DECLINED: frozenset(),
    _O.LAPSED: frozenset(),
    _O.WITHDRAWN: frozenset(),
}
