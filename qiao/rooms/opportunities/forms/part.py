"""Intakes, and everything else that an opportunity is made of."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.forms import BilingualModelForm
from qiao.kit.ui.moments import MomentField
from qiao.rooms.directory.forms.choices import DAY, language_field
from qiao.rooms.exchanges.forms.organisation import OrganisationField
from qiao.rooms.opportunities.domain.intake import COLUMNS
from qiao.rooms.opportunities.domain.supervisor import people_at_the_host
from qiao.rooms.opportunities.enums import LanguageScale
from qiao.rooms.opportunities.models import (
    DocumentRequirement,
    Intake,
    LanguageRequirement,
    Opportunity,
    OpportunityField,
    PlannedMilestone,
    Stage,
    Supervisor,
)

A_DAY: dict[str, Any] = {**DAY}
MOMENTS = ("opens_at", "closes_at", "letters_until")


def _levels() -> list[tuple[str, str]]:
    return [(f"{scale}:{each}", f"{scale.label} {each}") for scale in LanguageScale for each in scale.levels]


class PartForm(BilingualModelForm[Any]):
    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor

    @property
    def opportunity(self) -> Opportunity:
        return self.instance.opportunity  # type: ignore[no-any-return]  # every part has one

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


class IntakeForm(PartForm):
    opens_at = MomentField(label=_("Opens"))
    closes_at = MomentField(label=_("Deadline"))
    letters_until = MomentField(
        label=_("Reference letters until"), required=False, help_text=_("Not before the deadline.")
    )
    decided_by = forms.DateField(label=_("Decision by"), required=False, **A_DAY)
    starts_on = forms.DateField(label=_("Begins on"), required=False, **A_DAY)

    class Meta:
        model = Intake
        fields = [*COLUMNS]
        help_texts = {"label_zh": _("For example: spring 2027.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in MOMENTS:
            self.fields[name].zone = self.opportunity.zone  # type: ignore[attr-defined]  # a moment
        told = _("By the clock of %(zone)s.") % {"zone": self.opportunity.time_zone}
        self.fields["opens_at"].help_text = self.fields["closes_at"].help_text = told


class StageForm(PartForm):
    class Meta:
        model = Stage
        fields = ["name_zh", "name_en", "phase"]


class SupervisorForm(PartForm):
    organisation = OrganisationField(label=_("Organisation"), required=False)

    class Meta:
        model = Supervisor
        fields = [
            *("side", "organisation", "person", "name_zh", "name_en", "topic_zh", "topic_en", "capacity"),
        ]
        help_texts = {
            "person": _("People at the host whose entry you can see. Others are named below."),
            "capacity": _("Of this opportunity, all intakes together."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].actor = self.actor  # type: ignore[attr-defined]  # the field above
        if self.instance.organisation is not None:
            self.initial["organisation"] = self.instance.organisation.name.text
        people = people_at_the_host(self.opportunity, self.actor)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]  # a choice of rows


class DocumentForm(PartForm):
    class Meta:
        model = DocumentRequirement
        fields = ["kind", "note_zh", "note_en", "is_required"]
        help_texts = {"note_zh": _("For example: at most five pages.")}


class FieldForm(PartForm):
    class Meta:
        model = OpportunityField
        fields = ["scheme", "code", "clarification_zh", "clarification_en"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _(
            "ISCED-F: two to four digits, such as 0716 (vehicles); the discipline catalogue: two to six."
        )


class LanguageForm(PartForm):
    """One choice says scale and level."""

    language = language_field()
    level = forms.ChoiceField(label=_("Level at least"), choices=_levels)

    class Meta:
        model = LanguageRequirement
        fields = ["language"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["level"] = f"{self.instance.scale}:{self.instance.level}"

    def clean(self) -> dict[str, Any]:
        """Before the model judges them together."""
        cleaned: dict[str, Any] = super().clean() or {}
        scale, _colon, level = str(cleaned.get("level", "")).partition(":")
        if level:
            self.instance.scale, self.instance.level = scale, level
        return cleaned

    def values(self) -> dict[str, Any]:
        names = ("language", "scale", "level")
        return {name: getattr(self.instance, name) for name in names}


class MilestoneForm(PartForm):
    class Meta:
        model = PlannedMilestone
        fields = ["name_zh", "name_en", "month"]
