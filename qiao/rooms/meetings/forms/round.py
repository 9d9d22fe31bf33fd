from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.forms import BilingualModelForm
from qiao.kit.ui.moments import MomentField
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.meetings.domain.round import SETTINGS
from qiao.rooms.meetings.models import MeetingRound

BY_THE_CLOCK = _("By the clock where the exchange is.")
NO_LIMIT = _("Left empty: no limit.")


class RoundForm(BilingualModelForm[MeetingRound]):
    wishes_due_at = MomentField(label=_("Wishes until"), required=False, help_text=BY_THE_CLOCK)
    answers_due_at = MomentField(label=_("Answers until"), required=False, help_text=BY_THE_CLOCK)

    class Meta:
        model = MeetingRound
        fields = SETTINGS
        help_texts = {
            "floor": _("The plan leaves as few as possible below it before it weighs wishes."),
            "max_meetings": NO_LIMIT,
            "max_per_day": NO_LIMIT,
            "max_run": NO_LIMIT,
            "walk_slots": _("Only between tables of different zones; 0 where all tables are in one place."),
        }

    def __init__(self, *args: Any, exchange: Exchange, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("wishes_due_at", "answers_due_at"):
            self.fields[name].zone = exchange.zone  # type: ignore[attr-defined]  # the fields above


class PlanForm(forms.Form):
    seconds = forms.IntegerField(
        label=_("Seconds allowed"),
        min_value=1,
        max_value=3600,
        initial=60,
        help_text=_("It ends sooner where a timetable is proved to be the best."),
    )
    seed = forms.IntegerField(
        label=_("Seed"),
        min_value=0,
        max_value=1_000_000,
        initial=0,
        help_text=_("The same seed gives the same timetable; another one may give another that is as good."),
    )
