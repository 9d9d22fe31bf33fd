from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.fields import LineField
from qiao.kit.records import Record
from qiao.rooms.directory.models import Organisation
from qiao.rooms.offices.enums import STANDING, RegistrationState
from qiao.rooms.profiles.models import Profile


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
        Profile, verbose_name=_("profile"), on_delete=models.CASCADE, related_name="registrations"
    )
    student_number = LineField(_("student number"), max_length=40, blank=True)
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

    class Meta:
        verbose_name = _("registration of a student")
        verbose_name_plural = _("registrations of students")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["university", "profile"],
                condition=Q(state__in=STANDING),
                name="offices_student_registered_once",
            )
        ]
        indexes = [models.Index(fields=["university", "state", "id"], name="offices_students")]

    def __str__(self) -> str:
        return f"{self.profile} – {self.university}"
