from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import BodyField
from qiao.kit.records import Record
from qiao.rooms.training.models.cohort import Cohort
from qiao.rooms.training.models.enrolment import Enrolment


class Certificate(Record):
    """That somebody completed the training: numbered without gaps, checked by anybody with its code."""

    enrolment = models.OneToOneField(
        Enrolment, verbose_name=_("enrolment"), on_delete=models.PROTECT, related_name="certificate"
    )
    cohort = models.ForeignKey(
        Cohort, verbose_name=_("cohort"), on_delete=models.PROTECT, related_name="certificates"
    )
    running = models.PositiveIntegerField(_("running number"), editable=False)
    number = models.CharField(
        pgettext_lazy("certificate", "number"), max_length=30, unique=True, editable=False
    )
    code = models.CharField(pgettext_lazy("certificate", "code"), max_length=40, editable=False)
    code_hash = models.CharField(_("fingerprint of the code"), max_length=64, unique=True, editable=False)
    issued_at = models.DateTimeField(_("issued at"), editable=False)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("issued by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    digest = models.CharField(_("digest of the document"), max_length=64, blank=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True, editable=False)
    revoked_because = BodyField(_("revoked because"), max_length=1000, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("training", "certificate")
        verbose_name_plural = pgettext_lazy("training", "certificates")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "running"], name="training_certificate_number_once"),
            models.CheckConstraint(condition=Q(running__gte=1), name="training_certificate_counts_from_one"),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_because="")
                | Q(revoked_at__isnull=False) & ~Q(revoked_because=""),
                name="training_revoked_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_valid(self) -> bool:
        return self.revoked_at is None


class CertificatePaper(Record):
    """The document as it was issued."""

    certificate = models.OneToOneField(
        Certificate,
        verbose_name=pgettext_lazy("training", "certificate"),
        on_delete=models.CASCADE,
        related_name="paper",
    )
    content = models.BinaryField(_("document"))

    class Meta:
        verbose_name = _("document of a certificate")
        verbose_name_plural = _("documents of certificates")

    def __str__(self) -> str:
        return str(self.certificate)
