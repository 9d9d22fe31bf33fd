"""What hosts fill in about panel, rubric and assignments."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.forms import BilingualModelForm
from qiao.kit.ui.moments import MomentField
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.entries import MEMBERS, speakers_for
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.reviews.enums import Sharing
from qiao.rooms.reviews.models import Criterion, Reviewer

MOST_EACH = 10


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=_("Mail address of the reviewer"),
        max_length=254,
        help_text=_("The person gets a link, signs in and joins the panel."),
    )


class MemberForm(forms.Form):
    """Members of the host who are not on the panel yet."""

    user = forms.ModelChoiceField(label=_("Member of the host"), queryset=User.objects.none())

    def __init__(self, *args: Any, opportunity: Opportunity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        on_it = Reviewer.objects.active().filter(opportunity=opportunity)
        members = speakers_for([opportunity.host_id], MEMBERS).filter(is_active=True)
        field: Any = self.fields["user"]
        field.queryset = members.exclude(pk__in=on_it.values("user")).order_by("email")


class CriterionForm(BilingualModelForm[Criterion]):
    class Meta:
        model = Criterion
        fields = ("name_zh", "name_en", "description_zh", "description_en", "weight", "max_points")
        help_texts = {
            "weight": _("Its share of the total is its weight over the sum of all weights."),
            "max_points": _("Reviewers give whole points from 0 to this number."),
        }


class DueForm(forms.Form):
    due_at = MomentField(label=_("Due"), required=False, help_text=_("By the clock of the opportunity."))

    def __init__(self, *args: Any, opportunity: Opportunity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opportunity = opportunity
        moment: Any = self.fields["due_at"]
        moment.zone = ZoneInfo(opportunity.time_zone)

    def clean_due_at(self) -> dt.datetime | None:
        due: dt.datetime | None = self.cleaned_data["due_at"]
        if due is not None and due <= dt.datetime.now(dt.UTC):
            raise forms.ValidationError(_("This time is over."), "past")
        return due


class SharingForm(DueForm):
    sharing = forms.ChoiceField(label=_("Who reads what"), choices=Sharing.choices, initial=Sharing.BALANCED)
    each = forms.IntegerField(
        label=_("Reviewers for each application"),
        initial=2,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_EACH)],
    )
    field_order = ("sharing", "each", "due_at")


class AssignForm(DueForm):
    reviewer = forms.ModelChoiceField(label=_("Reviewer"), queryset=Reviewer.objects.none())
    field_order = ("reviewer", "due_at")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["reviewer"]
        field.queryset = panel_of(self.opportunity)
        field.label_from_instance = lambda reviewer: reviewer.user.email


def panel_of(opportunity: Opportunity) -> Any:
    rows = Reviewer.objects.active().filter(opportunity=opportunity)
    return rows.select_related("user").order_by("user__email")
