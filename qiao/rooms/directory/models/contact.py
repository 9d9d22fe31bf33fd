from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.fields import Bilingual, bilingual
from qiao.kit.records import Record
from qiao.rooms.directory.enums import Visibility
from qiao.rooms.directory.models.organisation import Organisation
from qiao.rooms.directory.models.person import Person
from qiao.rooms.directory.models.unit import Unit
from qiao.rooms.directory.validators import validate_mail_host, validate_phone


class Contact(Record):
    """How to reach an organisation: through a person, or through an office whoever sits there."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="contacts"
    )
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("unit"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="contacts",
    )
    person = models.ForeignKey(
        Person,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="contacts",
    )
    role_zh, role_en = bilingual(_("role"), max_length=120)
    role = Bilingual("role")
    email = models.EmailField(_("e-mail"), max_length=254, blank=True, validators=[validate_mail_host])
    phone = models.CharField(_("phone"), max_length=40, blank=True, validators=[validate_phone])
    visibility = models.CharField(
        _("who sees it"), max_length=12, choices=Visibility.choices, default=Visibility.MEMBERS
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) | ~models.Q(role_zh="", role_en=""),
                name="directory_contact_has_someone",
                violation_error_message=_("Name a person or a role."),
            ),
            models.CheckConstraint(
                condition=~models.Q(email="", phone=""),
                name="directory_contact_reachable",
                violation_error_message=_("Give an e-mail address or a phone number."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person or self.role)

    def clean(self) -> None:
        if self.unit and self.unit.organisation_id != self.organisation_id:
            raise ValidationError({"unit": _("Choose a unit of this organisation.")})
