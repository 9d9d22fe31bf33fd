"""What reviewers fill in."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.inputs import BodyInput
from qiao.rooms.reviews.enums import ConflictVerdict, Recommendation, WithdrawalState
from qiao.rooms.reviews.models import Assessment, Criterion

POINTS = "points-"
WORDS = ("recommendation", "comment", "private_note")


class DeclarationForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("Your declaration"), choices=ConflictVerdict.choices, widget=forms.RadioSelect
    )
    reason = BodyInput(
        label=_("Which conflict"),
        max_length=1000,
        required=False,
        help_text=_("Only where there is one: kinship, supervision, joint work, rivalry. The host reads it."),
    )


class WithdrawalForm(forms.Form):
    reason = BodyInput(
        label=_("Why there is no conflict of interest"),
        max_length=1000,
        help_text=_("The host reads it and decides. Until then the conflict stands."),
    )


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label=pgettext_lazy("withdrawal", "Decision"),
        choices=[
            (WithdrawalState.LIFTED, _("Lift the conflict of interest")),
            (WithdrawalState.REFUSED, _("Leave the conflict of interest")),
        ],
        widget=forms.RadioSelect,
    )
    answer = BodyInput(
        label=_("Answer to the reviewer"),
        max_length=1000,
        required=False,
        help_text=_("Needed where the conflict stays."),
    )


class AssessmentForm(forms.Form):
    """One field of points for each criterion; a draft may leave them open."""

    recommendation = forms.ChoiceField(
        label=pgettext_lazy("assessment", "Recommendation"),
        choices=[("", "—"), *Recommendation.choices],
        required=False,
    )
    comment = BodyInput(
        label=_("Comment to the host"),
        max_length=4000,
        required=False,
        help_text=_("The applicant does not read it."),
    )
    private_note = BodyInput(
        label=_("Note for yourself"), max_length=4000, required=False, help_text=_("Nobody else reads it.")
    )

    def __init__(
        self, *args: Any, criteria: list[Criterion], assessment: Assessment | None, **kwargs: Any
    ) -> None:
        kwargs.setdefault("initial", _held(assessment))
        super().__init__(*args, **kwargs)
        is_whole = "draft" not in self.data
        for criterion in criteria:
            self.fields[f"{POINTS}{criterion.pk}"] = _points(criterion, is_whole)
        self.fields["recommendation"].required = is_whole
        self.order_fields([f"{POINTS}{criterion.pk}" for criterion in criteria])

    @property
    def points(self) -> dict[UUID, int]:
        return {
            UUID(name.removeprefix(POINTS)): value
            for name, value in self.cleaned_data.items()
            if name.startswith(POINTS) and value is not None
        }

    @property
    def words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in WORDS}


class NoteForm(forms.Form):
    body = BodyInput(
        label=_("Note to the panel"), max_length=4000, help_text=_("The applicant never reads it.")
    )


def _points(criterion: Criterion, is_needed: bool) -> forms.IntegerField:
    return forms.IntegerField(
        label=f"{criterion.name} (0–{criterion.max_points})",
        help_text=str(criterion.description),
        required=is_needed,
        validators=[MinValueValidator(0), MaxValueValidator(criterion.max_points)],
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 0, "max": criterion.max_points}),
    )


def _held(assessment: Assessment | None) -> dict[str, Any]:
    if assessment is None:
        return {}
    held: dict[str, Any] = {name: getattr(assessment, name) for name in WORDS}
    points = assessment.scores.values_list("criterion", "points")
    return held | {f"{POINTS}{criterion}": given for criterion, given in points}
