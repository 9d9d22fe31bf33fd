from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qiao.kit.records import Record
from qiao.kit.steps.models import ReasonedStep, state_after, state_before
from qiao.rooms.applications.models import Application
from qiao.rooms.training.enums import STAYING, EnrolmentState
from qiao.rooms.training.models.cohort import Cohort


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def staying(self) -> "EnrolmentQuerySet":
        return self.filter(state__in=STAYING)

    def of_participant(self, actor: Any) -> "EnrolmentQuerySet":
        return self.filter(application__profile__user=actor)


class Enrolment(Record):
    """One accepted applicant on the roster of a cohort."""

    cohort = models.ForeignKey(
        Cohort, verbose_name=_("cohort"), on_delete=models.PROTECT, related_name="enrolments"
    )
    application = models.OneToOneField(
        Application, verbose_name=_("application"), on_delete=models.PROTECT, related_name="enrolment"
    )
    state = models.CharField(
        _("state"), max_length=10, choices=EnrolmentState.choices, default=EnrolmentState.ENROLLED
    )
    completed_at = models.DateTimeField(_("completed at"), null=True, blank=True, editable=False)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="completed", completed_at__isnull=False)
                | ~Q(state="completed") & Q(completed_at=None),
                name="training_completed_says_when",
            ),
        ]
        indexes = [models.Index(fields=["cohort", "state", "id"], name="training_roster")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} – {self.cohort}"

    @property
    def status(self) -> EnrolmentState:
        return EnrolmentState(self.state)

    @property
    def is_staying(self) -> bool:
        return self.state in STAYING


class EnrolmentStep(ReasonedStep):
    """One change of state: who made it, when (`created_at`) and why."""

    SUBJECT = "enrolment"
    NOUN = "training.enrolment"

    enrolment = models.ForeignKey(
        Enrolment, verbose_name=_("enrolment"), on_delete=models.CASCADE, related_name="steps"
    )
    from_state = state_before(EnrolmentState, 10)
    to_state = state_after(EnrolmentState, 10)

    class Meta(ReasonedStep.Meta):
        verbose_name = _("step of an enrolment")
        verbose_name_plural = _("steps of enrolments")
