from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.forms import BilingualModelForm
from qiao.kit.ui.moments import MomentField
from qiao.rooms.directory.forms.choices import time_zone_field
from qiao.rooms.placement.domain.post import candidates
from qiao.rooms.placement.domain.round import MOMENTS, RULES
from qiao.rooms.placement.models import MatchingRound, RoundPost

BY_THE_CLOCK = _("By the clock of the round’s time zone.")


class _Timed(BilingualModelForm[MatchingRound]):
    lists_due_at = MomentField(label=_("Lists are due"), help_text=BY_THE_CLOCK)
    publish_at = MomentField(label=_("Result is published"), help_text=BY_THE_CLOCK)
    answers_due_at = MomentField(label=_("Answers are due"), help_text=BY_THE_CLOCK)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = self.data.get("time_zone") or self.instance.time_zone
        zone = _zone(str(named)) or _zone(self.instance.time_zone)
        for name in ("lists_due_at", "publish_at", "answers_due_at"):
            self.fields[name].zone = zone  # type: ignore[attr-defined]  # the fields above


class RoundForm(_Timed):
    """While it is prepared: everything."""

    time_zone = time_zone_field()

    class Meta:
        model = MatchingRound
        fields = list(RULES)
        help_texts = {
            "side": _("Of several stable results the one that is best for them."),
            "takes_pairs": _("For a pair a stable result may not exist; the run says so then."),
            "reverts": _("Each post names the sibling that gets its empty places."),
            "lower_quota_rule": _("What happens where fewer people come than a post asks for."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].required = True


class MomentsForm(_Timed):
    """Once people rank: the moments and the note."""

    class Meta:
        model = MatchingRound
        fields = list(MOMENTS)


class SecondRoundForm(forms.Form):
    lists_due_at = MomentField(label=_("Lists are due"), help_text=BY_THE_CLOCK)
    publish_at = MomentField(label=_("Result is published"), help_text=BY_THE_CLOCK)
    answers_due_at = MomentField(label=_("Answers are due"), help_text=BY_THE_CLOCK)

    def __init__(self, *args: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fields:
            self.fields[name].zone = zone  # type: ignore[attr-defined]  # the fields above


class PostForm(forms.ModelForm[RoundPost]):
    class Meta:
        model = RoundPost
        fields = ("intake", "quota", "lower_quota", "is_supervised", "reserved", "reserved_for", "reverts_to")
        help_texts = {
            "is_supervised": _("Each supervisor of the opportunity is a choice of its own."),
            "lower_quota": _("0 where there is none."),
            "reserved": _("Filled first with the best of them; what they leave is open to all."),
        }

    is_supervised = forms.BooleanField(label=_("People rank supervisors"), required=False)

    def __init__(self, *args: Any, matching_round: MatchingRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["intake"].queryset = candidates(matching_round)  # type: ignore[attr-defined]  # a choice of rows
        siblings = matching_round.posts.exclude(pk=self.instance.pk)
        self.fields["reverts_to"].queryset = siblings  # type: ignore[attr-defined]  # a choice of rows
        if not self.instance._state.adding:
            del self.fields["intake"]

    def _post_clean(self) -> None:
        """The domain judges the whole post."""


class WhatIfForm(forms.Form):
    choice = forms.ChoiceField(label=_("Post"))
    places = forms.IntegerField(label=pgettext_lazy("opportunity", "Places"), min_value=0, max_value=100_000)

    def __init__(self, *args: Any, names: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["choice"].choices = list(names.items())  # type: ignore[attr-defined]  # the field above


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None
