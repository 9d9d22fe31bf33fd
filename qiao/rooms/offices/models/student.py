from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import LineField
from qiao.kit.records import Record
from qiao.kit.steps.models import ReasonedStep, reason_only_where, state_after, state_before
from qiao.rooms.directory.models import Organisation
from qiao.rooms.offices.enums import STANDING, RegistrationState
from qiao.rooms.offices.purpose_names import SEEN
from qiao.rooms.privacy.enums import Decision
from qiao.rooms.privacy.models import ConsentEntry
from qiao.rooms.profiles.models import Profile


class RegistrationQuerySet(models.QuerySet["StudentRegistration"]):
    def of_student(self, actor: Any) -> "RegistrationQuerySet":
        return self.filter(profile__user=actor)

    def standing(self) -> "RegistrationQuerySet":
        """Neither over nor left behind by a consent that was withdrawn a moment ago."""
        return self.filter(self.agreed(), state__in=STANDING)

    def lapsed(self) -> "RegistrationQuerySet":
        """Still open by their state, while the consent no longer holds."""
        return self.filter(~self.agreed(), state__in=STANDING)

    def confirmed(self) -> "RegistrationQuerySet":
        return self.standing().filter(state=RegistrationState.CONFIRMED)

    @staticmethod
    def agreed() -> Q:
        """The consent holds, and was not withdrawn at any time since the registration."""
        own = ConsentEntry.objects.filter(user=OuterRef("profile__user"), purpose__code=SEEN)
        withdrawn = own.filter(decision=Decision.WITHDRAWN, created_at__gte=OuterRef("consented_at"))
        return Q(Exists(own.holding())) & ~Q(Exists(withdrawn))


class StudentRegistration(Record):
    """A student's registration with the career office of a university: the consent that the office sees where
    their applications stand, and the office's word that this is its student."""

    university = models.ForeignKey(
        Organisation,
        verbose_name=_("university"),
        on_delete=models.PROTECT,
        related_name="registered_students",
    )
    profile = models.ForeignKey(
        Profile,
        verbose_name=pgettext_lazy("talent", "profile"),
        on_delete=models.CASCADE,
        related_name="registrations",
    )
    student_number = LineField(_("student number"), max_length=40, blank=True)
    matched_domain = models.CharField(_("matching domain"), max_length=253, blank=True, editable=False)
    wants_mails = models.BooleanField(_("gets mails about recommended postings"), default=False)
    state = models.CharField(
        _("state"), max_length=10, choices=RegistrationState.choices, default=RegistrationState.CLAIMED
    )
    consented_at = models.DateTimeField(_("consented at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration of a student")
        verbose_name_plural = _("registrations of students")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["university", "profile"],
                condition=Q(state__in=STANDING),
                name="offices_student_registered_once",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("confirmed", "refused")) | Q(decided_at__isnull=False),
                name="offices_student_decided_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["university", "state", "id"], name="offices_students"),
            models.Index(fields=["state", "id"], name="offices_students_standing"),
        ]

    def __str__(self) -> str:
        return f"{self.profile} – {self.university}"

    @property
    def status(self) -> RegistrationState:
        return RegistrationState(self.state)

    @property
    def is_waiting(self) -> bool:
        """For the office's word."""
        return self.state == RegistrationState.CLAIMED

    @property
    def latest_reason(self) -> str:
        """Of the last step: why it is as it is."""
        steps = list(self.steps.all())
        return steps[-1].reason if steps else ""


class RegistrationStep(ReasonedStep):
    """One change of state: who made it, when (`created_at`) and why."""

    SUBJECT = "subject"
    NOUN = "offices.registration"

    subject = models.ForeignKey(
        StudentRegistration,
        verbose_name=_("registration of a student"),
        on_delete=models.CASCADE,
        related_name="steps",
    )
    from_state = state_before(RegistrationState, 10)
    to_state = state_after(RegistrationState, 10)

    class Meta(ReasonedStep.Meta):
        verbose_name = _("step of a registration")
        verbose_name_plural = _("steps of registrations")
        constraints = [reason_only_where(Q(to_state="refused"), "offices_student_step_with_reason")]
