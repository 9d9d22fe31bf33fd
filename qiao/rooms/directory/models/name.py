from django.db import models
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.fields import LineField
from qiao.kit.records import Record
from qiao.rooms.directory.enums import NameKind
from qiao.rooms.directory.identifiers.fields import DomainField
from qiao.rooms.directory.models.organisation import Organisation
from qiao.rooms.directory.validators import validate_language


class OrganisationName(Record):
    """One name in one language. `folded` is its form for comparing, written with the value."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="names"
    )
    value = LineField(_("name"), max_length=300)
    folded = models.CharField(_("folded name"), max_length=600, editable=False)
    language = models.CharField(_("language"), max_length=3, validators=[validate_language])
    kind = models.CharField(_("kind"), max_length=10, choices=NameKind.choices, default=NameKind.OFFICIAL)
    source = LineField(_("source"), max_length=200, blank=True)
    is_preferred = models.BooleanField(_("shown as the name in this language"), default=False)

    class Meta:
        verbose_name = _("name of an organisation")
        verbose_name_plural = _("names of organisations")
        ordering = ["language", "-is_preferred", "kind", "value"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "language", "kind", "value"],
                name="directory_name_once",
                violation_error_message=_("This organisation already has this name."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "language"],
                condition=models.Q(is_preferred=True),
                name="directory_name_one_preferred",
            ),
        ]
        indexes = [models.Index(fields=["folded"], name="directory_name_folded")]

    def __str__(self) -> str:
        return self.value


class OrganisationDomain(Record):
    """A domain that the organisation's people write from. Others may share it: it suggests, never grants."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="domains"
    )
    suffix = DomainField(_("domain"))

    class Meta:
        verbose_name = _("domain of an organisation")
        verbose_name_plural = _("domains of organisations")
        ordering = ["suffix"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "suffix"],
                name="directory_domain_once",
                violation_error_message=_("This organisation already has this domain."),
            )
        ]
        indexes = [models.Index(fields=["suffix"], name="directory_domain_suffix")]

    def __str__(self) -> str:
        return str(self.suffix)
