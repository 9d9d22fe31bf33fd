from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.forms import BilingualModelForm
from qiao.kit.bilingual.inputs import BodyInput, LineInput
from qiao.kit.files.fields import DocumentUploadField
from qiao.kit.ui.moments import MomentField
from qiao.rooms.directory.forms.choices import DAY
from qiao.rooms.training.domain.cohort import PROFILE as OF_COHORT
from qiao.rooms.training.domain.session import PROFILE as OF_SESSION
from qiao.rooms.training.enums import AttendanceMark
from qiao.rooms.training.models import Cohort, Enrolment, TrainingSession

BY_THE_CLOCK = _("By the clock of the opportunity: %(zone)s.")
PREFIX = "mark-"


class CohortForm(BilingualModelForm[Cohort]):
    starts_on = forms.DateField(label=_("First day"), **DAY)  # type: ignore[arg-type]  # shared options
    ends_on = forms.DateField(label=_("Last day"), **DAY)  # type: ignore[arg-type]  # shared options

    class Meta:
        model = Cohort
        fields = list(OF_COHORT)


class SessionForm(BilingualModelForm[TrainingSession]):
    starts_at = MomentField(label=_("Starts at"))

    class Meta:
        model = TrainingSession
        fields = list(OF_SESSION)

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["starts_at"]
        field.zone = cohort.zone
        field.help_text = BY_THE_CLOCK % {"zone": cohort.zone}


class AttendanceForm(forms.Form):
    """One choice for each participant, by arrow keys; an empty one is not marked yet."""

    def __init__(
        self, *args: Any, enrolments: list[Enrolment], marks: dict[UUID, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for enrolment in enrolments:
            self.fields[f"{PREFIX}{enrolment.pk}"] = forms.ChoiceField(
                label=enrolment.application.title,
                choices=[*AttendanceMark.choices, ("", pgettext_lazy("attendance", "Not marked"))],
                widget=forms.RadioSelect,
                required=False,
                initial=marks.get(enrolment.pk, ""),
            )

    def marks(self) -> list[tuple[UUID, str]]:
        return [(UUID(name.removeprefix(PREFIX)), mark) for name, mark in self.cleaned_data.items()]


class MilestoneForm(forms.Form):
    note = BodyInput(label=_("What shows that it is reached"), max_length=2000, required=False)
    evidence = DocumentUploadField(label=pgettext_lazy("milestone", "File"), required=False)


class ReasonForm(forms.Form):
    reason = BodyInput(label=_("Reason"), max_length=1000, help_text=_("The other side reads it."))


class VerificationForm(forms.Form):
    certificate_number = LineInput(
        label=pgettext_lazy("certificate", "Number"), max_length=40, help_text=_("As in CAMP27-0007.")
    )
    certificate_code = LineInput(
        label=pgettext_lazy("certificate", "Code"),
        max_length=60,
        help_text=_("Twenty letters and digits, below the square code."),
    )
