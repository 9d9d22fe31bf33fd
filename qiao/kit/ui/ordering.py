"""A form that orders things by a number for each: with a script they are moved, and the numbers follow."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Move(models.TextChoices):
    """What `ui/js/order.js` does with one of them."""

    UP = "up", _("Up")
    DOWN = "down", _("Down")
    TIE = "tie", _("Tie with above")
    SPLIT = "split", _("Split from the tie")
    OUT = "out", pgettext_lazy("order", "Take out")
    IN = "in", pgettext_lazy("order", "Put in")

    @property
    def icon(self) -> str:
        return _ICONS[self]


_ICONS = {
    Move.UP: "arrow-up",
    Move.DOWN: "arrow-down",
    Move.TIE: "link",
    Move.SPLIT: "unlink",
    Move.OUT: "x",
    Move.IN: "plus",
}
_OF_TIES = (Move.TIE, Move.SPLIT)


class OrderForm(forms.Form):
    """All its fields are numbers, the lowest first; with `ties` equal numbers stand together. Its page loads
    `ui/js/order.js`; without it the numbers are written."""

    template_name = "ui/form/order.html"
    ties = False

    @property
    def moves(self) -> list[Any]:
        return [move for move in Move if self.ties or move not in _OF_TIES]
